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
/// <param name="Kind">Code of the only kind of enterprise whose people hold it; null = any.</param>
public sealed record RoleDefinition(Role Role, string Label, string LabelEn, RoleHolder Holder, string? Kind = null)
{
    /// <summary>The roles that the platform itself needs.</summary>
    public static IReadOnlyList<RoleDefinition> Platform { get; } =
    [
        new(Role.Administrator, "系统管理员", "Administrator", RoleHolder.Platform),
        new(Role.SecurityAdministrator, "安全管理员", "Security administrator", RoleHolder.Platform),
        new(Role.Auditor, "审计员", "Auditor", RoleHolder.Platform),
        new(Role.OrganisationAdministrator, "单位管理员", "Organisation administrator", RoleHolder.Anybody),
    ];
}
