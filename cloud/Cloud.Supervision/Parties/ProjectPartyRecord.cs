using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;
using Cloud.Supervision.Filing;
using Telemetry.Model;

namespace Cloud.Supervision.Parties;

/// <summary>An enterprise in a project, reported by itself: as what, under which contract and qualification, from when to when.</summary>
[Clause("5.5.2-1.2")]
public sealed record ProjectPartyRecord : IRegister<ProjectPartyRecord, ProjectPartyRecord.State>
{
    public enum State
    {
        [Label("已上报", "Reported")]
        Reported,

        [Label("已核实", "Verified")]
        Verified,

        [Label("退回", "Returned")]
        Returned,

        [Label("已退场", "Left")]
        Left,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("单位", "Organisation"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("单位名称", "Name"), StringLength(100, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("参建类别", "Kind"), Indexed]
    public required PartyKind Kind { get; init; }

    [Label("承担范围", "Scope of work"), StringLength(1000), Searchable]
    public string? Scope { get; init; }

    [Label("合同编号", "Contract"), StringLength(60)]
    public string? Contract { get; init; }

    [Label("合同金额", "Contract sum"), Unit("万元"), Range(0, 100_000_000)]
    public double? ContractSum { get; init; }

    [Label("资质证书号", "Qualification"), StringLength(60)]
    public string? Qualification { get; init; }

    [Label("进场日期", "Came on"), Indexed]
    public required DateOnly CameOn { get; init; }

    [Label("退场日期", "Left on"), Assigned, Indexed]
    public DateOnly? LeftOn { get; init; }

    [Label("现场负责人", "Head on site"), StringLength(40)]
    public string? Head { get; init; }

    [Label("联系电话", "Phone"), Personal, StringLength(20), RegularExpression(@"\+?[0-9\-]{5,20}")]
    public string? Phone { get; init; }

    [Label("退回原因", "Why returned"), Assigned, StringLength(500)]
    public string? ReturnReason { get; init; }

    /// <summary>The last day.</summary>
    public sealed record Leaving
    {
        [Label("退场日期", "Left on")]
        public required DateOnly On { get; init; }
    }

    public static Register<ProjectPartyRecord, State> Definition => new Register<ProjectPartyRecord, State>("project-parties", "参建单位", "Project parties")
        .Title(party => $"{party.Name}（{Terms.Of(party.Kind)}）")
        .In(party => party.Project)
        .Parties(party => [party.Organisation])
        .Create(State.Reported, by: Roles.Enterprises)
        .Edit(State.Returned, by: Roles.Enterprises)
        .Read(by: [.. Roles.Enterprises, .. Roles.Authorities])
        .Reported(State.Reported, State.Verified, State.Returned, by: Roles.Enterprises, verifiedBy: [Role.Supervisor, Role.StationChief], (party, why) => party with { ReturnReason = why })
        .On<Leaving>("leave", "退场", State.Verified, State.Left, by: [Role.Owner, Role.Supervisor], labelEn: "Leave",
            apply: (party, form, _) => form.On < party.CameOn
                ? throw new Cloud.Platform.RuleBrokenException("退场日期早于进场日期")
                : party with { LeftOn = form.On })
        .Void([State.Reported, State.Returned], by: Roles.Enterprises)
        .Unique("party", "这个单位已以同一类别登记在本项目", party => party.LeftOn is null ? $"{party.Project}/{party.Organisation}/{party.Kind}" : null)
        .Resting(State.Verified)
        .Columns(nameof(Name), nameof(Kind), nameof(Contract), nameof(CameOn), nameof(LeftOn));
}
