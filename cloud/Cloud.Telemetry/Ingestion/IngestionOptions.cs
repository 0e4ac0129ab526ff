using System.ComponentModel.DataAnnotations;

namespace Cloud.Telemetry.Ingestion;

/// <summary>The way from the broker to store and grains. Section <c>Ingestion</c>.</summary>
public sealed record IngestionOptions
{
    /// <summary>Readings of one project that wait; above it messages are not acknowledged. 1,000–10,000,000, default 200,000.</summary>
    [Range(1_000, 10_000_000)]
    public int QueuePoints { get; set; } = 200_000;

    /// <summary>Readings taken to store and grain at one go. 100–1,000,000, default 20,000.</summary>
    [Range(100, 1_000_000)]
    public int BatchPoints { get; set; } = 20_000;

    /// <summary>
    /// Shortest time between two batches of a project, in milliseconds: the first one after a pause does not wait, nor do
    /// alarms and backlog. 0–1000, default 200.
    /// </summary>
    [Range(0, 1000)]
    public int GatherMilliseconds { get; set; } = 200;

    /// <summary>
    /// Shortest time between two acknowledgements to one gateway, in milliseconds: the first one after a pause does not
    /// wait, nor do those of alarms and backlog. Well below the time-out of a gateway (10 s). 0–5000, default 3000.
    /// </summary>
    [Range(0, 5_000)]
    public int AcknowledgeMilliseconds { get; set; } = 3_000;

    /// <summary>Seconds between two rebirth requests to one gateway. 1–300, default 5.</summary>
    [Range(1, 300)]
    public int RebirthEverySeconds { get; set; } = 5;
}
