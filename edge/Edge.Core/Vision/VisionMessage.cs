using System.Text.Json.Serialization;
using Telemetry.Model;

namespace Edge.Core.Vision;

/// <summary>
/// One line of the channel between the gateway and Edge.Vision, JSON; exactly one member is set. Edge.Vision sends
/// <see cref="Report"/>, the gateway all others.
/// </summary>
public sealed record VisionMessage
{
    /// <summary>Longest line, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Readings of a camera, with or without an event.</summary>
    public VisionReport? Report { get; init; }

    /// <summary>The cameras to watch: all of them, each time.</summary>
    public IReadOnlyList<CameraOrder>? Cameras { get; init; }

    /// <summary>Id of a report that lies in the outbox now.</summary>
    public string? Acknowledged { get; init; }

    /// <summary>A report that was not taken.</summary>
    public VisionRefusal? Refused { get; init; }

    /// <summary>A camera's stream is wanted live, or no longer.</summary>
    public LiveOrder? Live { get; init; }
}

/// <summary>What Edge.Vision has to say about one camera.</summary>
/// <param name="Id">Set when it must be acknowledged; null for a state that the next one replaces.</param>
/// <param name="Camera">Device id.</param>
/// <param name="Readings">Readings, one instant.</param>
/// <param name="Event">JSON of a <see cref="Telemetry.Model.Vision.VisionEvent"/> or a <see cref="Telemetry.Model.Vision.VisionClip"/>; null for none.</param>
public sealed record VisionReport(string? Id, string Camera, IReadOnlyList<VisionReading> Readings, string? Event = null);

/// <summary>One value.</summary>
/// <param name="Point">Point of the camera.</param>
/// <param name="At">When, ms since 1970.</param>
/// <param name="Value">In the point's unit; null when there is none, for <paramref name="Reason"/>.</param>
/// <param name="Reason">Why there is none.</param>
public sealed record VisionReading(string Point, long At, double? Value, QualityReason Reason = QualityReason.None);

/// <summary>Why a report was not taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">One line, English.</param>
/// <param name="Final">True when it can never be taken; false to try again later.</param>
public sealed record VisionRefusal(string Id, string Reason, bool Final);

/// <summary>A camera to watch.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Name">For people.</param>
/// <param name="Address">As configured: <c>rtsp://user@host:554/main#/sub</c>.</param>
/// <param name="Password">Its password; null for none.</param>
/// <param name="OnvifPort">TCP port of its ONVIF device service, 1–65,535.</param>
public sealed record CameraOrder(string Id, string Name, string Address, string? Password, int OnvifPort = CameraOrder.UsualOnvifPort)
{
    /// <summary>Port of HTTP.</summary>
    public const int UsualOnvifPort = 80;
}

/// <summary>Someone wants to see a camera now.</summary>
/// <param name="Camera">Device id.</param>
/// <param name="Session">Names the viewer's session at the platform.</param>
/// <param name="Address">Where the stream is sent to, with its query; relative to the platform.</param>
public sealed record LiveOrder(string Camera, string Session, string Address);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VisionMessage))]
internal sealed partial class VisionMessageJson : JsonSerializerContext;
