using System.ComponentModel.DataAnnotations;

namespace Cloud.Platform.Security;

/// <summary>Section <c>Security</c>: what counts as odd.</summary>
public sealed record SecurityOptions
{
    /// <summary>Site hour from which a platform role's sign-in is odd. 0–23, default 22.</summary>
    [Range(0, 23)]
    public int OddFromHour { get; set; } = 22;

    /// <summary>Site hour from which it is not odd any more. 0–23, default 6; equal to the other = never odd.</summary>
    [Range(0, 23)]
    public int OddToHour { get; set; } = 6;

    /// <summary>Rows that one account may export within an hour. Default 10,000.</summary>
    [Range(1, 100_000_000)]
    public int ExportRowsPerHour { get; set; } = 10_000;

    /// <summary>Refusals of one account within ten minutes. Default 20.</summary>
    [Range(1, 100_000)]
    public int RefusalsInTenMinutes { get; set; } = 20;

    /// <summary>Failed sign-ins from one address within ten minutes. Default 15.</summary>
    [Range(1, 100_000)]
    public int FailedSignInsInTenMinutes { get; set; } = 15;

    /// <summary>Unmaskings by one account within an hour. Default 20.</summary>
    [Range(1, 100_000)]
    public int UnmaskingsPerHour { get; set; } = 20;
}
