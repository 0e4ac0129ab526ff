using System.Security.Claims;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>What somebody wants to do to something of a project.</summary>
public enum AccessKind
{
    /// <summary>See it.</summary>
    Read,

    /// <summary>Change it.</summary>
    Write,
}

/// <summary>
/// The one place that says who may do what. Every project-scoped read and write asks it, the live stream included;
/// default deny.
/// </summary>
public interface IAccess
{
    /// <summary>True when the signed-in person may.</summary>
    bool Allows(ClaimsPrincipal person, ProjectId project, AccessKind kind);

    /// <summary>True when the signed-in person may do what belongs to no project (add projects, read profiles).</summary>
    bool AllowsPlatform(ClaimsPrincipal person, AccessKind kind);
}

/// <summary>Until roles and scopes exist: an administrator may do everything, anybody else nothing.</summary>
public sealed class AdministratorsOnly : IAccess
{
    /// <summary>The role.</summary>
    public const string Role = "administrator";

    /// <inheritdoc/>
    public bool Allows(ClaimsPrincipal person, ProjectId project, AccessKind kind) => person.IsInRole(Role);

    /// <inheritdoc/>
    public bool AllowsPlatform(ClaimsPrincipal person, AccessKind kind) => person.IsInRole(Role);
}
