using Cloud.Platform.Identity;
using Telemetry.Model;

namespace Cloud.Platform.Permissions;

/// <summary>What somebody wants to do to something of a project.</summary>
public enum AccessKind
{
    /// <summary>See it.</summary>
    Read,

    /// <summary>Handle its warnings.</summary>
    Handle,

    /// <summary>Change its gateways, devices, thresholds and chain.</summary>
    Write,

    /// <summary>Change the project itself and its parties.</summary>
    Manage,
}

/// <summary>
/// The one place that says who may do what to a project and what belongs to it: routes, lists, counts and the live stream
/// alike. Default deny: a project that is not known is refused like one out of scope.
/// </summary>
public interface IAccess
{
    /// <summary>True when one of the actor's grants gives the right over the project.</summary>
    bool Allows(Actor? actor, ProjectId project, AccessKind kind);

    /// <summary>True when one of the actor's grants gives the right somewhere; where is asked of the thing itself.</summary>
    bool AllowsSomewhere(Actor? actor, Rights rights);
}
