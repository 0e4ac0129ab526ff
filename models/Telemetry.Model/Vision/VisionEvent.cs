using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Telemetry.Model.Vision;

/// <summary>
/// What a detector has confirmed, as the JSON of a report's event; its readings travel in the same record. The picture
/// lies in the media store under its SHA-256.
/// </summary>
/// <param name="Id">UUID; the same however often the event is sent.</param>
/// <param name="Point">Point of the camera that it raises: <c>no-helmet</c>, <c>no-vest</c>, <c>fire</c>, <c>smoke</c>, <c>intrusion</c>.</param>
/// <param name="At">When it was confirmed, ms since 1970.</param>
/// <param name="Since">When the first observation of it was made, ms since 1970.</param>
/// <param name="Track">Number of the track, unique while the program runs.</param>
/// <param name="Score">Highest score of the deciding class, 0–1.</param>
/// <param name="Box">Where, in the picture; the track that alarmed.</param>
/// <param name="Boxes">Everything that was found in that picture, the track included.</param>
/// <param name="Observations">Frames that spoke for it.</param>
/// <param name="Thresholds">The numbers that decided, by name.</param>
/// <param name="Model">Name of the detector.</param>
/// <param name="ModelHash">SHA-256 of the ONNX file that ran, lower-case hex.</param>
/// <param name="Picture">SHA-256 of the JPEG, lower-case hex; null when it could not be kept.</param>
/// <param name="Width">Width of the picture, pixels.</param>
/// <param name="Height">Height of the picture, pixels.</param>
/// <param name="Zone">Name of the zone that it happened in; null for the whole picture.</param>
/// <param name="Permit">Number of the hot-work permit under which it is no alarm but on record; null without one.</param>
public sealed record VisionEvent(
    string Id,
    string Point,
    long At,
    long Since,
    long Track,
    double Score,
    VisionBox Box,
    IReadOnlyList<VisionBox> Boxes,
    int Observations,
    IReadOnlyDictionary<string, double> Thresholds,
    string Model,
    string ModelHash,
    string? Picture,
    int Width,
    int Height,
    string? Zone = null,
    string? Permit = null)
{
    /// <summary>Kind of the event.</summary>
    public const string EventKind = "vision";

    /// <summary>Most boxes that one event carries; the weakest are left out.</summary>
    public const int MostBoxes = 50;

    /// <summary>Kind of the event.</summary>
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = EventKind;

    /// <summary>The event as the JSON of a report.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, VisionEventJson.Default.VisionEvent);

    /// <summary>Reads an event of this kind; false when it is another or makes no sense.</summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out VisionEvent? found)
    {
        found = null;
        try
        {
            found = JsonSerializer.Deserialize(json, VisionEventJson.Default.VisionEvent);
        }
        catch (JsonException)
        {
            return false;
        }

        if (found is { Id.Length: > 0 and <= 64, Boxes.Count: <= MostBoxes } && (found.Picture is null || MediaHash.IsValid(found.Picture)))
            return true;
        found = null;
        return false;
    }
}

/// <summary>One object in a picture. Sides are shares of its width and height, 0–1.</summary>
/// <param name="Class">Class of the detector: <c>helmet head person vest no_vest fire smoke</c>.</param>
/// <param name="Score">0–1.</param>
/// <param name="Left">Left side.</param>
/// <param name="Top">Upper side.</param>
/// <param name="Right">Right side.</param>
/// <param name="Bottom">Lower side.</param>
public sealed record VisionBox(string Class, double Score, double Left, double Top, double Right, double Bottom);

/// <summary>The clip of an earlier <see cref="VisionEvent"/>: it is complete only seconds after the alarm.</summary>
/// <param name="Id">Id of the event.</param>
/// <param name="Point">Its point.</param>
/// <param name="Clip">SHA-256 of the MP4, lower-case hex.</param>
/// <param name="From">Begin, ms since 1970.</param>
/// <param name="To">End, ms since 1970.</param>
/// <param name="Codec">As <c>avc1.640028</c> or <c>hvc1.1.6.L93.B0</c>.</param>
public sealed record VisionClip(string Id, string Point, string Clip, long From, long To, string Codec)
{
    /// <summary>Kind of the event.</summary>
    public const string EventKind = "vision-clip";

    /// <summary>Kind of the event.</summary>
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = EventKind;

    /// <summary>The event as the JSON of a report.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, VisionEventJson.Default.VisionClip);

    /// <summary>Reads an event of this kind; false when it is another or makes no sense.</summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out VisionClip? found)
    {
        found = null;
        try
        {
            found = JsonSerializer.Deserialize(json, VisionEventJson.Default.VisionClip);
        }
        catch (JsonException)
        {
            return false;
        }

        if (found is { Id.Length: > 0 and <= 64 } && MediaHash.IsValid(found.Clip))
            return true;
        found = null;
        return false;
    }
}

/// <summary>Names of files in the media store.</summary>
public static class MediaHash
{
    /// <summary>True for a SHA-256 in lower-case hex.</summary>
    public static bool IsValid([NotNullWhen(true)] string? hash) => hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VisionEvent))]
[JsonSerializable(typeof(VisionClip))]
internal sealed partial class VisionEventJson : JsonSerializerContext;
