using System.Globalization;
using Edge.Core.Vision;
using Edge.Vision.Capture;
using Edge.Vision.Fragments;
using Edge.Vision.Inference;
using Edge.Vision.Onvif;
using Edge.Vision.Recording;
using Edge.Vision.Watching;
using Telemetry.Model;

namespace Edge.Vision.Cameras;

/// <summary>One camera at work: its two streams, its recorder, its rules and its state. A fault of it stays with it.</summary>
public sealed class CameraRuntime : IAsyncDisposable
{
    private static readonly TimeSpan ClockEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan DamageLasts = TimeSpan.FromSeconds(10);

    private static readonly string[] Judged = ["no-helmet", "no-vest", "fire", "smoke"];

    private readonly CameraPorts _ports;
    private readonly CameraOptions _own;
    private readonly CameraPlan _plan;
    private readonly WatchOptions _watchOptions;
    private readonly StreamAddress _address;
    private readonly Recorder? _recorder;
    private readonly SubStream? _sub;
    private readonly FrameSlot _slot;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private CameraWatch? _watch;
    private LoadedModel? _model;
    private IReadOnlyList<(string Point, double Value)> _values = [];
    private TimeSpan? _drift;
    private string? _permit;

    /// <summary>Begins to work.</summary>
    public CameraRuntime(CameraOrder order, CameraOptions own, StreamAddress address, CameraPorts ports)
    {
        (Order, _own, _address, _ports) = (order, own, address, ports);
        (_plan, _watchOptions) = (new CameraPlan(own), own.Watch ?? ports.Watch.Value);
        var capture = ports.Capture.Value;
        Ring = new FragmentRing(TimeSpan.FromSeconds(capture.RingSeconds), (long)capture.RingMegabytes << 20);
        var loops = ports.Logs.CreateLogger<StreamLoop>();
        Watching = new StreamLoop(order.Id, "watch", capture, ports.Metrics, ports.Time, loops);
        Encoded = new StreamLoop(order.Id, "record", capture, ports.Metrics, ports.Time, loops);
        if (ports.Recording.Value.Enabled && own.Record)
            _recorder = new Recorder(
                order.Id, Ring, ports.Recordings, TimeSpan.FromSeconds(ports.Recording.Value.FileSeconds), ports.Metrics, ports.Time, ports.Logs.CreateLogger<Recorder>());
        if (address.Sub != address.Main)
            _sub = new SubStream(order.Id, address.Sub, capture, ports.Metrics, ports.Time, ports.Logs);
        Onvif = new OnvifCamera(OnvifCamera.ServiceOf(own.Onvif, address.Main, order.OnvifPort), OnvifLogin.Of(address.Main), ports.Onvif, ports.Time);
        _slot = ports.Inference.Add(Process, () => ports.Metrics.Frame(order.Id, "skipped"));
        _running = Task.Run(() => RunAsync(_stop.Token));
    }

    public CameraOrder Order { get; }

    /// <summary>The encoded stream, for clips and viewers.</summary>
    public FragmentRing Ring { get; }

    /// <summary>The stream that is recorded, for viewers.</summary>
    public IStreamSource Main => Ring;

    /// <summary>The small stream, for viewers; the recorded one when the camera has only one.</summary>
    public IStreamSource Sub => _sub is null ? Ring : _sub;

    /// <summary>What the camera lets itself be told over ONVIF.</summary>
    public OnvifCamera Onvif { get; }

    /// <summary>The stream that is looked at.</summary>
    public StreamLoop Watching { get; }

    /// <summary>The stream that is recorded and shown.</summary>
    public StreamLoop Encoded { get; }

    /// <summary>Why nothing is recorded; null while all is well or nothing shall be.</summary>
    public string? RecordingFault => _recorder is null ? null : _recorder.Fault ?? (IsDown(Encoded.State) ? "no stream" : null);

    /// <summary>What was told last, for the status page.</summary>
    public IReadOnlyList<VisionReading> Last { get; private set; } = [];

    /// <summary>The hot-work permit in force, or null.</summary>
    public string? Permit => Volatile.Read(ref _permit);

    /// <summary>What never moves and is not judged.</summary>
    public IReadOnlyList<string> Muted { get; private set; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ports.Inference.Remove(_slot);
        _recorder?.Dispose();
        if (_sub is not null)
            await _sub.DisposeAsync();
        await Onvif.DisposeAsync();
        _stop.Dispose();
    }

    private Task RunAsync(CancellationToken cancel) => Task.WhenAll(
        Watching.RunAsync(WatchOnceAsync, cancel),
        Encoded.RunAsync(EncodeOnceAsync, cancel),
        _recorder?.RunAsync(cancel) ?? Task.CompletedTask,
        TellAsync(cancel),
        AskClockAsync(cancel));

