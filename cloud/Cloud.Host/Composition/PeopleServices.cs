using Cloud.Host.Sessions;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Security;
using Cloud.Supervision;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary>Accounts, roles, areas, organisations, persons, and what guards them.</summary>
public static class PeopleServices
{
    /// <summary>Adds them; the stores are added with the record database.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton(_ => LoadAreas());
        services.AddSingleton(_ => new RoleCatalogue(Roles.Definitions)).AddSingleton(_ => new OrganisationKinds(OrganisationKindList.All));
        services.AddSingleton(s => PersonalCipher.Open(
            s.GetRequiredService<IOptions<IdentityOptions>>().Value.PersonalKeyFile
            ?? Path.Combine(Directory.CreateDirectory(Path.Combine(s.GetRequiredService<IOptions<StorageOptions>>().Value.Folder, "keys")).FullName, "personal.key")));
        services.AddSingleton<IdentityChanges>().AddSingleton<ProjectScopes>().AddSingleton<Access>().AddSingleton<PeopleAccess>();
        services.AddSingleton<IAccess>(s => s.GetRequiredService<Access>());
        services.AddSingleton<Passwords>().AddSingleton<SecondFactors>().AddSingleton<SignInService>().AddSingleton<ActorSource>().AddSingleton<GrantDesk>();
        services.AddSingleton<ICertificateProof, X509CertificateProof>().AddSingleton<Challenges>().AddSingleton<PresentedCertificate>().AddSingleton<CertificateDesk>();
        services.AddSingleton<ApiKeys>().AddSingleton<OrganisationDesk>().AddSingleton<PersonDesk>();
        services.AddSingleton<AnomalyWatch>().AddSingleton<SecurityJournal>().AddSingleton<AddressGate>();
        return services;
    }

    /// <summary>The tree of the data files that ship.</summary>
    public static AreaTree LoadAreas()
    {
        using var divisions = typeof(PeopleServices).Assembly.GetManifestResourceStream("divisions-liaoning.json")!;
        using var zones = typeof(PeopleServices).Assembly.GetManifestResourceStream("zones-liaoning.json")!;
        return AreaTree.Load(divisions, zones);
    }
}
