using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Core.Uplink;

/// <summary>How an uplink empties the outbox. Section <c>Uplink:Delivery</c>.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Most records in one message, 1–10,000.</summary>
    [Range(1, 10_000)]
    public int BatchRecords { get; set; } = 200;

    /// <summary>Most bytes in one message, by estimate, 1,024–262,144; a larger record travels alone.</summary>
    [Range(1_024, 262_144)]
    public int BatchBytes { get; set; } = 64 << 10;

    /// <summary>Milliseconds between two batches of live records, 0–10,000. Alarms never wait.</summary>
    [Range(0, 10_000)]
    public int BatchMilliseconds { get; set; } = 100;

    /// <summary>Most live records sent and not acknowledged, 1–100,000. Alarms have as much again for themselves.</summary>
    [Range(1, 100_000)]
    public int WindowRecords { get; set; } = 4_000;

    /// <summary>Most backlog records sent and not acknowledged, 20–1,000,000; the window adapts below it.</summary>
    [Range(20, 1_000_000)]
    public int DrainRecords { get; set; } = 20_000;

    /// <summary>Seconds, 0.05–600, after which an unacknowledged record is sent again; doubles up to six times itself while nothing comes back.</summary>
    [Range(0.05, 600)]
    public double AckTimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds before the first reconnect, 0.01–600.</summary>
    [Range(0.01, 600)]
    public double ReconnectMinSeconds { get; set; } = 1;

    /// <summary>Most seconds before a reconnect, 0.01–3,600.</summary>
    [Range(0.01, 3_600)]
    public double ReconnectMaxSeconds { get; set; } = 30;
}

/// <summary>Generated check of <see cref="DeliveryOptions"/>.</summary>
[OptionsValidator]
public sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
