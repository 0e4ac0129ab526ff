using Cloud.Platform.Permissions;

namespace Cloud.Platform.Identity;

/// <summary>Whose people hold a role.</summary>
public enum RoleHolder
{
    /// <summary>The platform's own.</summary>
    Platform,

    /// <summary>People of an authority.</summary>
    Authority,

    /// <summary>People of an enterprise; a grant then needs its party.</summary>
    Enterprise,

    /// <summary>Anybody, whatever the organisation.</summary>
    Anybody,
}

/// <summary>A role as people choose it.</summary>
/// <param name="Role">Its code.</param>
/// <param name="Label">Chinese.</param>
/// <param name="LabelEn">English.</param>
/// <param name="Holder">Whose people hold it.</param>
/// <param name="Rights">What it may do of the platform's own functions; registers say for themselves.</param>
/// <param name="Kind">Code of the only kind of organisation whose people hold it; null = any.</param>
public sealed record RoleDefinition(Role Role, string Label, string LabelEn, RoleHolder Holder, Rights Rights, string? Kind = null)
{
    /// <summary>The roles that the platform itself needs.</summary>
    public static IReadOnlyList<RoleDefinition> Platform { get; } =
    [
        new(Role.Administrator, "系统管理员", "Administrator", RoleHolder.Platform,
            Rights.ReadProjects | Rights.HandleWarnings | Rights.ConfigureProjects | Rights.ManageProjects | Rights.ManageOrganisations
            | Rights.ManageAccounts | Rights.ReadPeople | Rights.ManageBackups),
        new(Role.SecurityAdministrator, "安全管理员", "Security administrator", RoleHolder.Platform,
            Rights.ManageGrants | Rights.ManageSecurity | Rights.ReadPeople),
        new(Role.Auditor, "审计员", "Auditor", RoleHolder.Platform, Rights.ReadLogs),
        new(Role.OrganisationAdministrator, "单位管理员", "Organisation administrator", RoleHolder.Anybody,
            Rights.ReadProjects | Rights.ManageAccounts | Rights.ManageGrants | Rights.ReadPeople),
    ];
}

/// <summary>All roles of a composition: the platform's and those that its modules have added.</summary>
public sealed class RoleCatalogue
{
    private readonly Dictionary<Role, RoleDefinition> _roles;

    /// <summary>From the platform's own roles and these.</summary>
    /// <exception cref="ArgumentException">Two definitions of one role.</exception>
    public RoleCatalogue(IEnumerable<RoleDefinition> added)
    {
        All = [.. RoleDefinition.Platform, .. added];
        _roles = All.ToDictionary(role => role.Role);
    }

    /// <summary>In the order of their definition.</summary>
    public IReadOnlyList<RoleDefinition> All { get; }

    /// <summary>The definition; null for an unknown role.</summary>
    public RoleDefinition? Find(Role role) => _roles.GetValueOrDefault(role);

    /// <summary>True when the role carries all of these rights.</summary>
    public bool Gives(Role role, Rights rights) => _roles.TryGetValue(role, out var definition) && (definition.Rights & rights) == rights;
}
