using System.Globalization;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Storage.Series;

/// <summary>Whether a record is new, and what its arrival does to the marks: the same for every series store. Pure but for the two functions.</summary>
internal static class Intake
{
    /// <summary>Islands that one mark may have; a gateway that leaves more holes is refused until it fills some.</summary>
    public const int MostIslands = 100_000;

    /// <summary>False when the record is held already, or its gateway leaves too many holes.</summary>
    public static bool TryTake(SeriesRecord record, Func<MarkKey, SequenceRanges> current, Action<MarkKey, SequenceRanges> change)
    {
        var key = new MarkKey(record.Gateway, record.Id.Epoch);
        var before = current(key);
        if (before.Contains(record.Id.Sequence))
            return false;
        var after = before.Add(record.Id.Sequence);
        var lost = record.Event?.Lost is { } range && range.MayBeReportedBy(record.Id) ? range : null;
        if (lost is not null && (lost.Epoch ?? record.Id.Epoch) == record.Id.Epoch)
            after = after.Add(lost.Range.First, lost.Range.Last);
        if (after.Islands.Count > MostIslands && after.Islands.Count > before.Islands.Count)
            return false;
        change(key, after);
        if (lost?.Epoch is { } other && other != record.Id.Epoch)
        {
            var older = key with { Epoch = other };
            change(older, current(older).Add(lost.Range.First, lost.Range.Last));
        }

        return true;
    }

    /// <summary>Islands as text: <c>3-3,7-9</c>.</summary>
    public static string Format(IReadOnlyList<SequenceRange> islands) =>
        islands.Count == 0 ? "" : string.Join(',', islands.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.First}-{i.Last}")));

    /// <summary>Reads them again.</summary>
    public static IEnumerable<SequenceRange> Parse(string islands)
    {
        foreach (var part in islands.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            yield return new SequenceRange(
                ulong.Parse(part.AsSpan(0, dash), CultureInfo.InvariantCulture),
                ulong.Parse(part.AsSpan(dash + 1), CultureInfo.InvariantCulture));
        }
    }
}
