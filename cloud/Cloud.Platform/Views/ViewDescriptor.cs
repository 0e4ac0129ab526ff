using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Views;

/// <summary>A view as the interface and the pages see it.</summary>
public sealed record ViewDescriptor
{
    /// <summary>Kebab-case.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required Label Label { get; init; }

    /// <summary>Module that it belongs to: the folder of its class.</summary>
    public required string Module { get; init; }

    /// <summary>Clauses that it answers.</summary>
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>The class.</summary>
    public required Type Type { get; init; }

    /// <summary>Class of the question.</summary>
    public required Type QueryType { get; init; }

    /// <summary>Fields of the question.</summary>
    public required IReadOnlyList<Field> Query { get; init; }

    /// <summary>Class of the rows.</summary>
    public required Type RowType { get; init; }

    /// <summary>Columns.</summary>
    public required IReadOnlyList<Field> Columns { get; init; }

    /// <summary>Who may ask.</summary>
    public required IReadOnlyList<Role> By { get; init; }

    /// <summary>Figures with the records that they count.</summary>
    public IReadOnlyList<ViewListing> Listings { get; init; } = [];

    internal Func<object, IRecords, CancellationToken, IAsyncEnumerable<object>> Run { get; init; } = (_, _, _) => AsyncEnumerable.Empty<object>();

    /// <summary>True when a role of the actor may ask.</summary>
    public bool Offers(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return By.Any(actor.Holds);
    }
}
