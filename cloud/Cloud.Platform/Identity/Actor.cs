using System.Reflection;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Microsoft.AspNetCore.Http;

namespace Cloud.Platform.Identity;

/// <summary>What an actor is.</summary>
public enum ActorKind
{
    /// <summary>A signed-in person.</summary>
    Person,

    /// <summary>Another system with a key of its own.</summary>
    Machine,

    /// <summary>The platform itself: what it does by the clock.</summary>
    Platform,
}

/// <summary>
/// Who acts, as every decision and every entry of a log takes it. Made once per request from the account, so that its
/// grants are those in force now; an endpoint receives it as a parameter.
/// </summary>
/// <param name="AccountId">The account; empty for the platform itself.</param>
/// <param name="DisplayName">For people and logs.</param>
/// <param name="PersonId">The natural person behind it; null for a machine or an account without one.</param>
/// <param name="OrganisationId">Where the person belongs; null when nowhere.</param>
/// <param name="Grants">Those in force today; none = everything is refused.</param>
/// <param name="Address">Where the request came from; null when there was none.</param>
/// <param name="Kind">A person, a machine or the platform.</param>
public sealed record Actor(
    Guid AccountId,
    string DisplayName,
    PersonId? PersonId,
    OrganisationId? OrganisationId,
    IReadOnlyList<Grant> Grants,
    string? Address = null,
    ActorKind Kind = ActorKind.Person)
{
    /// <summary>The platform itself. It holds no grants: what it does by the clock asks nobody.</summary>
    public static Actor Platform { get; } = new(Guid.Empty, "平台", null, null, [], Kind: ActorKind.Platform);

    /// <summary>True when a role is held, in whatever scope.</summary>
    public bool Holds(Role role) => Grants.Any(grant => grant.Role == role);

    /// <summary>The grants that carry a role.</summary>
    public IEnumerable<Grant> As(Role role) => Grants.Where(grant => grant.Role == role);

    /// <summary>Lets an endpoint take the actor as a parameter; null when nobody is signed in.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<Actor>());
    }
}
