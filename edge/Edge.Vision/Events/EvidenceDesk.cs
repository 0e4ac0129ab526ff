using System.Threading.Channels;
using Edge.Core.Vision;
using Edge.Vision.Fragments;
using Edge.Vision.Inference;
using Edge.Vision.Recording;
using Edge.Vision.Status;
using Edge.Vision.Watching;
using Microsoft.Extensions.Options;
using Telemetry.Model.Vision;
using Vision;
using Vision.Detection;
using Vision.Images;

namespace Edge.Vision.Events;

/// <summary>
/// Turns a confirmed event into its picture and its message at once, and into its clip when the seconds after it have come.
/// Encoding happens here and not on the detector's thread.
/// </summary>
public sealed class EvidenceDesk(
    IOptions<VisionOptions> options, EventSpool spool, MediaFolder media, PictureFolder pictures, WatchMetrics metrics, TimeProvider clock, ILogger<EvidenceDesk> log)
    : BackgroundService
{
    private const int MostWaiting = 64;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Channel<Case> _cases = Channel.CreateBounded<Case>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Takes a confirmed event; false, and counted, when too many wait. Under a permit it is on record and raises nothing.</summary>
    public bool TryTake(string camera, VisionAlarm alarm, LoadedModel model, FragmentRing ring, string? permit)
    {
        metrics.Event(camera, alarm.Point);
        if (_cases.Reader.Count < MostWaiting && _cases.Writer.TryWrite(new Case(camera, alarm, model.Package, model.Hash, ring, Guid.CreateVersion7(alarm.At).ToString("N"), permit)))
            return true;
        metrics.Suppressed(camera, "too-many");
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var clips = new List<Task>();
        await foreach (var open in _cases.Reader.ReadAllAsync(stoppingToken))
        {
            clips.RemoveAll(clip => clip.IsCompleted);
            try
            {
                VisionReading[] readings = open.Permit is null ? [new VisionReading(open.Alarm.Point, open.Alarm.At.ToUnixTimeMilliseconds(), Math.Max(1, open.Alarm.Count))] : [];
                spool.Add(new VisionReport(open.Id, open.Camera, readings, Describe(open).ToJson()));
                log.Event(open.Camera, open.Alarm.Point, open.Alarm.Score, open.Alarm.Zone ?? "-");
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested) // the one place of this loop: one event is lost and counted
            {
                metrics.Fault("evidence");
                log.EvidenceFailed(fault, open.Camera);
                continue;
            }

            clips.Add(ClipAsync(open, stoppingToken));
        }
    }

    private VisionEvent Describe(Case open)
    {
        var (alarm, frame) = (open.Alarm, open.Alarm.Sighting.Frame);
        var bytes = PictureFile.EncodeJpeg(frame.Picture, options.Value.PictureQuality);
        var picture = media.Put(bytes, "jpg");
        if (picture is null || !TryKeep(open, bytes))
            metrics.Fault("picture");
        return new VisionEvent(
            open.Id, alarm.Point, alarm.At.ToUnixTimeMilliseconds(), alarm.Since.ToUnixTimeMilliseconds(), alarm.Track, Math.Round(alarm.Score, 3),
            BoxOf(alarm.Class, alarm.Score, alarm.Sighting.Box, frame.Width, frame.Height),
            [.. alarm.Sighting.Found.OrderByDescending(d => d.Score).Where(d => IsShown(d, open.Package)).Take(VisionEvent.MostBoxes).Select(d => Of(d, open, frame.Width, frame.Height))],
            alarm.Observations, alarm.Thresholds, open.Package.Name, open.ModelHash, picture, frame.Width, frame.Height, alarm.Zone, open.Permit);
    }

    // The one in the media folder goes to the platform and is gone; this one stays on site.
    private bool TryKeep(Case open, byte[] picture)
    {
        try
        {
            File.WriteAllBytes(pictures.Place(open.Camera, open.Alarm.At, open.Alarm.Point, "jpg"), picture);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // What the detector itself holds to be likely: weaker boxes helped to follow objects and would only clutter the picture.
    private static bool IsShown(Detection d, ModelPackage package) =>
        d.Score >= Math.Max(0.3f, package.Thresholds.GetValueOrDefault(package.Labels[d.Class], 0.5f) * 0.8f);

    private static VisionBox Of(Detection d, Case open, int width, int height) => BoxOf(open.Package.Labels[d.Class], d.Score, d.Box, width, height);

    private static VisionBox BoxOf(string name, float score, Box box, int width, int height) => new(
        name, Math.Round(score, 3), Math.Round(box.Left / width, 4), Math.Round(box.Top / height, 4), Math.Round(box.Right / width, 4), Math.Round(box.Bottom / height, 4));

    private async Task ClipAsync(Case open, CancellationToken cancel)
    {
        var (from, to) = (open.Alarm.At - TimeSpan.FromSeconds(options.Value.ClipSeconds), open.Alarm.At + TimeSpan.FromSeconds(options.Value.ClipSeconds));
        var stem = Path.Combine(options.Value.DataFolder, "clips", open.Id);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
            await Task.Delay(to - clock.GetUtcNow() + Slack is { Ticks: > 0 } left ? left : TimeSpan.Zero, clock, cancel);
            var (start, fragments) = open.Ring.Cut(from, to);
            if (start is null || fragments.Count == 0)
            {
                metrics.Fault("clip-empty");
                return;
            }

            await using (var raw = File.Create(stem + ".frag"))
                await ClipFile.WriteAsync(raw, start, fragments, cancel);
            var isFinished = await ClipFile.FinishAsync(stem + ".frag", stem + ".mp4", cancel);
            if (!isFinished || await media.TakeAsync(stem + ".mp4", "mp4", cancel) is not { } hash)
            {
                metrics.Fault("clip");
                return;
            }

            spool.Add(new VisionReport(Guid.CreateVersion7(open.Alarm.At).ToString("N"), open.Camera, [], new VisionClip(
                open.Id, open.Alarm.Point, hash, fragments[0].At.ToUnixTimeMilliseconds(), fragments[^1].At.ToUnixTimeMilliseconds(), start.Codec).ToJson()));
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the end of this task: the event stands without a clip
        {
            metrics.Fault("clip");
            log.EvidenceFailed(fault, open.Camera);
        }
        finally
        {
            File.Delete(stem + ".frag");
            File.Delete(stem + ".mp4");
        }
    }

    private sealed record Case(string Camera, VisionAlarm Alarm, ModelPackage Package, string ModelHash, FragmentRing Ring, string Id, string? Permit);
}

internal static partial class Log
{
    [LoggerMessage(5221, LogLevel.Information, "{Camera}: {Point} confirmed, score {Score:F2}, zone {Zone}")]
    public static partial void Event(this ILogger logger, string camera, string point, float score, string zone);

    [LoggerMessage(5222, LogLevel.Error, "{Camera}: picture or clip of an event failed")]
    public static partial void EvidenceFailed(this ILogger logger, Exception fault, string camera);
}
