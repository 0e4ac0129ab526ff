using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Core.Outbox;

/// <summary>Where the outbox lies and how much it may hold. Section <c>Outbox</c>.</summary>
public sealed record OutboxOptions
{
    /// <summary>Folder of the store; created when missing.</summary>
    [Required]
    public string Folder { get; set; } = "data/outbox";

    /// <summary>Folder in memory that takes over while <see cref="Folder"/> cannot be written; empty = refuse instead.</summary>
    public string FallbackFolder { get; set; } = "/dev/shm/edge-outbox";

    /// <summary>Milliseconds that a commit waits for company, 0–250. 0 = whatever is queued; more spares flash media.</summary>
    [Range(0, 250)]
    public int CommitWindowMilliseconds { get; set; }

    /// <summary>Seconds after which an unsent live record is backlog, 1–86,400.</summary>
    [Range(1, 86_400)]
    public int BacklogAgeSeconds { get; set; } = 60;

    /// <summary>
    /// Seconds, 0–3,600: live records that had waited longer than this when the uplink reconnected are backlog. Not 0 by
    /// default, so that a short cut does not turn the newest value of a slow gauge into history.
    /// </summary>
    [Range(0, 3_600)]
    public int ReconnectBacklogSeconds { get; set; } = 5;

    /// <summary>Bytes held back on the disk for alarms, 0–1 GiB.</summary>
    [Range(0, 1L << 30)]
    public long ReserveBytes { get; set; } = 8L << 20;

    /// <summary>Bytes that the database file may take, reserve included; 0 = as much as the disk gives.</summary>
    [Range(0, 1L << 40)]
    public long MaxFileBytes { get; set; }

    /// <summary>Bytes of live and backlog records (encoded), 64 KiB–1 TiB; the oldest make room beyond it.</summary>
    [Range(64L << 10, 1L << 40)]
    public long LiveMaxBytes { get; set; } = 2L << 30;

    /// <summary>Hours of running time after which live and backlog records are dropped, 0.001–87,600.</summary>
    [Range(0.001, 87_600)]
    public double LiveMaxAgeHours { get; set; } = 30 * 24;

    /// <summary>Bytes of media records, 64 KiB–1 TiB; the oldest make room beyond it.</summary>
    [Range(64L << 10, 1L << 40)]
    public long MediaMaxBytes { get; set; } = 256L << 20;

    /// <summary>Hours of running time after which media records are dropped, 0.001–87,600.</summary>
    [Range(0.001, 87_600)]
    public double MediaMaxAgeHours { get; set; } = 7 * 24;

    /// <summary>Seconds between sweeps (age limits, lost-range events, attempts to heal), 1–3,600.</summary>
    [Range(1, 3_600)]
    public int SweepSeconds { get; set; } = 5;
}

/// <summary>Generated check of <see cref="OutboxOptions"/>.</summary>
[OptionsValidator]
public sealed partial class OutboxOptionsValidator : IValidateOptions<OutboxOptions>;
