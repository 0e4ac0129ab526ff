using Cloud.Telemetry.Series;
using Cloud.Telemetry.Warnings;
using Telemetry.Model.Vision;

namespace Cloud.Telemetry.Vision;

/// <summary>A detector's event behind a warning.</summary>
/// <param name="Event">As the gateway told it.</param>
/// <param name="Clip">Its clip; null while there is none.</param>
/// <param name="HasPicture">True when the picture has arrived.</param>
/// <param name="HasClip">True when the clip has arrived.</param>
/// <param name="Verdict">What a person says; null when nobody has.</param>
public sealed record Evidence(VisionEvent Event, VisionClip? Clip, bool HasPicture, bool HasClip, VisionVerdict? Verdict);

/// <summary>
/// Finds what a camera saw when a warning was raised. The events lie in the series store with the readings that raised it, so
/// nothing has to be joined when they arrive, in whatever order.
/// </summary>
public sealed class WarningEvidence(ITimeSeriesStore store, IMediaStore media, IVisionVerdicts verdicts)
{
    private const int MostEvents = 1_000;
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(10), Tolerance = TimeSpan.FromSeconds(15);

    /// <summary>The evidence of a warning, oldest first.</summary>
    public async Task<IReadOnlyList<Evidence>> OfAsync(Warning warning, CancellationToken cancel)
    {
        if (warning.SensorType != "site-camera")
            return [];
        var (from, to) = (warning.StartedAt - Around, Latest(warning) + Around);
        var stored = await store.EventsAsync(new EventQuery(warning.Project, from, to, warning.Device, MostEvents), cancel);
        var clips = new Dictionary<string, VisionClip>();
        foreach (var item in stored.Where(item => item.Kind == VisionClip.EventKind))
            if (VisionClip.TryParse(item.Json, out var clip))
                clips[clip.Id] = clip;
        var judged = (await verdicts.FindAsync(warning.Project, warning.Device, cancel)).ToDictionary(verdict => verdict.Event);
        var evidence = new Dictionary<string, Evidence>();
        foreach (var item in stored.Where(item => item.Kind == VisionEvent.EventKind))
        {
            if (!VisionEvent.TryParse(item.Json, out var seen) || seen.Point != warning.Point.Value || seen.Permit is not null || !IsWithin(seen, warning))
                continue;
            var clip = clips.GetValueOrDefault(seen.Id);
            evidence[seen.Id] = new Evidence(
                seen, clip, seen.Picture is { } picture && media.Find(warning.Project, picture) is not null,
                clip is not null && media.Find(warning.Project, clip.Clip) is not null, judged.GetValueOrDefault(seen.Id));
        }

        return [.. evidence.Values.OrderBy(one => one.Event.At)];
    }

    private static DateTimeOffset Latest(Warning warning) =>
        warning.RecoveredAt is { } recovered && recovered > warning.LastAt ? recovered : warning.LastAt;

    private static bool IsWithin(VisionEvent seen, Warning warning)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(seen.At);
        return at >= warning.StartedAt - Tolerance && (warning.Condition == WarningCondition.Active || at <= Latest(warning) + Tolerance);
    }
}
