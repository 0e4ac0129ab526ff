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
}

/// <summary>State of one stream for people: condition, since when, why.</summary>
public sealed record StreamState(StreamCondition Condition, DateTimeOffset Since, string? Reason, long Attempts, long Frames, DateTimeOffset? LastFrameAt);
