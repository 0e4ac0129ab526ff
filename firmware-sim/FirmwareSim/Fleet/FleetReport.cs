using System.Text.Json;

namespace FirmwareSim.Fleet;

/// <summary>What a run of the fleet came to, as a JSON file.</summary>
/// <param name="Gateways">Gateways of the fleet.</param>
/// <param name="PointsPerMessage">Readings a message.</param>
/// <param name="StartedAt">When the first gateway began.</param>
/// <param name="Sent">Records sent for the first time.</param>
/// <param name="Acknowledged">Records that the cloud has said to be flushed and evaluated.</param>
/// <param name="Resent">Records sent again.</param>
/// <param name="Failures">Sessions that failed or broke.</param>
/// <param name="Alarms">Alarm edges among the records.</param>
/// <param name="Phases">Latencies by phase of the intended instant of sending.</param>
/// <param name="Seconds">The counters at the end of every second.</param>
public sealed record FleetReport(
    int Gateways, int PointsPerMessage, DateTimeOffset StartedAt, long Sent, long Acknowledged, long Resent, long Failures, long Alarms,
    IReadOnlyList<FleetPhaseReport> Phases, IReadOnlyList<FleetSecond> Seconds)
{
    /// <summary>Writes the file.</summary>
    public Task WriteAsync(string path, CancellationToken cancel) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web), cancel);

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static async Task<FleetReport> ReadAsync(string path, CancellationToken cancel) =>
        JsonSerializer.Deserialize<FleetReport>(await File.ReadAllTextAsync(path, cancel), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"{path}: the file is empty");
}

/// <summary>Intended instant of sending to acknowledgement, microseconds; buckets are upper bound and count.</summary>
public sealed record FleetPhaseReport(double Factor, IReadOnlyList<long[]> All, IReadOnlyList<long[]> AlarmsOnly);

/// <summary>The counters at the end of a second.</summary>
public sealed record FleetSecond(double Elapsed, long Connected, long Sent, long Acknowledged, long Resent, long Failures);
