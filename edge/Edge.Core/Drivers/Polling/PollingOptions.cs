using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Core.Drivers.Polling;

/// <summary>How buses are polled. Section <c>Polling</c>.</summary>
public sealed class PollingOptions
{
    /// <summary>Failures in a row after which a device is quarantined, 1–100; default 3.</summary>
    [Range(1, 100)]
    public int QuarantineAfter { get; set; } = 3;

    /// <summary>Seconds until a quarantined device is tried for the first time, 1–3600; default 5.</summary>
    [Range(1, 3600)]
    public int FirstRetrySeconds { get; set; } = 5;

    /// <summary>Longest time between two tries in seconds, when the device shares its bus, 1–3600; default 60.</summary>
    [Range(1, 3600)]
    public int LongestRetrySeconds { get; set; } = 60;

    /// <summary>Longest time one read of one group may take, in milliseconds, 50–60,000; default 5000.</summary>
    [Range(50, 60_000)]
    public int ReadLimitMilliseconds { get; set; } = 5000;

    /// <summary>Spread of the cadences of many devices, in milliseconds, 0–10,000; default 1000.</summary>
    [Range(0, 10_000)]
    public int SpreadMilliseconds { get; set; } = 1000;
}

/// <summary>Generated check of <see cref="PollingOptions"/>.</summary>
[OptionsValidator]
public sealed partial class PollingOptionsValidator : IValidateOptions<PollingOptions>;
