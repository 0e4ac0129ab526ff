using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Supervision.Personnel;

/// <summary>A worker on a site under his real name, with team, trade, contract, insurance and safety training.</summary>
[Clause("5.5.2-2.3")]
public sealed record SiteWorker : IRegister<SiteWorker, SiteWorker.State>
{
    private const int YoungestAge = 16;
    private const int OldestAge = 60;

    public enum State
    {
        [Label("在场", "On site")]
        OnSite,

        [Label("已退场", "Left")]
        Left,
    }

    [Label("项目", "Project")]
    public required ProjectId Project { get; init; }

    [Label("用工单位", "Employer"), Indexed]
    public required OrganisationId Organisation { get; init; }

    [Label("班组", "Team"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Team { get; init; }

    [Label("班组长", "Leads the team")]
    public bool IsLeader { get; init; }

    [Label("姓名", "Name"), StringLength(40, MinimumLength = 2), Indexed, Searchable]
    public required string Name { get; init; }

    [Label("身份证号", "Identity number"), Personal, StringLength(18)]
    public required string IdNumber { get; init; }

    [Label("人员", "Person"), Assigned, Indexed]
    public PersonId? Person { get; init; }

    [Label("联系电话", "Phone"), Personal, StringLength(20), RegularExpression(@"[0-9*\-]{5,20}")]
    public string? Phone { get; init; }

    [Label("工种", "Trade"), Indexed]
    public required Trade Trade { get; init; }

    [Label("特种作业证号", "Special operations licence"), StringLength(60)]
    public string? Licence { get; init; }

    [Label("特种作业证有效期至", "Licence valid until"), Indexed]
    public DateOnly? LicenceUntil { get; init; }

    [Label("进场日期", "Came on"), Indexed]
    public required DateOnly CameOn { get; init; }

    [Label("已签订劳动合同", "Contract signed")]
    public bool HasContract { get; init; }

    [Label("已参加工伤保险", "Insured")]
    public bool Insured { get; init; }

    [Label("入场安全教育学时", "Safety training"), Unit("h"), Range(0, 200), Indexed]
    public double SafetyHours { get; init; }

    [Label("提示", "Remarks"), Assigned, StringLength(400)]
    public string? Remarks { get; init; }

    [Label("退场日期", "Left on"), Assigned, Indexed]
    public DateOnly? LeftOn { get; init; }

    /// <summary>The last day.</summary>
    public sealed record Leaving
    {
        [Label("退场日期", "Left on")]
        public required DateOnly On { get; init; }
    }

    public static Register<SiteWorker, State> Definition => new Register<SiteWorker, State>("site-workers", "劳务人员", "Site workers")
        .Title(worker => $"{worker.Name}（{worker.Team}）")
        .In(worker => worker.Project)
        .Parties(worker => [worker.Organisation])
        .Assigned(worker => worker.Person is { } person ? [person] : [])
        .Create(State.OnSite, by: Role.Contractor)
        .Edit(State.OnSite, by: Role.Contractor)
        .Read(by: [.. Roles.Builders, .. Roles.Authorities])
        .Saving(EnterAsync)
        .Check(Faults)
        .On<Leaving>("leave", "退场", State.OnSite, State.Left, by: Role.Contractor, labelEn: "Leave",
            apply: (worker, form, _) => form.On < worker.CameOn ? throw new RuleBrokenException("退场日期早于进场日期") : worker with { LeftOn = form.On })
        .Void(State.OnSite, by: Role.Contractor)
        .Due(worker => worker.LicenceUntil, whileIn: State.OnSite, remindBefore: 22)
        .Unique("person", "此人已在本项目登记", worker => worker is { Person: { } person, LeftOn: null } ? $"{worker.Project}/{person}" : null)
        .Resting(State.OnSite)
        .Columns(nameof(Name), nameof(Team), nameof(Trade), nameof(CameOn), nameof(SafetyHours), nameof(Remarks));

    private static IEnumerable<FieldFault> Faults(SiteWorker worker, ActionContext context)
    {
        foreach (var fault in (FieldFault[])[.. OwnOrganisation.Faults(worker.Organisation, context), .. StaffIdentity.Faults(worker.IdNumber, worker.Person, context)])
            yield return fault;
        if (PostRules.NeedsLicence(worker.Trade) && (string.IsNullOrWhiteSpace(worker.Licence) || worker.LicenceUntil is null))
            yield return new FieldFault("licence", $"{Terms.Of(worker.Trade)}须持特种作业操作资格证，并填写有效期");
        else if (worker is { LeftOn: null } && worker.LicenceUntil < context.Today)
            yield return new FieldFault("licenceUntil", "特种作业操作资格证已过期");
    }

    private static async ValueTask<SiteWorker> EnterAsync(SiteWorker worker, ActionContext context, CancellationToken cancel)
    {
        var remarks = worker.Remarks;
        if (!StaffIdentity.IsMasked(worker.IdNumber) && Cloud.Platform.Persons.IdNumber.BirthDate(Cloud.Platform.Persons.IdNumber.Normalise(worker.IdNumber)) is { } born)
        {
            if (born.AddYears(YoungestAge) > context.Today)
                throw new RuleBrokenException("未满16周岁，不得用工");
            remarks = born.AddYears(OldestAge) <= context.Today ? "超过60周岁" : born.AddYears(18) > context.Today ? "未满18周岁，不得从事禁忌作业" : null;
        }

        var (person, number) = await StaffIdentity.EnterAsync(worker.Name, worker.IdNumber, worker.Phone, worker.Organisation, worker.Person, context, cancel);
        return worker with { Person = person, IdNumber = number, Remarks = remarks };
    }
}
