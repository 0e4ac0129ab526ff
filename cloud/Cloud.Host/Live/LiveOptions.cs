using System.ComponentModel.DataAnnotations;

namespace Cloud.Host.Live;

/// <summary>Section <c>Live</c>.</summary>
public sealed record LiveOptions
{
    /// <summary>Seconds between two comments that prove a stream alive, and between two looks whether its session is over. 1–60, default 15.</summary>
    [Range(1, 60)]
    public int HeartbeatSeconds { get; set; } = 15;
}
