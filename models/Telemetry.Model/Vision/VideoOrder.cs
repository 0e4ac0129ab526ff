using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemetry.Model.Vision;

/// <summary>
/// The first message on a socket that a gateway brings to the platform: what the platform wants of it. After <c>live</c> only the
/// gateway speaks; after <c>control</c> the platform asks (<see cref="VideoQuestion"/>) and the gateway answers (<see cref="VideoAnswer"/>).
/// </summary>
/// <param name="Kind"><see cref="Live"/> or <see cref="Control"/>.</param>
/// <param name="Stream"><see cref="Main"/> or <see cref="Sub"/>, for live.</param>
public sealed record VideoOrder(string Kind, string Stream = VideoOrder.Main)
{
    /// <summary>A camera's stream as it is.</summary>
    public const string Live = "live";

    /// <summary>Questions about recordings and cameras.</summary>
    public const string Control = "control";

    /// <summary>The stream that is recorded.</summary>
    public const string Main = "main";

    /// <summary>The small stream.</summary>
    public const string Sub = "sub";

    /// <summary>Device id that stands for the gateway itself, in an order for <see cref="Control"/>. No camera may have it.</summary>
    public const string Gateway = "video-gateway";

    /// <summary>Bytes before the boxes of a live message: kind, arrival, decode time, duration.</summary>
    public const int Head = 21;

    /// <summary>The order as text.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, VideoJson.Default.VideoOrder);

    /// <summary>Reads an order; false when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out VideoOrder? order)
    {
        order = VideoJson.TryRead(json, VideoJson.Default.VideoOrder);
        return order is { Kind: Live or Control, Stream: Main or Sub };
    }
}

/// <summary>What a player must know before the first byte of a live stream.</summary>
/// <param name="Codec">As in a MIME type.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Timescale">Ticks a second of decode times and durations.</param>
public sealed record StreamDescription(string Codec, int Width, int Height, uint Timescale)
{
    /// <summary>The description as text.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, VideoJson.Default.StreamDescription);

    /// <summary>Reads a description; null when it is none.</summary>
    public static StreamDescription? Parse(ReadOnlySpan<byte> json) => VideoJson.TryRead(json, VideoJson.Default.StreamDescription);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VideoOrder))]
[JsonSerializable(typeof(StreamDescription))]
[JsonSerializable(typeof(VideoQuestion))]
[JsonSerializable(typeof(VideoAnswer))]
internal sealed partial class VideoJson : JsonSerializerContext
{
    internal static T? TryRead<T>(ReadOnlySpan<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
