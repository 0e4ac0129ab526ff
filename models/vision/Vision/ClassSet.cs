using System.Globalization;

namespace Vision;

/// <summary>A set of class ids. Says which classes a picture's source labels exhaustively: a class outside the set is unknown there, not absent.</summary>
public readonly record struct ClassSet(ushort Bits)
{
    public bool Has(int id) => (Bits >> id & 1) != 0;

    public ClassSet With(int id) => new((ushort)(Bits | 1 << id));

    /// <summary>Reads "0 1 5 6". False on anything that is not a list of ids below the limit.</summary>
    public static bool TryParse(string text, int classes, out ClassSet set)
    {
        set = default;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id >= classes)
                return false;
            set = set.With(id);
        }
        return true;
    }

    public override string ToString()
    {
        var bits = Bits;
        return string.Join(' ', Enumerable.Range(0, LabelMap.Limit).Where(id => (bits >> id & 1) != 0));
    }
}
