using System.Text.Json;

namespace Telemetry.Model.Vision;

/// <summary>
/// A gateway's answer to a <see cref="VideoQuestion"/>. Bytes of files come as binary messages instead: the question's id in eight
/// bytes, highest first, then the bytes.
/// </summary>
/// <param name="Id">The question's id.</param>
/// <param name="Error">Null when it was done, else one of <see cref="VideoError"/>.</param>
/// <param name="Reason">One line for people who look after cameras, English; null when it was done.</param>
public sealed record VideoAnswer(long Id, string? Error = null, string? Reason = null)
{
    /// <summary>Most bytes of a file in one answer.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>Longest answer in bytes.</summary>
    public const int Longest = 1024 * 1024;

    /// <summary>Recorded files, oldest first.</summary>
    public IReadOnlyList<RecordedStretch>? Files { get; init; }

    /// <summary>Where nothing is recorded.</summary>
    public IReadOnlyList<RecordedGap>? Gaps { get; init; }

    /// <summary>A file that was made or found; it can be read for ten minutes.</summary>
    public VideoFile? File { get; init; }

    /// <summary>What is kept, by class.</summary>
    public IReadOnlyList<StorageClass>? Storage { get; init; }

    /// <summary>What a device says about itself.</summary>
    public CameraDevice? Device { get; init; }

    /// <summary>The presets.</summary>
    public IReadOnlyList<CameraPreset>? Presets { get; init; }

    /// <summary>The answer as text.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, VideoJson.Default.VideoAnswer);

    /// <summary>Reads an answer; null when it is none.</summary>
    public static VideoAnswer? Parse(ReadOnlySpan<byte> json) => json.Length > Longest ? null : VideoJson.TryRead(json, VideoJson.Default.VideoAnswer);
}

/// <summary>Why a question was not answered.</summary>
public static class VideoError
{
    /// <summary>No such camera, file or recording.</summary>
    public const string NotFound = "not-found";

    /// <summary>The question makes no sense.</summary>
    public const string Invalid = "invalid";

    /// <summary>The camera does not answer.</summary>
    public const string NoAnswer = "no-answer";

    /// <summary>The camera answers nonsense.</summary>
    public const string Malformed = "malformed";

    /// <summary>User or password is wrong.</summary>
    public const string Unauthorised = "unauthorised";

    /// <summary>The camera refuses.</summary>
    public const string Refused = "refused";

    /// <summary>The disk or ffmpeg refuses.</summary>
    public const string Failed = "failed";
}

/// <summary>A recorded file.</summary>
/// <param name="File">Its name for <see cref="VideoAsk.Read"/>.</param>
/// <param name="From">First frame, ms since 1970.</param>
/// <param name="To">Last frame, ms since 1970.</param>
/// <param name="Bytes">Size.</param>
public sealed record RecordedStretch(string File, long From, long To, long Bytes);

/// <summary>A stretch without a recording, ms since 1970.</summary>
public sealed record RecordedGap(long From, long To);

/// <summary>A file that can be read.</summary>
/// <param name="File">Its name for <see cref="VideoAsk.Read"/>.</param>
/// <param name="Type">Media type.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash of its bytes, lower-case hex; null when it was not computed.</param>
public sealed record VideoFile(string File, string Type, long Bytes, string? Sha256 = null);

/// <summary>What is kept of one class of data at a gateway.</summary>
/// <param name="Class"><c>video pictures data</c>.</param>
/// <param name="Camera">The camera; null for what concerns all.</param>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="LimitBytes">Their limit; 0 when it is that of all cameras together.</param>
/// <param name="Days">Days that are kept at most.</param>
/// <param name="Oldest">The oldest, ms since 1970; null when there is none.</param>
/// <param name="MissingSeconds">Seconds of the last <paramref name="Days"/> days, or since the oldest, without a recording.</param>
public sealed record StorageClass(string Class, string? Camera, int Files, long Bytes, long LimitBytes, int Days, long? Oldest, long MissingSeconds);

/// <summary>Network settings of a camera.</summary>
/// <param name="Token">Name of the interface.</param>
/// <param name="Address">Dotted IPv4 address.</param>
/// <param name="Prefix">Length of the network part, 0–32.</param>
/// <param name="Dhcp">True when the address comes from DHCP.</param>
public sealed record CameraNetwork(string Token, string Address, int Prefix, bool Dhcp);

/// <summary>How a camera codes a stream.</summary>
/// <param name="Token">Name of the configuration.</param>
/// <param name="Codec"><c>H264</c> or <c>H265</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">Frames/s.</param>
/// <param name="KilobitsPerSecond">Highest rate.</param>
/// <param name="KeyEvery">Frames between two key frames.</param>
public sealed record CameraEncoding(string Token, string Codec, int Width, int Height, double FrameRate, int KilobitsPerSecond, int KeyEvery);

/// <summary>A stream that a camera offers.</summary>
/// <param name="Token">Its profile.</param>
/// <param name="Name">For people.</param>
/// <param name="Address">RTSP address without credentials; null when the camera does not say.</param>
/// <param name="Encoding">Its coding; null when the camera does not say.</param>
public sealed record CameraStream(string Token, string Name, string? Address, CameraEncoding? Encoding);

/// <summary>A kept direction.</summary>
/// <param name="Token">Name for requests.</param>
/// <param name="Name">For people.</param>
public sealed record CameraPreset(string Token, string Name);

/// <summary>What a camera says about itself.</summary>
/// <param name="Maker">Maker.</param>
/// <param name="Model">Model.</param>
/// <param name="Firmware">Version.</param>
/// <param name="Serial">Serial number.</param>
/// <param name="ClockError">Seconds that its clock is ahead of the gateway's; null when it does not say.</param>
/// <param name="HasPtz">True when it moves.</param>
/// <param name="Network">Its network settings; null when it does not say.</param>
/// <param name="Streams">Its streams.</param>
public sealed record CameraDevice(
    string Maker, string Model, string Firmware, string Serial, double? ClockError, bool HasPtz, CameraNetwork? Network, IReadOnlyList<CameraStream> Streams);
