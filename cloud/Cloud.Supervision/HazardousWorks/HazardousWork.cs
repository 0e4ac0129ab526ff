using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.HazardousWorks;

/// <summary>
/// One hazardous work of a project in one part: classified from its sizes by the threshold data, confirmed by the
/// supervising engineer, carried out under its plan, accepted and released. The over-scale list is this list filtered.
/// </summary>
[Clause("5.3.2-4.4", "5.3.2-4.5", "5.5.2-4.10")]
public sealed record HazardousWork : IRegister<HazardousWork, HazardousWork.State>
{
    public enum State
    {
        [Label("已识别", "Identified")]
        Identified,

        [Label("已确认", "Confirmed")]
        Confirmed,

        [Label("施工中", "Under way")]
        UnderWay,

        [Label("已验收", "Accepted")]
        Accepted,

        [Label("已解除", "Released")]
        Released,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("危大工程类别", "Kind"), Indexed]
    public required HazardousWorkKind Kind { get; init; }

    [Label("部位", "Part"), StringLength(200, MinimumLength = 2), Indexed, Searchable]
    public required string Part { get; init; }

    [Label("规模参数", "Sizes")]
    public required WorkSizes Sizes { get; init; }

    [Label("判定", "Scale"), Assigned, Indexed]
    public WorkScale Scale { get; init; }

    [Label("判定依据", "Why"), Assigned, StringLength(400)]
    public string? Why { get; init; }

    [Label("计划开始", "Planned start"), Indexed]
    public DateOnly? PlannedStart { get; init; }

    [Label("计划结束", "Planned end")]
    public DateOnly? PlannedEnd { get; init; }

    [Label("现场负责人", "In charge"), StringLength(40)]
    public string? InCharge { get; init; }

    [Label("监测单位", "Monitoring body"), StringLength(100)]
    public string? Monitor { get; init; }

    [Label("修改说明", "Reason of the change"), StringLength(500), Hint("清单登记后修改须说明原因")]
    public string? ChangeReason { get; init; }

    [Label("确认意见", "Opinion"), Assigned, StringLength(500)]
    public string? Opinion { get; init; }

    [Label("开工日期", "Started on"), Assigned, Indexed]
    public DateOnly? StartedOn { get; init; }

    [Label("验收日期", "Accepted on"), Assigned, Indexed]
    public DateOnly? AcceptedOn { get; init; }

    [Label("验收标识牌编号", "Tag"), Assigned, StringLength(60), Searchable]
    public string? Tag { get; init; }

    /// <summary>What the supervising engineer says.</summary>
    public sealed record Confirming
    {
        [Label("确认意见", "Opinion"), StringLength(500, MinimumLength = 2)]
        public required string Opinion { get; init; }
    }

    /// <summary>What the acceptance brings with it.</summary>
    public sealed record Accepting
    {
        [Label("验收标识牌编号", "Tag"), StringLength(60)]
        public required string Tag { get; init; }
    }

    public static Register<HazardousWork, State> Definition => new Register<HazardousWork, State>("hazardous-works", "危大工程清单", "Hazardous works")
        .Title(work => $"{work.Part}：{Terms.Of(work.Kind)}")
        .In(work => work.Project)
        .Branch(_ => Disciplines.Safety)
        .Create(State.Identified, by: Role.Contractor)
        .Edit(State.Confirmed, by: Role.Contractor)
        .Read(by: [Role.Contractor, Role.SupervisingEngineer, Role.Owner, Role.Supervisor, Role.StationChief, Role.Official])
        .Saving((work, _, _) => ValueTask.FromResult(Classified(work)))
        .Check(Faults)
        .On<Confirming>("confirm", "确认", State.Identified, State.Confirmed, by: Role.SupervisingEngineer, labelEn: "Confirm",
            apply: (work, form, _) => work with { Opinion = form.Opinion })
        .On("return", "退回", State.Confirmed, State.Identified, by: Role.SupervisingEngineer, labelEn: "Return")
        .On("begin", "开工", State.Confirmed, State.UnderWay, by: Role.Contractor, labelEn: "Begin", apply: BeginAsync)
        .On<Accepting>("accept", "验收通过", State.UnderWay, State.Accepted, by: [], labelEn: "Accept",
            apply: (work, form, context) => work with { Tag = form.Tag, AcceptedOn = context.Today })
        .On("release", "解除", State.Accepted, State.Released, by: [Role.Contractor, Role.SupervisingEngineer], labelEn: "Release")
        .Void([State.Identified], by: Role.Contractor)
        .Resting(State.Confirmed)
        .Columns(nameof(Part), nameof(Kind), nameof(Scale), nameof(Why), nameof(PlannedStart), nameof(PlannedEnd))
        .Print("hazardous-notice", "危大工程公告牌", "Notice board")
        .Print("hazardous-tag", "危大工程验收标识牌", "Acceptance tag", whileIn: [State.Accepted, State.Released]);

    /// <summary>The same work with the scale that its sizes give.</summary>
    public static HazardousWork Classified(HazardousWork work)
    {
        var (scale, why) = ScaleThresholds.Shipped.Classify(work.Kind, work.Sizes);
        return work with { Scale = scale, Why = why };
    }

    // Nothing begins without a plan that fits the scale and has been explained on both levels.
    private static async ValueTask<HazardousWork> BeginAsync(HazardousWork work, ActionContext context, CancellationToken cancel)
    {
        if (work.Scale != WorkScale.Below)
        {
            if (await WorkLink.ValidPlanAsync(context.Envelope!.Id, context.Records, cancel) is not { } plan)
                throw new RuleBrokenException("没有生效的专项施工方案，不能开工");
            if (plan.Record.Scale != work.Scale)
                throw new RuleBrokenException("规模参数修改后，专项施工方案须重新报审");
            var reference = new Reference<SpecialPlan>(plan.Envelope.Id);
            var briefings = await context.Records.Of<PlanBriefing>().InState(PlanBriefing.State.Confirmed).Where(one => one.Plan == reference).CountByAsync(one => one.Level, cancel);
            if (briefings.Count < Enum.GetValues<PlanBriefing.BriefingLevel>().Length)
                throw new RuleBrokenException("方案交底和安全技术交底完成并确认后方可开工");
        }

        return work with { StartedOn = context.Today };
    }

    private static IEnumerable<FieldFault> Faults(HazardousWork work, ActionContext context)
    {
        if (work.PlannedEnd < work.PlannedStart)
            yield return new FieldFault("plannedEnd", "计划结束早于计划开始");
        if (context.Envelope is { State: "confirmed" } && string.IsNullOrWhiteSpace(work.ChangeReason))
            yield return new FieldFault("changeReason", "清单确认后修改须说明原因");
    }
}
