using Telemetry.Model;

namespace System.Tests.Ledger;

/// <summary>What became of one numbered device's answers.</summary>
/// <param name="Device">Which.</param>
/// <param name="Served">Answers that the device gave.</param>
/// <param name="Stored">Readings in the store.</param>
/// <param name="Unread">Given, but the gateway says in the store that it could not read the device at that time.</param>
/// <param name="Lost">Given and not stored, without such a word.</param>
/// <param name="Doubled">Stored more than once.</param>
/// <param name="Reordered">Stored behind a higher number of the same lane.</param>
/// <param name="Broken">Stored without their check word.</param>
/// <param name="Strange">Stored and never given.</param>
/// <param name="Late">Stored as late.</param>
internal sealed record DeviceAccount(
    string Device,
    long Served,
    long Stored,
    IReadOnlyList<NumberSpan> Unread,
    IReadOnlyList<NumberSpan> Lost,
    IReadOnlyList<NumberSpan> Doubled,
    IReadOnlyList<NumberSpan> Reordered,
    IReadOnlyList<NumberSpan> Broken,
    IReadOnlyList<NumberSpan> Strange,
    long Late)
{
    /// <summary>True when every answer is stored once, whole and in its order.</summary>
    public bool IsClean => Lost.Count == 0 && IsSound;

    /// <summary>As <see cref="IsClean"/>, but answers may be missing.</summary>
    public bool IsSound => Doubled.Count == 0 && Reordered.Count == 0 && Broken.Count == 0 && Strange.Count == 0;

    /// <summary>Compares what was given with what was stored.</summary>
    public static DeviceAccount Of(
        string device, IEnumerable<ServedNumber> served, IReadOnlyList<StoredNumber> stored, IReadOnlyList<long> failedReads)
    {
        var given = served.ToDictionary(answer => answer.Number, answer => answer.At);
        var counts = stored.GroupBy(reading => reading.Number).ToDictionary(group => group.Key, group => group.Count());
        var absent = Spans(given.Keys.Where(number => !counts.ContainsKey(number)));
        return new DeviceAccount(
            device,
            given.Count,
            stored.Count,
            [.. absent.Where(IsUnread)],
            [.. absent.Where(span => !IsUnread(span))],
            Spans(counts.Where(count => count.Value > 1).Select(count => count.Key)),
            Spans(Behind(stored)),
            Spans(stored.Where(reading => !reading.Whole).Select(reading => reading.Number)),
            Spans(counts.Keys.Where(number => !given.ContainsKey(number))),
            stored.Count(reading => reading.Late));

        // A device may answer a request that the gateway has given up already, so the word may be older than the answer.
        bool IsUnread(NumberSpan span) => failedReads.Any(
            time => time >= given.GetValueOrDefault(span.First - 1) && time <= given.GetValueOrDefault(span.Last + 1, long.MaxValue));
    }

    public override string ToString() =>
        $"{Device}: {Served} given, {Stored} stored, {Late} late" + Text("unread", Unread) + Text("lost", Lost) + Text("doubled", Doubled)
        + Text("reordered", Reordered) + Text("broken", Broken) + Text("never given", Strange);

    /// <summary>A lane keeps its order; between lanes an urgent one overtakes on purpose.</summary>
    private static IEnumerable<long> Behind(IReadOnlyList<StoredNumber> stored)
    {
        var highest = new Dictionary<Lane, long>();
        foreach (var reading in stored)
            if (highest.TryGetValue(reading.Lane, out var before) && reading.Number < before)
                yield return reading.Number;
            else
                highest[reading.Lane] = reading.Number;
    }

    private static IReadOnlyList<NumberSpan> Spans(IEnumerable<long> numbers) => NumberSpan.Of(numbers.Distinct().Order());

    private static string Text(string name, IReadOnlyList<NumberSpan> spans) =>
        spans.Count == 0 ? "" : $", {name} {spans.Sum(span => span.Count)} ({string.Join(", ", spans.Take(20))})";
}
