using System.Text.Json;

namespace Telemetry.Model.Vision;

/// <summary>
/// What the platform asks a gateway about its cameras. Instants are ms since 1970; what a question does not need is null.
/// </summary>
/// <param name="Id">Repeated by the answer.</param>
/// <param name="Ask">One of <see cref="VideoAsk"/>.</param>
public sealed record VideoQuestion(long Id, string Ask)
{
    /// <summary>Longest question in bytes.</summary>
    public const int Longest = 16 * 1024;

    /// <summary>The camera; null for what concerns the gateway.</summary>
    public string? Camera { get; init; }

    /// <summary>Begin of a stretch of time.</summary>
    public long? From { get; init; }

    /// <summary>End of a stretch of time.</summary>
    public long? To { get; init; }

    /// <summary>A file as an answer has named it.</summary>
    public string? File { get; init; }

    /// <summary>First byte that is wanted.</summary>
    public long? Offset { get; init; }

    /// <summary>Number of bytes that are wanted, at most <see cref="VideoAnswer.MostBytes"/>.</summary>
    public int? Length { get; init; }

    /// <summary>Pan, −1..1.</summary>
    public double? Pan { get; init; }

    /// <summary>Tilt, −1..1.</summary>
    public double? Tilt { get; init; }

    /// <summary>Zoom, −1..1.</summary>
    public double? Zoom { get; init; }

    /// <summary>Token of a preset.</summary>
    public string? Preset { get; init; }

    /// <summary>A name: of a preset, of a user, of a picture's form (<c>jpg bmp</c>).</summary>
    public string? Name { get; init; }

    /// <summary>A password.</summary>
    public string? Password { get; init; }

    /// <summary>Address of a device service that is not configured yet.</summary>
    public string? Address { get; init; }

    /// <summary>Presets of a cruise, in order; empty ends it.</summary>
    public IReadOnlyList<string>? Presets { get; init; }

    /// <summary>Seconds at each preset of a cruise, 2–3,600.</summary>
    public double? Dwell { get; init; }

    /// <summary>New network settings.</summary>
    public CameraNetwork? Network { get; init; }

    /// <summary>New coding of a stream.</summary>
    public CameraEncoding? Encoding { get; init; }

    /// <summary>The question as text.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, VideoJson.Default.VideoQuestion);

    /// <summary>Reads a question; null when it is none.</summary>
    public static VideoQuestion? Parse(ReadOnlySpan<byte> json) => json.Length > Longest ? null : VideoJson.TryRead(json, VideoJson.Default.VideoQuestion);
}

/// <summary>What can be asked.</summary>
public static class VideoAsk
{
    /// <summary>Files and gaps of a camera between two instants.</summary>
    public const string Recordings = "recordings";

    /// <summary>Bytes of a file.</summary>
    public const string Read = "read";

    /// <summary>One MP4 out of the recordings between two instants.</summary>
    public const string Clip = "clip";

    /// <summary>A film of a minute at most out of the recordings between two instants.</summary>
    public const string Summary = "summary";

    /// <summary>A picture of now.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>What is kept, by class.</summary>
    public const string Storage = "storage";

    /// <summary>What a device says about itself.</summary>
    public const string Device = "device";

    /// <summary>What a device that is not configured yet says about itself and its streams.</summary>
    public const string Probe = "probe";

    /// <summary>Moves until stopped or for two seconds.</summary>
    public const string Move = "move";

    /// <summary>Stops.</summary>
    public const string Stop = "stop";

    /// <summary>The presets.</summary>
    public const string Presets = "presets";

    /// <summary>Goes to a preset.</summary>
    public const string GoTo = "go-to";

    /// <summary>Keeps the direction of now.</summary>
    public const string Keep = "keep";

    /// <summary>Forgets a preset.</summary>
    public const string Forget = "forget";

    /// <summary>Goes from preset to preset until another order.</summary>
    public const string Cruise = "cruise";

    /// <summary>Sets network settings.</summary>
    public const string SetNetwork = "set-network";

    /// <summary>Sets the coding of a stream.</summary>
    public const string SetEncoding = "set-encoding";

    /// <summary>Sets the device's clock to the gateway's.</summary>
    public const string SetTime = "set-time";

    /// <summary>Sets the password of the configured user.</summary>
    public const string SetPassword = "set-password";

    /// <summary>Starts the device anew.</summary>
    public const string Restart = "restart";

    /// <summary>Sets the device back to what its maker delivered.</summary>
    public const string Reset = "reset";
}
