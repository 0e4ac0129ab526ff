using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Telemetry.Model;

namespace Cloud.Tests.Registers;

/// <summary>People with roles in supervision, on the shared platform.</summary>
internal static class RegisterPeople
{
    private static int _people;

    public static AreaCode Hunnan { get; } = AreaCode.Parse("210112", null);

    public static AreaCode Dalian { get; } = AreaCode.Parse("210213", null);

    /// <summary>Somebody new with grants, signed in.</summary>
    public static async Task<Person> PersonAsync(this PlatformHost host, OrganisationId? organisation, params Grant[] grants)
    {
        var name = $"register-person-{Interlocked.Increment(ref _people)}";
        var account = await host.AddAccountAsync(name, role: null, organisation: organisation);
        foreach (var grant in grants)
            await host.GrantAsync(account, grant);
        return await host.SignedInAsync(name);
    }

    /// <summary>Somebody who holds every role of supervision in the whole province: for what is not about rights.</summary>
    public static Task<Person> ClerkAsync(this PlatformHost host) =>
        host.PersonAsync(null, [.. Roles.Definitions.Select(role => new Grant(role.Role, AreaCode.Parse("210000", null), Secrecy: SecrecyLevel.Confidential))]);

    /// <summary>Somebody of an enterprise, wherever it works.</summary>
    public static Task<Person> EnterpriseAsync(this PlatformHost host, Role role, OrganisationId organisation) =>
        host.PersonAsync(organisation, new Grant(role, AreaCode.Parse("210000", null), organisation));

    /// <summary>Somebody of an authority in an area.</summary>
    public static Task<Person> AuthorityAsync(this PlatformHost host, Role role, AreaCode area, Disciplines disciplines = Disciplines.All) =>
        host.PersonAsync(null, new Grant(role, area, Disciplines: disciplines));

    /// <summary>A new enterprise of a kind that its county has verified.</summary>
    public static async Task<OrganisationId> FirmAsync(this PlatformHost host, string kind) => (await host.AddOrganisationAsync(kind, "210112")).Id;

    /// <summary>Makes organisations parties of a project.</summary>
    public static Task PartiesAsync(this PlatformHost host, string project, params ProjectParty[] parties) =>
        host.Services.GetRequiredService<IProjectScopeStore>().SetPartiesAsync(new ProjectId(project), parties, TestContext.Current.CancellationToken);
}
