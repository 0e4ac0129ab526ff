using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Core.Status;
using Edge.Vision.Cameras;
using Edge.Vision.Capture;
using Edge.Vision.Events;
using Edge.Vision.Inference;
using Edge.Vision.Recording;

namespace Edge.Vision.Status;

/// <summary><c>/health</c>, <c>/metrics</c> and <c>/recordings/{camera}</c> of the watching process.</summary>
public sealed class WatchPages(
    CameraSet cameras, InferenceService inference, GatewayLink gateway, EventSpool spool, RecordingFolder recordings, MetricsText metrics, TimeProvider clock)
    : IStatusPages
{
    private const string RecordingsPath = "/recordings/";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly string Version = typeof(WatchPages).Assembly.GetName().Version?.ToString(3) ?? "0";

    public HttpAnswer Answer(HttpRequest request)
    {
        if (!request.IsForThisMachine)
            return HttpAnswer.Error(403, "Forbidden");
        return (request.Method, request.Path) switch
        {
            ("GET", "/health") => HttpAnswer.Json(JsonSerializer.Serialize(Health(), WatchJson.Default.WatchHealth)),
            ("GET", "/metrics") => HttpAnswer.Text(metrics.Write()),
            ("GET", var path) when path.StartsWith(RecordingsPath, StringComparison.Ordinal) && path[RecordingsPath.Length..] is var camera && cameras.Cameras.ContainsKey(camera) =>
                HttpAnswer.Json(JsonSerializer.Serialize(Recorded(camera), WatchJson.Default.RecordingReport)),
            ("GET", _) => HttpAnswer.Error(404, "Not Found"),
            _ => HttpAnswer.Error(405, "Method Not Allowed"),
        };
    }

    private RecordingReport Recorded(string camera)
    {
        var (files, now) = (recordings.Files(camera), clock.GetUtcNow());
        return new RecordingReport(camera, files.Count, files.Sum(file => file.Bytes), files.Count == 0 ? null : files[0].From, recordings.Gaps(camera, now - Day, now));
    }

    private WatchHealth Health() => new(
        "ok", Version, inference.State, gateway.IsConnected, spool.Waiting.Count,
        [.. cameras.Cameras.Values.OrderBy(camera => camera.Order.Id, StringComparer.Ordinal).Select(camera => new CameraHealth(
            camera.Order.Id, camera.Watching.State, camera.Encoded.State, camera.Ring.Start?.Codec, camera.Ring.Start?.Width, camera.Ring.Start?.Height,
            camera.RecordingFault, camera.Permit, camera.Muted,
            camera.Last.Where(reading => reading.Value is not null).ToDictionary(reading => reading.Point, reading => reading.Value!.Value)))]);
}

/// <summary>What <c>/health</c> says.</summary>
public sealed record WatchHealth(string Status, string Version, ModelState Model, bool Gateway, int WaitingEvents, IReadOnlyList<CameraHealth> Cameras);

/// <summary>What is recorded of a camera.</summary>
/// <param name="Camera">Device id.</param>
/// <param name="Files">Closed files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Oldest">The oldest frame.</param>
/// <param name="Gaps">Stretches of the last day without a recording.</param>
public sealed record RecordingReport(string Camera, int Files, long Bytes, DateTimeOffset? Oldest, IReadOnlyList<RecordingGap> Gaps);

/// <summary>One camera.</summary>
public sealed record CameraHealth(
    string Id, StreamState Watch, StreamState Record, string? Codec, int? Width, int? Height, string? RecordingFault, string? Permit,
    IReadOnlyList<string> Muted, IReadOnlyDictionary<string, double> Values);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(WatchHealth))]
[JsonSerializable(typeof(RecordingReport))]
internal sealed partial class WatchJson : JsonSerializerContext;
