using System.Globalization;
using Cloud.Platform.Areas;
using Cloud.Platform.Certificates;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Supervision;
using Cloud.Supervision.Filing;

namespace Cloud.Host.Demonstration;

/// <summary>Accounts for the roles of the demonstration, with one password that is drawn and written to a file.</summary>
internal sealed class DemoAccounts(IUserStore users, IGrantStore grants, Passwords passwords, AreaTree areas, TimeProvider time)
{
    // Whom one meets in a province, by turns: people of enterprises, and of stations of cities and counties.
    private static readonly (Role Role, PartyKind? Firm, AreaLevel? Station, Disciplines Branches)[] Mix =
    [
        (Role.Contractor, PartyKind.Contractor, null, Disciplines.All), (Role.SupervisingEngineer, PartyKind.SupervisingEngineer, null, Disciplines.All),
        (Role.Owner, PartyKind.Owner, null, Disciplines.All), (Role.Contractor, PartyKind.Contractor, null, Disciplines.All),
        (Role.SupervisingEngineer, PartyKind.SupervisingEngineer, null, Disciplines.All), (Role.Official, null, AreaLevel.City, Disciplines.All),
        (Role.Supervisor, null, AreaLevel.County, Disciplines.All), (Role.Supervisor, null, AreaLevel.County, Disciplines.Safety),
        (Role.StationChief, null, AreaLevel.City, Disciplines.All), (Role.Contractor, PartyKind.Contractor, null, Disciplines.All),
    ];

    /// <summary>Adds one account for each role of the demonstration, and so many people more.</summary>
    public async Task AddAsync(DemoData data, int people, string file, CancellationToken cancel)
    {
        var password = Passwords.NewPassword();
        foreach (var (name, label, role) in ((string, string, Role)[])
            [
                ("demo-official", "演示主管部门", Role.Official), ("demo-chief", "演示站长", Role.StationChief), ("demo-inspector", "演示监督员", Role.Supervisor), ("demo-duty", "演示值班员", Role.DutyOfficer),
            ])
            await AddAsync(name, label, new Grant(role, areas.Root.Code), null, null, password, cancel);
        foreach (var (name, label, role, kind) in ((string, string, Role, PartyKind)[])
            [
                ("demo-owner", "演示建设单位", Role.Owner, PartyKind.Owner), ("demo-contractor", "演示施工单位", Role.Contractor, PartyKind.Contractor),
                ("demo-engineer", "演示监理单位", Role.SupervisingEngineer, PartyKind.SupervisingEngineer),
            ])
        {
            var firm = data.Firms.First(firm => firm.Kind == kind);
            await AddAsync(name, label, new Grant(role, areas.Root.Code, firm.Organisation.Id), firm.Organisation.Id, firm.Staff.FirstOrDefault()?.Person, password, cancel);
        }

        // Whoever starts a case does not sign it: a second person of the same enterprise, in post where the first one is.
        var contractor = data.Firms.First(firm => firm.Kind == PartyKind.Contractor);
        await AddAsync(
            "demo-technical-head", "演示技术负责人", new Grant(Role.Contractor, areas.Root.Code, contractor.Organisation.Id), contractor.Organisation.Id,
            contractor.Staff.First(staff => staff.Person != contractor.Staff[0].Person).Person, password, cancel);
        foreach (var (at, expert) in data.Experts.Index())
            await AddAsync(
                string.Create(CultureInfo.InvariantCulture, $"demo-expert-{at + 1:00}"), expert.Name, new Grant(Role.Expert, areas.Root.Code), null, expert.Id, password, cancel);

        for (var i = 0; i < people; i++)
            await AddPersonAsync(data, i, password, cancel);
        SecretFile.Write(file, password + "\n");
    }

    private async Task AddPersonAsync(DemoData data, int index, string password, CancellationToken cancel)
    {
        var (role, kind, level, branches) = Mix[index % Mix.Length];
        var (turn, name) = (index / Mix.Length, string.Create(CultureInfo.InvariantCulture, $"demo-person-{index + 1:0000}"));
        if (kind is { } ofKind)
        {
            var firms = data.Firms.Where(firm => firm.Kind == ofKind).ToList();
            var firm = firms[(index + turn) % firms.Count];
            var member = firm.Staff[turn % firm.Staff.Count];
            await AddAsync(name, member.Member.Name, new Grant(role, areas.Root.Code, firm.Organisation.Id), firm.Organisation.Id, member.Person, password, cancel);
            return;
        }

        var stations = data.Stations.Where(station => station.Area.Level == level).ToList();
        var place = stations[turn % stations.Count];
        var person = await data.PersonAsync(place.Id, "监督人员", cancel);
        await AddAsync(name, person.Name, new Grant(role, place.Area, Disciplines: branches), place.Id, person.Id, password, cancel);
    }

    private async Task AddAsync(string name, string label, Grant grant, OrganisationId? organisation, PersonId? person, string password, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var account = passwords.With(
            new UserAccount(Guid.CreateVersion7(now), name, label, "", false, "") { Organisation = organisation, Person = person }, password, mustChange: false);
        if (await users.AddAsync(account, cancel))
            await grants.GiveAsync(new GrantEntry(Guid.CreateVersion7(now), account.Id, grant, "demo-data", Guid.Empty, now), _ => null, cancel);
    }
}
