namespace Protocols.Rtsp;

/// <summary>What is taken from a peer, in bytes; checked before anything is kept.</summary>
/// <param name="Head">Longest start line with headers.</param>
/// <param name="Body">Longest body.</param>
public sealed record RtspLimits(int Head = 8 * 1024, int Body = 64 * 1024)
{
    /// <summary>8 KiB of head, 64 KiB of body.</summary>
    public static RtspLimits Default { get; } = new();
}
