using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;
using Telemetry.Model;

namespace Cloud.Storage.Registers;

/// <summary>
/// A set of records that an index gives, the newest first. What a condition with alternatives lets through ("made by an
/// organisation, or of one of its projects, or naming it") no single index gives, and whoever's records are old would have every
/// newer one looked at. Each alternative by itself has its index, so a page is the newest of the newest of each. Anchors only say
/// where to look: the whole condition is asked of every record that they give.
/// </summary>
internal abstract record Anchor(int Breadth)
{
    // Beyond this an organisation takes part in so much that its records are not far to seek.
    private const int Most = 200;

    /// <summary>Made by an organisation.</summary>
    public sealed record Owner(OrganisationId Organisation) : Anchor(2);

    /// <summary>Of a project.</summary>
    public sealed record Project(ProjectId Id) : Anchor(2);

    /// <summary>Names an organisation.</summary>
    public sealed record Named(OrganisationId Organisation) : Anchor(2);

    /// <summary>Few records that another condition lists.</summary>
    public sealed record Listed(Condition Condition) : Anchor(1);

    /// <summary>Of a county.</summary>
    public sealed record County(AreaCode Area) : Anchor(3);

    /// <summary>Sets that hold every record which the condition lets through; none when there are no such sets, or nothing is gained by them.</summary>
    public static IReadOnlyList<Anchor> Of(Condition condition) =>
        !Finds(condition) && Cover(condition) is { } anchors && anchors.Distinct().ToList() is { Count: > 0 and <= Most } few ? few : [];

    // Words find their records themselves, and would be looked for once for each set.
    private static bool Finds(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.Any(Finds),
        Condition.Any any => any.Parts.Any(Finds),
        Condition.Words or Condition.Is => true,
        _ => false,
    };

    private static IReadOnlyList<Anchor>? Cover(Condition condition) => condition switch
    {
        Condition.All all => all.Parts.Select(Cover).OfType<IReadOnlyList<Anchor>>().OrderBy(cover => cover.Count == 0 ? 0 : cover.Max(anchor => anchor.Breadth)).ThenBy(cover => cover.Count).FirstOrDefault(),
        Condition.Any any => Union([.. any.Parts.Select(Cover)]),
        Condition.PartyIs party => [new Owner(party.Organisation), new Named(party.Organisation), .. party.Projects.Select(project => new Project(project))],
        Condition.AssignedTo or Condition.AskedOf => [new Listed(condition)],
        Condition.Within { Area: { Level: AreaLevel.County } county } => [new County(county)],
        _ => null,
    };

    private static List<Anchor>? Union(IReadOnlyList<Anchor>?[] covers) => covers.Any(cover => cover is null) ? null : [.. covers.SelectMany(cover => cover!)];
}
