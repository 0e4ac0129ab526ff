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

    /// <summary>Seconds between two rebirth requests to one gateway. 1–300, default 5.</summary>
    [Range(1, 300)]
    public int RebirthEverySeconds { get; set; } = 5;
}
