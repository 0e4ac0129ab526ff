using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Chapters that every special plan has (建办质〔2018〕31号).</summary>
public enum PlanChapter
{
    [Label("工程概况", "Description")]
    Description,

    [Label("编制依据", "Basis")]
    Basis,

    [Label("施工计划", "Schedule")]
    Schedule,

    [Label("施工工艺技术", "Method")]
    Method,

    [Label("施工安全保证措施", "Safety measures")]
    Safety,

    [Label("施工管理及作业人员配备和分工", "People")]
    People,

    [Label("验收要求", "Acceptance")]
    Acceptance,

    [Label("应急处置措施", "Emergency")]
    Emergency,

    [Label("计算书及相关施工图纸", "Calculations and drawings")]
    Calculations,
}

/// <summary>
/// The special plan of a hazardous work with its emergency plan: approved by the contractor's technical head and the chief
/// supervising engineer, by an expert panel when the work is over scale, and from the start again when it changes.
/// </summary>
[Clause("5.5.2-4.10", "5.5.2-4.11", "5.3.2-4.10")]
public sealed record SpecialPlan : IRegister<SpecialPlan, SpecialPlan.State>
{
    public enum State
    {
        [Label("草稿", "Draft")]
        Draft,

        [Label("审批中", "Under review")]
        UnderReview,

        [Label("待论证", "Awaits the panel")]
        Reviewed,

        [Label("已生效", "Valid")]
        Valid,

        [Label("未通过", "Rejected")]
        Rejected,

        [Label("已被替代", "Superseded")]
        Superseded,
    }

    [Label("危大工程", "Work"), Indexed]
    public required Reference<HazardousWork> Work { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("危大工程名称", "Name of the work"), Assigned, StringLength(260), Searchable]
    public string? WorkName { get; init; }

    [Label("判定", "Scale"), Assigned, Indexed]
    public WorkScale Scale { get; init; }

    [Label("方案名称", "Name"), StringLength(200, MinimumLength = 4), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("版次", "Edition"), StringLength(20, MinimumLength = 1)]
    public required string Edition { get; init; }

    [Label("编制人", "Author"), StringLength(40, MinimumLength = 2)]
    public required string Author { get; init; }

    [Label("章节", "Chapters"), MaxLength(9)]
    public IReadOnlyList<PlanChapter> Chapters { get; init; } = [];

    [Label("内容摘要", "Summary"), StringLength(4000), Searchable]
    public string? Summary { get; init; }

    [Label("专项施工方案", "Plan"), Searchable]
    public Attachment? File { get; init; }

    [Label("应急预案", "Emergency plan"), Searchable]
    public Attachment? EmergencyPlan { get; init; }

    [Label("计算书与图纸", "Calculations and drawings"), MaxLength(50)]
    public IReadOnlyList<Attachment> Calculations { get; init; } = [];

    [Label("审批通过日期", "Approved on"), Assigned, Indexed]
    public DateOnly? ApprovedOn { get; init; }

    [Label("论证结论", "Conclusion of the panel"), Assigned, StringLength(400)]
    public string? PanelConclusion { get; init; }

    [Label("生效日期", "Valid since"), Assigned, Indexed]
    public DateOnly? ValidSince { get; init; }

    /// <summary>What the panel has said.</summary>
    public sealed record Adopting
    {
        [Label("论证结论", "Conclusion"), StringLength(400)]
        public required string Conclusion { get; init; }
    }

    public static Register<SpecialPlan, State> Definition => new Register<SpecialPlan, State>("special-plans", "专项施工方案", "Special plans")
        .Title(plan => $"{plan.Name}（{plan.Edition}）")
        .In(plan => plan.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Draft, by: Role.Contractor)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .On("submit", "报审", State.Draft, State.UnderReview, by: Role.Contractor, labelEn: "Submit", guard: (plan, _) => WhatIsMissing(plan))
        .On("approve", "审批通过", State.UnderReview, State.Reviewed, by: [], labelEn: "Approve", apply: Approved).DecidedBy(SpecialPlanApproval.Name)
        .On("return", "退回修改", State.UnderReview, State.Draft, by: [], labelEn: "Return").DecidedBy(SpecialPlanApproval.Name)
        .On("reject", "不同意", State.UnderReview, State.Rejected, by: [], labelEn: "Reject").DecidedBy(SpecialPlanApproval.Name)
        .When(State.Reviewed, plan => plan.Scale == WorkScale.OverScale ? null : State.Valid)
        .On<Adopting>("adopt", "论证通过", State.Reviewed, State.Valid, by: [], labelEn: "Adopt",
            apply: (plan, form, context) => plan with { PanelConclusion = form.Conclusion, ValidSince = context.Today })
        .On<Adopting>("fail", "论证不通过", State.Reviewed, State.Rejected, by: [], labelEn: "Fail", apply: (plan, form, _) => plan with { PanelConclusion = form.Conclusion })
        .On("revise", "修改重报", [State.Reviewed, State.Valid, State.Rejected], State.Draft, by: Role.Contractor, labelEn: "Revise",
            apply: (plan, _) => plan with { ApprovedOn = null, ValidSince = null, PanelConclusion = null })
        .On("supersede", "以新方案替代", State.Valid, State.Superseded, by: Role.Contractor, labelEn: "Supersede")
        .Void([State.Draft, State.Rejected], by: Role.Contractor)
        .Unique("valid", "这项危大工程已有同一版次的方案", plan => $"{plan.Work}/{plan.Edition}")
        .Resting(State.Valid)
        .Columns(nameof(WorkName), nameof(Name), nameof(Edition), nameof(Scale), nameof(ApprovedOn), nameof(ValidSince))
        .Print("special-plan-review", "专项施工方案报审表", "Plan review sheet");

    private static string? WhatIsMissing(SpecialPlan plan)
    {
        var missing = Enum.GetValues<PlanChapter>().Except(plan.Chapters).Select(Terms.Of).ToList();
        if (plan.File is null)
            missing.Add("方案文件");
        if (plan.EmergencyPlan is null)
            missing.Add("应急预案");
        return missing.Count == 0 ? null : $"还缺少：{string.Join("、", missing)}";
    }

    private static SpecialPlan Approved(SpecialPlan plan, ActionContext context) =>
        plan with { ApprovedOn = context.Today, ValidSince = plan.Scale == WorkScale.OverScale ? null : context.Today };

    private static async ValueTask<SpecialPlan> CompleteAsync(SpecialPlan plan, ActionContext context, CancellationToken cancel)
    {
        var work = await WorkLink.FindAsync(plan.Work, context, cancel);
        return work.Record.Scale == WorkScale.Below
            ? throw new RuleBrokenException("未达到危大规模的工程不需要专项施工方案报审")
            : plan with { Project = work.Record.Project, WorkName = work.Envelope.Title, Scale = work.Record.Scale };
    }
}
