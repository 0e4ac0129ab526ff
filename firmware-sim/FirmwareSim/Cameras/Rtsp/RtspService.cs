using FirmwareSim.Cameras.Streaming;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>What a connection serves.</summary>
/// <param name="Options">The camera.</param>
/// <param name="Settings">User, password and coding of now.</param>
/// <param name="Streams">Video by name in the address.</param>
/// <param name="Audio">Sound track of all streams; null = none.</param>
/// <param name="Clock">Clock of the camera.</param>
/// <param name="Trouble">What is wrong with it.</param>
/// <param name="Counters">What happened.</param>
internal sealed record RtspService(
    CameraOptions Options, CameraSettings Settings, IReadOnlyDictionary<string, VideoChannel> Streams, AudioChannel? Audio, CameraClock Clock, CameraTrouble Trouble, CameraCounters Counters)
{
    /// <summary>The stream of an address; null when there is none.</summary>
    public VideoChannel? Stream(string uri) => Streams.GetValueOrDefault(RtspAddress.Parse(uri).Stream);
}

/// <summary>The parts of an RTSP address: stream and track.</summary>
/// <param name="Stream">First part of the path.</param>
/// <param name="Track">Number behind <c>trackID=</c>; null when the address is the whole stream.</param>
internal readonly record struct RtspAddress(string Stream, int? Track)
{
    public static RtspAddress Parse(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
            return new RtspAddress("", null);
        var parts = parsed.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var last = parts.Length > 1 ? parts[^1] : "";
        return new RtspAddress(parts.Length > 0 ? parts[0] : "",
            last.StartsWith("trackID=", StringComparison.Ordinal) && int.TryParse(last.AsSpan(8), out var track) ? track : null);
    }
}
