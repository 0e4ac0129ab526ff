using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Somebody who took part in a training.</summary>
public sealed record Trainee
{
    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Searchable]
    public required string Name { get; init; }

    [Label("人员", "Person")]
    public PersonId? Person { get; init; }

    [Label("工种", "Trade")]
    public Trade? Trade { get; init; }

    [Label("考核成绩", "Score"), Range(0, 100)]
    public double? Score { get; init; }

    [Label("考核合格", "Passed")]
    public bool Passed { get; init; }
}

/// <summary>A training on a site with those who took part and what they scored.</summary>
[Clause("5.5.2-2.3", "5.5.2-2.8")]
public sealed record TrainingSession : IRegister<TrainingSession, TrainingSession.State>
{
    public enum State
    {
        [Label("已上报", "Reported")]
        Reported,

        [Label("退回", "Returned")]
        Returned,
    }

    public enum TrainingKind
    {
        [Label("公司级安全教育", "Company level")]
        Company,

        [Label("项目级安全教育", "Project level")]
        Project,

        [Label("班组级安全教育", "Team level")]
        Team,

        [Label("班前教育", "Before the shift")]
        BeforeShift,

        [Label("转岗、复工教育", "Change or return")]
        Return,

        [Label("质量技能培训", "Quality and skills")]
        Skills,

        [Label("继续教育", "Continuing education")]
        Continuing,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("组织单位", "Organised by"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("培训类别", "Kind"), Indexed]
    public required TrainingKind Kind { get; init; }

    [Label("主题", "Topic"), StringLength(200, MinimumLength = 2), Searchable, Indexed]
    public required string Topic { get; init; }

    [Label("日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("学时", "Hours"), Unit("h"), Range(0.1, 100), Indexed]
    public required double Hours { get; init; }

    [Label("授课人", "Teacher"), StringLength(40)]
    public string? Teacher { get; init; }

    [Label("参加人员", "Participants"), MinLength(1), MaxLength(500)]
    public required IReadOnlyList<Trainee> Participants { get; init; }

    [Label("签到表与影像", "Sign-in sheet"), MaxLength(20)]
    public IReadOnlyList<Attachment> Evidence { get; init; } = [];

    [Label("参加人数", "People"), Assigned, Indexed]
    public int People { get; init; }

    [Label("合格人数", "Passed"), Assigned, Indexed]
    public int Passed { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    public static Register<TrainingSession, State> Definition => new Register<TrainingSession, State>("training-sessions", "培训教育记录", "Trainings")
        .Title(one => $"{one.Topic} {one.On:yyyy-MM-dd}")
        .In(one => one.Project)
        .Parties(one => [one.Organisation])
        .Create(State.Reported, by: Roles.Builders)
        .Edit(State.Returned, by: Roles.Builders)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving((one, _, _) => ValueTask.FromResult(one with { People = one.Participants.Count, Passed = one.Participants.Count(person => person.Passed) }))
        .Check((one, context) =>
        [
            .. OwnOrganisation.Faults(one.Organisation, context),
            .. one.On > context.Today ? [new FieldFault("on", "培训日期晚于今天")] : Array.Empty<FieldFault>(),
            .. one.Participants.GroupBy(person => (person.Person, person.Name)).Where(group => group.Count() > 1).Select(group => new FieldFault("participants", $"{group.Key.Name}重复")),
        ])
        .Returned(State.Reported, State.Returned, by: Roles.Station, (one, why) => one with { ReturnReason = why })
        .On("report", "重新上报", State.Returned, State.Reported, by: Roles.Builders, labelEn: "Report again", apply: (one, _) => one with { ReturnReason = null })
        .Void([], by: Roles.Builders)
        .Resting(State.Reported)
        .Columns(nameof(Topic), nameof(Kind), nameof(On), nameof(Hours), nameof(People), nameof(Passed));
}
