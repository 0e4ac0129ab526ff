using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Filing;

/// <summary>
/// What the owner files once for quality and safety supervision before work begins: the project with its unit works,
/// parties, five responsible persons, place, papers and permit. Its acceptance opens the project and the two cases.
/// </summary>
[Clause("5.2.2-1.1", "5.2.2-1.2", "5.2.2-1.3", "5.3.2-1.1", "5.3.2-1.2", "5.3.2-1.3", "5.5.2-1.1")]
public sealed record ProjectFiling : IRegister<ProjectFiling, ProjectFiling.State>
{
    public enum State
    {
        [Label("草稿", "Draft")]
        Draft,

        [Label("待受理", "Submitted")]
        Submitted,

        [Label("退回补正", "Returned")]
        Returned,

        [Label("已受理", "Accepted")]
        Accepted,
    }

    [Label("项目名称", "Project"), StringLength(100, MinimumLength = 4), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("项目类别", "Category"), Indexed]
    public required ProjectCategory Category { get; init; }

    [Label("所在县（市、区）", "County")]
    public required AreaCode County { get; init; }

    [Label("建设地点", "Address"), StringLength(200, MinimumLength = 4), Searchable]
    public required string Address { get; init; }

    [Label("地图位置", "Position")]
    public GeoPosition? Position { get; init; }

    [Label("建筑面积", "Floor area"), Unit("m²"), Range(0, 100_000_000), Indexed]
    public double? FloorArea { get; init; }

    [Label("工程造价", "Cost"), Unit("万元"), Range(0, 100_000_000), Indexed]
    public double? Cost { get; init; }

    [Label("计划开工日期", "Planned start"), Indexed]
    public DateOnly? PlannedStart { get; init; }

    [Label("计划竣工日期", "Planned end")]
    public DateOnly? PlannedEnd { get; init; }

    [Label("单位工程", "Unit works"), MaxLength(200)]
    public IReadOnlyList<UnitWork> UnitWorks { get; init; } = [];

    [Label("参建单位", "Parties"), MaxLength(60)]
    public IReadOnlyList<FilingParty> Parties { get; init; } = [];

    [Label("五方责任主体项目负责人", "Responsible persons"), MaxLength(5)]
    public IReadOnlyList<ResponsiblePerson> Persons { get; init; } = [];

    [Label("报监资料", "Papers"), MaxLength(100)]
    public IReadOnlyList<FilingPaper> Papers { get; init; } = [];

    [Label("施工许可证", "Construction permit")]
    public ConstructionPermit? Permit { get; init; }

    [Label("补正意见", "What to complete"), StringLength(2000), Assigned]
    public string? Completion { get; init; }

    [Label("监督登记号", "Registration number"), StringLength(60), Assigned, Searchable]
    public string? RegistrationNumber { get; init; }

    [Label("受理日期", "Accepted on"), Assigned, Indexed]
    public DateOnly? AcceptedOn { get; init; }

    [Label("受理期限", "Decide by"), Assigned]
    public DateOnly? DecideBy { get; init; }

    [Label("项目编码", "Project code"), Assigned]
    public ProjectId? Project { get; init; }

    /// <summary>What the station asks for.</summary>
    public sealed record Completing
    {
        [Label("补正意见", "What to complete"), StringLength(2000, MinimumLength = 2)]
        public required string Reasons { get; init; }
    }

    public static Register<ProjectFiling, State> Definition => new Register<ProjectFiling, State>("project-filings", "项目报监", "Project filings")
        .Title(filing => filing.Name)
        .At(filing => filing.County)
        .Parties(filing => filing.Parties.Select(party => party.Organisation))
        .Create(State.Draft, by: Role.Owner)
        .Edit(State.Returned, by: Role.Owner)
        .Read(by: [Role.Owner, Role.Contractor, Role.SupervisingEngineer, Role.Surveyor, Role.Designer])
        .ReadIn([State.Submitted, State.Returned, State.Accepted], by: [Role.Supervisor, Role.StationChief, Role.Official])
        .On("submit", "提交", [State.Draft, State.Returned], State.Submitted, by: Role.Owner, labelEn: "Submit",
            guard: (filing, _) => FilingRules.WhatIsMissing(filing), apply: FilingRules.SubmitAsync)
        .On<Completing>("return", "退回补正", State.Submitted, State.Returned, by: [Role.Supervisor, Role.StationChief], labelEn: "Return",
            apply: (filing, form, _) => filing with { Completion = form.Reasons, DecideBy = null })
        .On("accept", "受理", State.Submitted, State.Accepted, by: [Role.Supervisor, Role.StationChief], labelEn: "Accept",
            guard: (filing, _) => FilingRules.WhyPermitFails(filing), apply: FilingOpening.AcceptAsync)
        .Void([State.Draft, State.Returned], by: Role.Owner)
        .Unique("permit", "这个施工许可证已有项目报监", filing => filing.Permit?.Number)
        .Saving(FilingRules.NamedAsync)
        .Check((filing, context) => FilingRules.Faults(filing, context.Service<AreaTree>()))
        .Due(filing => filing.DecideBy, whileIn: State.Submitted, remindBefore: 2)
        .Columns(nameof(Category), nameof(FloorArea), nameof(Cost), nameof(PlannedStart), nameof(RegistrationNumber))
        .Print("supervision-registration", "建设工程质量安全监督登记表", "Registration form")
        .Print("filing-receipt", "质量安全监督受理通知书", "Receipt", whileIn: State.Accepted)
        .Print("filing-completion", "报监材料补正通知书", "Request for completion", whileIn: State.Returned);
}
