using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Telemetry.Delivery;

/// <summary>Expected, received, late and lost of one device on one site day.</summary>
/// <param name="Day">Site day of the readings' event time.</param>
/// <param name="Device">The device; null for ranges of a gateway that cannot be told apart by device.</param>
/// <param name="Gateway">The gateway, when a ledger or a lost range names it.</param>
/// <param name="Expected">What the gateway's ledger announced; null while there is none for the day.</param>
/// <param name="Received">What arrived, late ones included.</param>
/// <param name="Late">What arrived late.</param>
/// <param name="Lost">Readings (or records, where the gateway does not know more) that were given up.</param>
/// <param name="LostRanges">The ranges with their reasons.</param>
public sealed record DeliveryDay(
    DateOnly Day,
    DeviceId? Device,
    GatewayId? Gateway,
    long? Expected,
    long Received,
    long Late,
    long Lost,
    IReadOnlyList<LostTally> LostRanges)
{
    /// <summary>Share of the expected readings that arrived, 0–1; null while nothing is expected.</summary>
    public double? Complete => Expected switch
    {
        null => null,
        0 => Received > 0 || Lost == 0 ? 1 : 0,
        { } expected => Math.Min(1, (double)Received / expected),
    };
}

/// <summary>Sequences between what has arrived that have not arrived yet.</summary>
public sealed record DeliveryHole(GatewayId Gateway, ulong Epoch, SequenceRange Range);

/// <summary>The account of delivery, put together from what the store has counted. Pure.</summary>
public static class DeliveryTruth
{
    public static IReadOnlyList<DeliveryDay> Days(DeliveryTally tally)
    {
        var expected = tally.Expected.ToLookup(e => (e.Day, Device: (DeviceId?)e.Device));
        var lost = tally.Lost.ToLookup(l => (l.Day, l.Device));
        var received = tally.Received.ToDictionary(r => (r.Day, Device: (DeviceId?)r.Device));
        return
        [
            .. expected.Select(e => e.Key).Concat(lost.Select(l => l.Key)).Concat(received.Keys).Distinct()
                .OrderBy(key => key.Day).ThenBy(key => key.Device?.Value, StringComparer.Ordinal)
                .Select(key => Day(key.Day, key.Device, received.GetValueOrDefault(key), [.. expected[key]], [.. lost[key]])),
        ];
    }

    /// <summary>Holes between the high-water mark and the islands above it: on their way, or to be asked for.</summary>
    public static IReadOnlyList<DeliveryHole> Holes(IReadOnlyDictionary<MarkKey, SequenceRanges> marks)
    {
        var holes = new List<DeliveryHole>();
        foreach (var (key, ranges) in marks.OrderBy(m => m.Key.Gateway.Value, StringComparer.Ordinal).ThenBy(m => m.Key.Epoch))
        {
            var next = ranges.HighWater + 1;
            foreach (var island in ranges.Islands)
            {
                holes.Add(new DeliveryHole(key.Gateway, key.Epoch, new SequenceRange(next, island.First - 1)));
                next = island.Last + 1;
            }
        }

        return holes;
    }

    private static DeliveryDay Day(
        DateOnly day, DeviceId? device, ReceivedTally received, IReadOnlyList<ExpectedTally> expected, IReadOnlyList<LostTally> lost) => new(
        day,
        device,
        expected.Count > 0 ? expected[0].Gateway : lost.Count > 0 ? lost[0].Gateway : null,
        expected.Count > 0 ? expected.Sum(e => e.Expected) : null,
        received.Received,
        received.Late,
        lost.Sum(l => l.Count),
        lost);
}
