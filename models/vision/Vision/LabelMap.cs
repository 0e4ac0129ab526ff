using System.Collections.Immutable;

namespace Vision;

/// <summary>The classes of a detector: id = position, name as in the label files. The first seven ids are fixed by the data set's format.</summary>
public sealed record LabelMap(ImmutableArray<string> Names)
{
    public const int Helmet = 0, Head = 1, Person = 2, Vest = 3, NoVest = 4, Fire = 5, Smoke = 6;

    /// <summary>A class set is 16 bits wide.</summary>
    public const int Limit = 16;

    public static LabelMap SiteSafety { get; } = new(["helmet", "head", "person", "vest", "no_vest", "fire", "smoke"]);

    public int Count => Names.Length;

    public string this[int id] => Names[id];

    /// <summary>The id of a name, or -1.</summary>
    public int IdOf(string name) => Names.IndexOf(name, StringComparer.Ordinal);

    public ClassSet All => new((ushort)((1 << Count) - 1));
}
