using Cloud.Platform.Approvals;
using Cloud.Platform.Identity;
using Cloud.Supervision.Personnel;

namespace Cloud.Supervision.Designs;

/// <summary>Review of a technical document: the supervising engineer, the designer when the design is touched, the owner.</summary>
public sealed class TechnicalReview : IApprovalFlow<TechnicalDocument>
{
    public const string Name = "technical-review";

    public static ApprovalFlow<TechnicalDocument> Definition => new ApprovalFlow<TechnicalDocument>(Name, "技术文件审查", "Review of technical documents")
        .StartedBy("submit").Approves("approve").Returns("return").Rejects("reject")
        .Node("supervision", "监理单位审查", by: Role.SupervisingEngineer, inDays: 5, escalateTo: Role.Owner, labelEn: "Supervising engineer", office: nameof(KeyPost.ChiefEngineer))
        .Node("design", "设计单位确认", by: Role.Designer, inDays: 5, escalateTo: Role.Owner, labelEn: "Designer",
            when: document => document.ChangesDesign, office: nameof(KeyPost.DesignHead))
        .Node("owner", "建设单位审定", by: Role.Owner, inDays: 3, escalateTo: Role.StationChief, labelEn: "Owner", office: nameof(KeyPost.OwnerHead))
        .CopyTo(Role.Supervisor);
}
