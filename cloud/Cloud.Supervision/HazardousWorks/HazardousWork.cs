using System.ComponentModel.DataAnnotations;
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

    /// <summary>What the supervising engineer says.</summary>
    public sealed record Confirming
    {
        [Label("确认意见", "Opinion"), StringLength(500, MinimumLength = 2)]
        public required string Opinion { get; init; }
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
        .Void([State.Identified], by: Role.Contractor)
        .Resting(State.Confirmed)
        .Columns(nameof(Part), nameof(Kind), nameof(Scale), nameof(Why), nameof(PlannedStart), nameof(PlannedEnd));

    /// <summary>The same work with the scale that its sizes give.</summary>
    public static HazardousWork Classified(HazardousWork work)
    {
        var (scale, why) = ScaleThresholds.Shipped.Classify(work.Kind, work.Sizes);
        return work with { Scale = scale, Why = why };
    }

    private static IEnumerable<FieldFault> Faults(HazardousWork work, ActionContext context)
    {
        if (work.PlannedEnd < work.PlannedStart)
            yield return new FieldFault("plannedEnd", "计划结束早于计划开始");
        if (context.Envelope is { State: "confirmed" } && string.IsNullOrWhiteSpace(work.ChangeReason))
            yield return new FieldFault("changeReason", "清单确认后修改须说明原因");
    }
}
