using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>Somebody on a site acted against the rules: what, where, the evidence, and what was done about it.</summary>
[Clause("5.2.2-6.3", "5.5.2-2.5")]
public sealed record Violation : IRegister<Violation, Violation.State>
{
    public enum State
    {
        [Label("待处理", "Open")]
        Open,

        [Label("已处理", "Handled")]
        Handled,
    }

    public enum ViolationKind
    {
        [Label("未戴安全帽", "No helmet")]
        NoHelmet,

        [Label("未系安全带", "No harness")]
        NoHarness,

        [Label("无证上岗", "No licence")]
        NoLicence,

        [Label("违章指挥", "Wrong command")]
        WrongCommand,

        [Label("违章作业", "Wrong working")]
        WrongWorking,

        [Label("违反劳动纪律", "Discipline")]
        Discipline,

        [Label("违规动火、吸烟", "Fire")]
        Fire,

        [Label("未按图施工、偷工减料", "Quality")]
        Quality,

        [Label("其他", "Other")]
        Other,
    }

    public enum ViolationSource
    {
        [Label("企业自查", "Self check")]
        SelfCheck,

        [Label("监理巡视", "Supervising engineer")]
        SupervisingEngineer,

        [Label("监督检查", "Authority")]
        Authority,

        [Label("视频识别", "Camera")]
        Camera,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("责任单位", "Organisation"), Indexed]
    public OrganisationId? Organisation { get; init; }

    [Label("人员", "Person"), Indexed]
    public PersonId? Person { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("岗位或工种", "Post or trade"), StringLength(40), Indexed]
    public string? Post { get; init; }

    [Label("违规类别", "Kind"), Indexed]
    public required ViolationKind Kind { get; init; }

    [Label("来源", "Source"), Indexed]
    public required ViolationSource FoundBy { get; init; }

    [Label("发生日期", "On"), Indexed]
    public required DateOnly On { get; init; }

    [Label("部位", "Place"), StringLength(100), Searchable]
    public string? Place { get; init; }

    [Label("情况说明", "Facts"), StringLength(2000, MinimumLength = 2), Searchable]
    public required string Facts { get; init; }

    [Label("违反的规定", "Against"), StringLength(200)]
    public string? Against { get; init; }

    [Label("影像", "Evidence"), MaxLength(20)]
    public IReadOnlyList<Attachment> Evidence { get; init; } = [];

    [Label("处理情况", "What was done"), Assigned, StringLength(2000), Searchable]
    public string? Disposal { get; init; }

    [Label("处理日期", "Handled on"), Assigned]
    public DateOnly? HandledOn { get; init; }

    /// <summary>What was done about it.</summary>
    public sealed record Handling
    {
        [Label("处理情况", "What was done"), StringLength(2000, MinimumLength = 2)]
        public required string Disposal { get; init; }
    }

    public static Register<Violation, State> Definition => new Register<Violation, State>("violations", "违规作业", "Violations")
        .Title(one => $"{one.Name}：{Terms.Of(one.Kind)}")
        .In(one => one.Project)
        .Parties(one => one.Organisation is { } organisation ? [organisation] : [])
        .Create(State.Open, by: [.. Roles.Builders, .. Roles.Station])
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Check((one, context) => one.On > context.Today ? [new FieldFault("on", "发生日期晚于今天")] : [])
        .On<Handling>("handle", "处理", State.Open, State.Handled, by: Role.Contractor, labelEn: "Handle",
            apply: (one, form, context) => one with { Disposal = form.Disposal, HandledOn = context.Today })
        .On("reopen", "重新处理", State.Handled, State.Open, by: [Role.SupervisingEngineer, .. Roles.Station], labelEn: "Reopen")
        .Void(State.Open, by: Roles.Station)
        .Resting(State.Handled)
        .Columns(nameof(Name), nameof(Kind), nameof(FoundBy), nameof(On), nameof(Place), nameof(Disposal));
}
