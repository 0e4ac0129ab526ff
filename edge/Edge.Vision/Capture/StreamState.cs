namespace Edge.Vision.Capture;

/// <summary>How a stream is.</summary>
public enum StreamCondition
{
    /// <summary>Being opened.</summary>
    Connecting,

    /// <summary>Frames arrive.</summary>
    Live,

    /// <summary>It was open and no frame came for too long.</summary>
    Stalled,

    /// <summary>It could not be opened, or has ended.</summary>
    Down,

    /// <summary>What came could not be used.</summary>
    Corrupt,

    /// <summary>It went on with another size or profile: opened anew at once.</summary>
    Changed,

    /// <summary>Pictures arrive, but none of them stands for itself: nothing can be shown or recorded from here on.</summary>
    NoKey,
}

/// <summary>State of one stream for people.</summary>
/// <param name="Condition">How it is.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Why; null while all is well.</param>
/// <param name="Attempts">How often it was opened.</param>
/// <param name="Frames">Frames that came.</param>
/// <param name="LastFrameAt">When the last one came, those that cannot be used included.</param>
/// <param name="Damaged">Frames in which the decoder found wrong or missing data.</param>
/// <param name="DamagedAt">The last of them.</param>
public sealed record StreamState(
    StreamCondition Condition, DateTimeOffset Since, string? Reason, long Attempts, long Frames, DateTimeOffset? LastFrameAt,
    long Damaged = 0, DateTimeOffset? DamagedAt = null);
