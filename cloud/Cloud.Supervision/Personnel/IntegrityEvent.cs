using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>A good or bad deed of a person that counts for or against his integrity: proposed, decided, open to objection, with an end.</summary>
[Clause("5.2.2-6.5", "5.5.2-2.9")]
public sealed record IntegrityEvent : IRegister<IntegrityEvent, IntegrityEvent.State>
{
    private const int ObjectWithin = 10;

    public enum State
    {
        [Label("待审定", "Proposed")]
        Proposed,

        [Label("生效", "In force")]
        InForce,

        [Label("异议中", "Objected")]
        Objected,

        [Label("已撤销", "Withdrawn")]
        Withdrawn,
    }

    public enum Side
    {
        [Label("良好行为", "Good")]
        Good,

        [Label("不良行为", "Bad")]
        Bad,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("人员", "Person"), Indexed]
    public required PersonId Person { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("单位", "Organisation"), Indexed]
    public OrganisationId? Organisation { get; init; }

    [Label("行为性质", "Side"), Indexed]
    public required Side Nature { get; init; }

    [Label("行为", "Deed"), StringLength(1000, MinimumLength = 2), Searchable]
    public required string Deed { get; init; }

    [Label("依据", "Basis"), StringLength(200, MinimumLength = 2)]
    public required string Basis { get; init; }

    [Label("分值", "Points"), Range(1, 100)]
    public required int Points { get; init; }

    [Label("计分", "Score"), Assigned, Indexed]
    public int Score { get; init; }

    [Label("发生日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("有效期至", "Valid until"), Indexed]
    public required DateOnly ValidUntil { get; init; }

    [Label("证据", "Evidence"), MaxLength(20)]
    public IReadOnlyList<Attachment> Evidence { get; init; } = [];

    [Label("生效日期", "In force since"), Assigned, Indexed]
    public DateOnly? InForceSince { get; init; }

    [Label("异议", "Objection"), Assigned, StringLength(1000)]
    public string? Objection { get; init; }

    [Label("异议处理意见", "Decision"), Assigned, StringLength(1000)]
    public string? Decision { get; init; }

    [Label("异议处理期限", "Decide by"), Assigned]
    public DateOnly? DecideBy { get; init; }

    /// <summary>Why it is wrong.</summary>
    public sealed record Objecting
    {
        [Label("异议", "Objection"), StringLength(1000, MinimumLength = 2)]
        public required string Objection { get; init; }
    }

    /// <summary>What is decided about an objection.</summary>
    public sealed record Deciding
    {
        [Label("处理意见", "Decision"), StringLength(1000, MinimumLength = 2)]
        public required string Decision { get; init; }
    }

    public static Register<IntegrityEvent, State> Definition => new Register<IntegrityEvent, State>("integrity-events", "人员诚信记录", "Integrity of persons")
        .Title(one => $"{one.Name}：{Terms.Of(one.Nature)}")
        .In(one => one.Project)
        .Parties(one => one.Organisation is { } organisation ? [organisation] : [])
        .Assigned(one => [one.Person])
        .Create(State.Proposed, by: Roles.Station)
        .Edit(State.Proposed, by: Roles.Station)
        .Read(by: Roles.Authorities)
        .ReadIn([State.InForce, State.Objected, State.Withdrawn], by: Roles.Enterprises)
        .Saving((one, _, _) => ValueTask.FromResult(one with { Score = one.Nature == Side.Good ? one.Points : -one.Points }))
        .Check((one, context) =>
        [
            .. one.On > context.Today ? [new FieldFault("on", "发生日期晚于今天")] : Array.Empty<FieldFault>(),
            .. one.ValidUntil <= one.On ? [new FieldFault("validUntil", "有效期须晚于发生日期")] : Array.Empty<FieldFault>(),
        ])
        .On("enforce", "审定生效", State.Proposed, State.InForce, by: Role.StationChief, labelEn: "Enforce", apply: (one, context) => one with { InForceSince = context.Today })
        .On<Objecting>("object", "提出异议", State.InForce, State.Objected, by: Roles.Enterprises, labelEn: "Object",
            guard: (one, context) => one.Decision is not null ? "异议已经处理过" : one.InForceSince is { } since && context.Calendar.Between(since, context.Today) > ObjectWithin ? $"已超过{ObjectWithin}个工作日的异议期" : null,
            apply: (one, form, context) => one with { Objection = form.Objection, DecideBy = context.Calendar.Add(context.Today, ObjectWithin) })
        .On<Deciding>("uphold", "维持", State.Objected, State.InForce, by: Role.StationChief, labelEn: "Uphold", apply: (one, form, _) => one with { Decision = form.Decision, DecideBy = null })
        .On<Deciding>("withdraw", "撤销", [State.Objected, State.InForce], State.Withdrawn, by: Role.StationChief, labelEn: "Withdraw", apply: (one, form, _) => one with { Decision = form.Decision, DecideBy = null })
        .Void(State.Proposed, by: Roles.Station)
        .Due(one => one.DecideBy, whileIn: State.Objected)
        .Resting(State.InForce)
        .Columns(nameof(Name), nameof(Nature), nameof(Deed), nameof(Score), nameof(On), nameof(ValidUntil));
}
