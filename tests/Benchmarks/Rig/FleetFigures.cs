using System.Text.Json.Nodes;
using FirmwareSim.Fleet;
using TestKit.Reports;

namespace Benchmarks.Rig;

/// <summary>What a fleet's report says, as figures.</summary>
internal static class FleetFigures
{
    /// <summary>Points sent for the first time between two instants.</summary>
    public static double PointsBetween(this FleetReport fleet, DateTimeOffset from, DateTimeOffset to) =>
        (fleet.SentAt(to) - fleet.SentAt(from)) * fleet.PointsPerMessage;

    /// <summary>Instants of the first second with everybody connected and of the last full one before the end of sending.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Steady(this FleetReport fleet, double warmUpSeconds)
    {
        var full = fleet.Seconds.FirstOrDefault(second => second.Connected == fleet.Gateways)
            ?? throw new InvalidOperationException($"only {fleet.Seconds.Max(second => second.Connected)} of {fleet.Gateways} gateways were ever connected at one time");
        var lastSent = fleet.Seconds.First(second => second.Sent == fleet.Sent).Elapsed;
        return (fleet.StartedAt.AddSeconds(full.Elapsed + warmUpSeconds), fleet.StartedAt.AddSeconds(lastSent - 1));
    }

    /// <summary>Adds latencies of every phase, and the counters by second as raw values.</summary>
    public static void AddTo(this FleetReport fleet, BenchmarkReport report)
    {
        foreach (var (phase, index) in fleet.Phases.Select((phase, index) => (phase, index)))
        {
            var name = fleet.Phases.Count == 1 ? "" : FormattableString.Invariant($", phase {index + 1} ({phase.Factor:0.##} x)");
            report.Add("intended sending to acknowledgement" + name, "ms", MillisecondsOf(phase.All));
            if (phase.AlarmsOnly.Count > 0)
                report.Add("the same, alarm edges" + name, "ms", MillisecondsOf(phase.AlarmsOnly));
        }

        report.Raw("fleet", JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(fleet with { Phases = [] }, System.Text.Json.JsonSerializerOptions.Web)));
    }

    /// <summary>A histogram of microseconds as a distribution of milliseconds.</summary>
    public static Distribution MillisecondsOf(IReadOnlyList<long[]> buckets)
    {
        var distribution = new Distribution();
        foreach (var bucket in buckets)
            distribution.Add(bucket[0] / 1000.0, bucket[1]);
        return distribution;
    }

    private static double SentAt(this FleetReport fleet, DateTimeOffset at)
    {
        var elapsed = (at - fleet.StartedAt).TotalSeconds;
        var after = fleet.Seconds.FirstOrDefault(second => second.Elapsed >= elapsed) ?? fleet.Seconds[^1];
        var before = fleet.Seconds.LastOrDefault(second => second.Elapsed <= elapsed) ?? fleet.Seconds[0];
        return after.Elapsed <= before.Elapsed ? before.Sent
            : before.Sent + (after.Sent - before.Sent) * (elapsed - before.Elapsed) / (after.Elapsed - before.Elapsed);
    }
}
