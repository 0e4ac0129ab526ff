using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Cloud.Platform.Identity;

/// <summary>
/// A role by its stable code (kebab-case). The platform itself knows only those that it must keep apart; what a module
/// calls its roles is added by the module as a static member.
/// </summary>
/// <param name="Code">1–64 characters out of <c>a–z 0–9 -</c>.</param>
[JsonConverter(typeof(TextIdConverter<Role>))]
public readonly record struct Role(string Code) : IParsable<Role>
{
    /// <summary>系统管理员: accounts, organisations, areas and the running of the platform; grants no roles and reads no log.</summary>
    public static Role Administrator => new("administrator");

    /// <summary>安全管理员: roles, grants, sessions, addresses, what is odd.</summary>
    public static Role SecurityAdministrator => new("security-administrator");

    /// <summary>审计员: reads the logs, and nothing else.</summary>
    public static Role Auditor => new("auditor");

    /// <summary>单位管理员: people and accounts of its own organisation.</summary>
    public static Role OrganisationAdministrator => new("organisation-administrator");

    /// <summary>The three that exclude each other and, but for the administrator's own work, every other role (7.0.2-6).</summary>
    public static IReadOnlyList<Role> Separated { get; } = [Administrator, SecurityAdministrator, Auditor];

    /// <inheritdoc/>
    /// <exception cref="FormatException">Not a code.</exception>
    public static Role Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var role) ? role : throw new FormatException($"'{s}' is not a role.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Role result)
    {
        var known = s is { Length: > 0 and <= 64 } && s.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        result = known ? new Role(s!) : default;
        return known;
    }

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
