using Cloud.Platform.Areas;
using Cloud.Platform.Certificates;
using Cloud.Platform.Identity;
using Cloud.Supervision;
using Cloud.Supervision.Filing;

namespace Cloud.Host.Demonstration;

/// <summary>Accounts for the roles of the demonstration, with one password that is drawn and written to a file.</summary>
internal sealed class DemoAccounts(IUserStore users, IGrantStore grants, Passwords passwords, AreaTree areas, TimeProvider time)
{
    /// <summary>Adds them.</summary>
    public async Task AddAsync(IReadOnlyList<DemoFirm> firms, string file, CancellationToken cancel)
    {
        var password = Passwords.NewPassword();
        foreach (var (name, label, role) in ((string, string, Role)[])
            [
                ("demo-official", "演示主管部门", Role.Official), ("demo-chief", "演示站长", Role.StationChief), ("demo-inspector", "演示监督员", Role.Supervisor), ("demo-duty", "演示值班员", Role.DutyOfficer),
            ])
            await AddAsync(name, label, new Grant(role, areas.Root.Code), null, password, cancel);
        foreach (var (name, label, role, kind) in ((string, string, Role, PartyKind)[])
            [
                ("demo-owner", "演示建设单位", Role.Owner, PartyKind.Owner), ("demo-contractor", "演示施工单位", Role.Contractor, PartyKind.Contractor),
                ("demo-engineer", "演示监理单位", Role.SupervisingEngineer, PartyKind.SupervisingEngineer),
            ])
        {
            var firm = firms.First(firm => firm.Kind == kind);
            await AddAsync(name, label, new Grant(role, areas.Root.Code, firm.Organisation.Id), firm, password, cancel);
        }

        SecretFile.Write(file, password + "\n");
    }

    private async Task AddAsync(string name, string label, Grant grant, DemoFirm? firm, string password, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var account = passwords.With(
            new UserAccount(Guid.CreateVersion7(now), name, label, "", false, "") { Organisation = firm?.Organisation.Id, Person = firm?.Staff.FirstOrDefault()?.Person }, password, mustChange: false);
        if (await users.AddAsync(account, cancel))
            await grants.GiveAsync(new GrantEntry(Guid.CreateVersion7(now), account.Id, grant, "demo-data", Guid.Empty, now), _ => null, cancel);
    }
}