    private Task<string?> WatchOnceAsync(CancellationToken cancel)
    {
        var capture = _ports.Capture.Value;
        var output = string.Create(CultureInfo.InvariantCulture,
            $"-an -sn -dn -vf fps={capture.FramesPerSecond},scale={capture.Width}:-2:flags=area:out_range=tv:out_color_matrix=bt601 -pix_fmt yuv420p -f yuv4mpegpipe");
        return StreamProcess.RunAsync(_address.Sub, output, async (stream, token) =>
        {
            var frames = new FrameReader(stream);
            if (!await frames.ReadHeaderAsync(token))
                return;
            while (await frames.ReadAsync(token) is { } planes)
            {
                Watching.Beat();
                _slot.Put(new VideoFrame(frames.Size.Width, frames.Size.Height, planes, _ports.Time.GetUtcNow()));
                _ports.Inference.Wake();
            }
        }, line =>
        {
            if (DecoderWords.TellDamage(line))
                Watching.Damage();
        }, cancel);
    }

    private Task<string?> EncodeOnceAsync(CancellationToken cancel) => EncodedStream.RunAsync(_address.Main, Ring, Encoded, _ports.Capture.Value, _ports.Time, cancel);

    /// <summary>Looks at a frame; on the detector's thread.</summary>
    private void Process(VideoFrame frame)
    {
        var model = _ports.Inference.Model;
        if (_watch is null || !ReferenceEquals(model, _model))
            (_watch, _model) = (new CameraWatch(_watchOptions, _plan, model?.Package.Labels ?? [], model?.Package.Thresholds ?? new Dictionary<string, float>()), model);
        var watch = _watch;
        if (!watch.Wants(frame) || model is null)
        {
            _ports.Metrics.Frame(Order.Id, model is null ? "unjudged" : "still");
            return;
        }

        var alarms = watch.Step(frame, _ports.Inference.Detect(frame));
        _ports.Metrics.Frame(Order.Id, "detected");
        foreach (var alarm in alarms)
        {
            var permit = watch.PermitFor(alarm);
            if (permit is not null)
                HoldBack(alarm, permit);
            _ports.Evidence.TryTake(Order.Id, alarm, model, Ring, permit);
        }

        Volatile.Write(ref _permit, _plan.Permit(frame.At));
        Volatile.Write(ref _values, [.. watch.Values().Where(value => _permit is null || value.Point is not ("fire" or "smoke"))]);
        Muted = [.. watch.Muted.Select(muted => string.Create(CultureInfo.InvariantCulture,
            $"{model.Package.Labels[muted.Class]} at {muted.Box.CentreX / frame.Width:F2},{muted.Box.CentreY / frame.Height:F2} since {muted.Since:O}"))];
    }

    private void HoldBack(VisionAlarm alarm, string permit)
    {
        _ports.Metrics.Suppressed(Order.Id, "permit");
        _ports.Logs.CreateLogger<CameraRuntime>().Permitted(Order.Id, alarm.Point, permit);
    }

    private async Task TellAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(_ports.Vision.Value.StateSeconds), _ports.Time);
        do
        {
            Last = [.. State(_ports.Time.GetUtcNow())];
            _ports.Gateway.Tell(new VisionReport(null, Order.Id, Last));
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    private IEnumerable<VisionReading> State(DateTimeOffset now)
    {
        var (at, stream) = (now.ToUnixTimeMilliseconds(), Watching.State);
        var isDown = IsDown(stream);
        var watch = _watch;
        if (isDown)
            watch?.Health.Interrupted();
        yield return new VisionReading("stream-down", at, isDown ? 1 : 0);
        yield return new VisionReading("recording-stopped", at, _recorder is not null && RecordingFault is not null ? 1 : 0);
        yield return Of("frozen", watch?.Health.IsFrozen);
        yield return Of("covered", watch?.Health.IsCovered);
        yield return Of("damaged", stream.DamagedAt is { } damaged && now - damaged < DamageLasts);
        yield return Of("moved", watch?.Health.IsMoved);
        if (_own.Onvif.Length > 0)
            yield return _drift is { } drift
                ? new VisionReading("clock-drift", at, Math.Round(drift.TotalSeconds, 1)) : new VisionReading("clock-drift", at, null, QualityReason.NoAnswer);
        if (_model is null || isDown)
            foreach (var point in Judged)
                yield return new VisionReading(point, at, null, isDown ? QualityReason.NoAnswer : QualityReason.Stopped);
        else
            foreach (var (point, value) in Volatile.Read(ref _values))
                yield return new VisionReading(point, at, value);

        VisionReading Of(string point, bool? flag) =>
            isDown || flag is null ? new VisionReading(point, at, null, QualityReason.NoAnswer) : new VisionReading(point, at, flag.Value ? 1 : 0);
    }

    private bool IsDown(StreamState stream) =>
        stream.Condition == StreamCondition.Connecting
            ? (_ports.Time.GetUtcNow() - stream.Since).TotalSeconds > 2 * _ports.Capture.Value.StallSeconds
            : stream.Condition != StreamCondition.Live;

    private async Task AskClockAsync(CancellationToken cancel)
    {
        if (_own.Onvif.Length == 0)
            return;
        using var timer = new PeriodicTimer(ClockEvery, _ports.Time);
        do
            _drift = await _ports.Clock.AskAsync(new Uri(_own.Onvif), cancel);
        while (await timer.WaitForNextTickAsync(cancel));
    }
}

internal static partial class Log
{
    [LoggerMessage(5401, LogLevel.Information, "{Camera}: {Point} is held back by hot-work permit {Permit}")]
    public static partial void Permitted(this ILogger logger, string camera, string point, string permit);
}
