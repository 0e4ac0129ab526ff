using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;

namespace Cloud.Platform.Identity;

/// <summary>
/// One role within a scope: every part narrows, nothing widens, and what no grant covers is refused. Two grants are two
/// ways to be allowed; the role of one is never combined with the scope of the other.
/// </summary>
/// <param name="Role">What the holder acts as.</param>
/// <param name="Area">Where: the area and everything below it.</param>
/// <param name="Party">Whose: only what this organisation is a party of; null = whatever lies in the area.</param>
/// <param name="Disciplines">Which branches.</param>
/// <param name="Secrecy">The highest level that is seen.</param>
/// <param name="From">First day (site time) on which it holds; null = since ever.</param>
/// <param name="To">Last day (site time) on which it holds; null = for ever.</param>
public sealed record Grant(
    Role Role,
    AreaCode Area,
    OrganisationId? Party = null,
    Disciplines Disciplines = Disciplines.All,
    SecrecyLevel Secrecy = SecrecyLevel.Internal,
    DateOnly? From = null,
    DateOnly? To = null)
{
    /// <summary>True on a day on which it holds.</summary>
    public bool HoldsOn(DateOnly day) => (From is not { } from || day >= from) && (To is not { } to || day <= to);

    /// <summary>True when something with this area, these parties, this branch and this secrecy lies within the scope.</summary>
    /// <param name="area">Where it is.</param>
    /// <param name="parties">Whose it is.</param>
    /// <param name="disciplines">Branches that it belongs to; one in common is enough.</param>
    /// <param name="secrecy">How secret it is.</param>
    public bool Covers(
        AreaCode area, IReadOnlyCollection<OrganisationId> parties, Disciplines disciplines = Disciplines.All, SecrecyLevel secrecy = SecrecyLevel.Internal) =>
        Area.Covers(area)
        && (Party is not { } party || parties.Contains(party))
        && (Disciplines & disciplines) != Disciplines.None
        && secrecy <= Secrecy;
}
