using Cloud.Platform.Approvals;
using Cloud.Platform.Identity;
using Cloud.Supervision.Personnel;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Approval of a special plan: the contractor's technical head, the chief supervising engineer, the owner too when the work is over scale.</summary>
public sealed class SpecialPlanApproval : IApprovalFlow<SpecialPlan>
{
    public const string Name = "special-plan-approval";

    public static ApprovalFlow<SpecialPlan> Definition => new ApprovalFlow<SpecialPlan>(Name, "专项施工方案审批", "Approval of special plans")
        .StartedBy("submit").Approves("approve").Returns("return").Rejects("reject")
        .Node("technical-head", "施工单位技术负责人审核", by: Role.Contractor, inDays: 3, escalateTo: Role.Owner, labelEn: "Contractor's technical head", office: nameof(KeyPost.TechnicalHead))
        .Node("chief-engineer", "总监理工程师审查", by: Role.SupervisingEngineer, inDays: 5, escalateTo: Role.Owner, labelEn: "Chief supervising engineer", office: nameof(KeyPost.ChiefEngineer))
        .Node("owner", "建设单位确认", by: Role.Owner, inDays: 3, escalateTo: Role.StationChief, labelEn: "Owner",
            when: plan => plan.Scale == WorkScale.OverScale, office: nameof(KeyPost.OwnerHead))
        .CopyTo(Role.Supervisor);
}
