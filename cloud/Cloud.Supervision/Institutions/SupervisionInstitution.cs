using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using Cloud.Supervision.Filing;

namespace Cloud.Supervision.Institutions;

/// <summary>Equipment that an institution has for its checks.</summary>
public sealed record InstitutionEquipment
{
    [Label("设备名称", "Equipment"), StringLength(100, MinimumLength = 2)]
    public required string Name { get; init; }

    [Label("型号", "Model"), StringLength(60)]
    public string? Model { get; init; }

    [Label("数量", "Number"), Range(1, 10_000)]
    public required int Number { get; init; }

    [Label("检定有效期至", "Calibrated until")]
    public DateOnly? CalibratedUntil { get; init; }
}

/// <summary>A quality or safety supervision institution: level, staffing, duties, equipment and whom to ask.</summary>
[Clause("5.4.2-1.8", "5.4.2-2.8")]
public sealed record SupervisionInstitution : IRegister<SupervisionInstitution, SupervisionInstitution.State>
{
    public enum State
    {
        [Label("履职中", "At work")]
        AtWork,

        [Label("已撤销", "Dissolved")]
        Dissolved,
    }

    public enum Rank
    {
        [Label("省级", "Province")]
        Province,

        [Label("市级", "City")]
        City,

        [Label("县级", "County")]
        County,
    }

    [Label("机构", "Institution"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("机构名称", "Name"), Assigned, Indexed, Searchable, StringLength(100)]
    public string? Name { get; init; }

    [Label("监督类别", "Branch"), Indexed]
    public required SupervisionBranch Branch { get; init; }

    [Label("级别", "Level"), Assigned, Indexed]
    public Rank? Level { get; init; }

    [Label("管辖区域", "In charge of"), Assigned]
    public AreaCode? Area { get; init; }

    [Label("负责人", "Head"), StringLength(40, MinimumLength = 2), Searchable]
    public required string Head { get; init; }

    [Label("联系电话", "Phone"), StringLength(20), RegularExpression(@"[0-9\-]{5,20}")]
    public required string Phone { get; init; }

    [Label("办公地址", "Address"), StringLength(200, MinimumLength = 4)]
    public required string Address { get; init; }

    [Label("编制人数", "Posts"), Range(1, 5_000), Indexed]
    public required int Posts { get; init; }

    [Label("在岗监督人员", "Supervisors"), Range(1, 5_000), Indexed]
    public required int Supervisors { get; init; }

    [Label("持证监督人员", "With a certificate"), Range(0, 5_000), Indexed]
    public required int Certified { get; init; }

    [Label("主要职责", "Duties"), StringLength(4000, MinimumLength = 4), Searchable]
    public required string Duties { get; init; }

    [Label("检查设备", "Equipment"), MaxLength(200)]
    public IReadOnlyList<InstitutionEquipment> Equipment { get; init; } = [];

    [Label("撤销原因", "Why dissolved"), Assigned, StringLength(500)]
    public string? Ended { get; init; }

    /// <summary>Why it is no more.</summary>
    public sealed record Dissolving
    {
        [Label("撤销原因", "Reason"), StringLength(500, MinimumLength = 2)]
        public required string Reason { get; init; }
    }

    public static Register<SupervisionInstitution, State> Definition => new Register<SupervisionInstitution, State>("supervision-institutions", "监督机构", "Supervision institutions")
        .Title(one => $"{one.Name}（{Terms.Of(one.Branch)}）")
        .At(one => one.Area)
        .Branch(one => one.Branch == SupervisionBranch.Quality ? Disciplines.Quality : Disciplines.Safety)
        .Create(State.AtWork, by: [Role.StationChief, Role.Official])
        .Edit(State.AtWork, by: [Role.StationChief, Role.Official])
        .Read(by: [.. Roles.Authorities, Role.DutyOfficer])
        .Saving(CompleteAsync)
        .Check((one, _) =>
        [
            .. one.Supervisors > one.Posts ? [new FieldFault("supervisors", "在岗监督人员多于编制人数")] : Array.Empty<FieldFault>(),
            .. one.Certified > one.Supervisors ? [new FieldFault("certified", "持证监督人员多于在岗监督人员")] : Array.Empty<FieldFault>(),
        ])
        .On<Dissolving>("dissolve", "撤销", State.AtWork, State.Dissolved, by: Role.Official, labelEn: "Dissolve", apply: (one, form, _) => one with { Ended = form.Reason })
        .Unique("branch", "该机构的这一监督类别已登记", one => $"{one.Organisation}/{one.Branch}")
        .Resting(State.AtWork)
        .Columns(nameof(Name), nameof(Branch), nameof(Level), nameof(Head), nameof(Posts), nameof(Supervisors), nameof(Certified));

    private static async ValueTask<SupervisionInstitution> CompleteAsync(SupervisionInstitution one, ActionContext context, CancellationToken cancel)
    {
        var organisation = await context.Service<IOrganisationStore>().FindAsync(one.Organisation, cancel);
        if (organisation is not null && !Fits(organisation.Kind, one.Branch))
            throw new Cloud.Platform.RuleBrokenException("该单位不是这一类别的监督机构");
        return one with
        {
            Name = organisation?.Name, Area = organisation?.Area,
            Level = organisation?.Area.Level switch { AreaLevel.Province => Rank.Province, AreaLevel.City => Rank.City, AreaLevel.County => Rank.County, _ => null },
        };
    }

    private static bool Fits(string kind, SupervisionBranch branch) =>
        kind == "quality-safety-station" || kind == (branch == SupervisionBranch.Quality ? "quality-station" : "safety-station");
}
