using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>Somebody who was briefed.</summary>
public sealed record BriefedPerson
{
    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Searchable]
    public required string Name { get; init; }

    [Label("单位或班组", "Unit"), StringLength(100, MinimumLength = 2)]
    public required string Unit { get; init; }

    [Label("岗位或工种", "Post"), StringLength(40)]
    public string? Post { get; init; }

    [Label("签名", "Signature")]
    public Attachment? Signature { get; init; }
}

/// <summary>A valid plan is explained: by its author to the site's management, by them to those who do the work, signed by both sides.</summary>
[Clause("5.3.2-4.6")]
public sealed record PlanBriefing : IRegister<PlanBriefing, PlanBriefing.State>
{
    public enum State
    {
        [Label("待确认", "Recorded")]
        Recorded,

        [Label("已确认", "Confirmed")]
        Confirmed,

        [Label("退回", "Returned")]
        Returned,
    }

    public enum BriefingLevel
    {
        [Label("方案交底（向现场管理人员）", "To the management")]
        Management,

        [Label("安全技术交底（向作业人员）", "To the workers")]
        Workers,
    }

    [Label("专项施工方案", "Plan"), Indexed]
    public required Reference<SpecialPlan> Plan { get; init; }

    [Label("项目", "Project"), Assigned]
    public ProjectId? Project { get; init; }

    [Label("方案名称", "Name of the plan"), Assigned, StringLength(240), Searchable]
    public string? PlanName { get; init; }

    [Label("交底层级", "Level"), Indexed]
    public required BriefingLevel Level { get; init; }

    [Label("交底日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("交底地点", "Place"), StringLength(100)]
    public string? Place { get; init; }

    [Label("交底人", "By"), StringLength(40, MinimumLength = 2)]
    public required string By { get; init; }

    [Label("专职安全生产管理人员", "Safety officer"), StringLength(40, MinimumLength = 2), Hint("安全技术交底由双方和专职安全生产管理人员共同签字确认")]
    public required string SafetyOfficer { get; init; }

    [Label("交底内容", "Content"), StringLength(8000, MinimumLength = 10), Searchable]
    public required string Content { get; init; }

    [Label("接受交底人员", "Briefed"), MinLength(1), MaxLength(300)]
    public required IReadOnlyList<BriefedPerson> Briefed { get; init; }

    [Label("交底记录与影像", "Files"), MaxLength(20)]
    public IReadOnlyList<Attachment> Files { get; init; } = [];

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<PlanBriefing, State> Definition => new Register<PlanBriefing, State>("plan-briefings", "方案技术交底", "Plan briefings")
        .Title(one => $"{one.PlanName}：{Terms.Of(one.Level)}")
        .In(one => one.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Recorded, by: Role.Contractor)
        .Edit(State.Returned, by: Role.Contractor)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(CompleteAsync)
        .Check((one, context) => one.On > context.Today ? [new FieldFault("on", "交底日期晚于今天")] : [])
        .On("confirm", "确认", State.Recorded, State.Confirmed, by: Role.SupervisingEngineer, labelEn: "Confirm")
        .Returned(State.Recorded, State.Returned, by: Role.SupervisingEngineer, (one, why) => one with { ReturnReason = why })
        .On("report", "重新上报", State.Returned, State.Recorded, by: Role.Contractor, labelEn: "Report again", apply: (one, _) => one with { ReturnReason = null })
        .Void([State.Recorded, State.Returned], by: Role.Contractor)
        .Columns(nameof(PlanName), nameof(Level), nameof(On), nameof(By), nameof(SafetyOfficer))
        .Print("plan-briefing", "方案技术交底记录", "Record of the briefing");

    private static async ValueTask<PlanBriefing> CompleteAsync(PlanBriefing one, ActionContext context, CancellationToken cancel)
    {
        var plan = await context.Records.FindAsync(one.Plan, cancel) ?? throw new RuleBrokenException("没有登记这个专项施工方案");
        return plan.Envelope.State != "valid" ? throw new RuleBrokenException("专项施工方案生效后方可交底")
            : one.On < plan.Record.ValidSince ? throw new RuleBrokenException("交底日期早于方案生效日期")
            : one with { Project = plan.Record.Project, PlanName = plan.Envelope.Title };
    }
}
