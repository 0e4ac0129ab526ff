using System.Collections.Immutable;
using Edge.Vision.Capture;
using Edge.Vision.Status;
using Microsoft.Extensions.Options;
using Vision.Detection;

namespace Edge.Vision.Inference;

/// <summary>
/// One worker for all cameras: takes the newest frame of each in turn. With one thread and one session the cameras share one core
/// at most, whatever their number; what does not fit is skipped, camera by camera, and counted.
/// </summary>
public sealed class InferenceService(IOptions<ModelOptions> options, WatchMetrics metrics, TimeProvider clock, ILogger<InferenceService> log) : BackgroundService
{
    private readonly SemaphoreSlim _work = new(0);
    private ImmutableArray<FrameSlot> _slots = [];
    private LoadedModel? _model;
    private ModelState _state = new(null, null, null, null, "not loaded yet");

    /// <summary>Raised on the worker when a model begins to work; cameras make their rules anew.</summary>
    public event Action<LoadedModel>? Loaded;

    /// <summary>The model at work.</summary>
    public ModelState State => Volatile.Read(ref _state);

    /// <summary>The model, for the worker only; null when there is none.</summary>
    public LoadedModel? Model => _model;

    /// <summary>Adds a camera.</summary>
    public FrameSlot Add(Action<VideoFrame> process, Action skipped)
    {
        var slot = new FrameSlot(process, skipped);
        ImmutableInterlocked.Update(ref _slots, (slots, added) => slots.Add(added), slot);
        return slot;
    }

    /// <summary>Removes a camera.</summary>
    public void Remove(FrameSlot slot) => ImmutableInterlocked.Update(ref _slots, (slots, gone) => slots.Remove(gone), slot);

    /// <summary>Says that a slot has a frame.</summary>
    public void Wake() => _work.Release();

    /// <summary>Runs the detector; for the worker only.</summary>
    public List<Detection> Detect(VideoFrame frame)
    {
        var began = clock.GetTimestamp();
        var found = _model!.Detector.Detect(frame.Picture);
        metrics.Inference(clock.GetElapsedTime(began).TotalMilliseconds);
        return found;
    }

    public override void Dispose()
    {
        _model?.Dispose();
        _work.Dispose();
        base.Dispose();
    }

    // A thread of its own: a run takes tens of milliseconds of computing, which the pool is not for.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Work(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Work(CancellationToken cancel)
    {
        var triedAt = DateTimeOffset.MinValue;
        while (!cancel.IsCancellationRequested)
        {
            if (_model is null && (clock.GetUtcNow() - triedAt).TotalSeconds >= options.Value.RetrySeconds)
            {
                triedAt = clock.GetUtcNow();
                Load();
            }

            if (!Wait(cancel))
                return;
            foreach (var slot in _slots)
                Process(slot);
        }
    }

    private bool Wait(CancellationToken cancel)
    {
        try
        {
            _work.Wait(TimeSpan.FromSeconds(1), cancel);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Process(FrameSlot slot)
    {
        try
        {
            if (slot.TryProcess())
                slot.IsFailing = false;
        }
        catch (Exception fault) // the one place of this loop: one camera's frame is lost, the others and the next one are looked at
        {
            metrics.Fault("detector");
            if (!slot.IsFailing)
                log.FrameFailed(fault);
            slot.IsFailing = true;
        }
    }

    private void Load()
    {
        var (model, refusal) = LoadedModel.Load(options.Value, clock);
        if (model is null)
        {
            if (State.Refusal != refusal)
                log.NoModel(refusal!);
            metrics.Fault("model");
            Volatile.Write(ref _state, new ModelState(null, null, null, null, refusal));
            return;
        }

        _model = model;
        Volatile.Write(ref _state, new ModelState(model.Package.Name, model.Precision, model.Hash, model.Milliseconds, null));
        log.Running(model.Package.Name, model.Precision, model.Milliseconds, model.Hash);
        Loaded?.Invoke(model);
    }
}

internal static partial class Log
{
    [LoggerMessage(5101, LogLevel.Warning, "No detector: {Reason}. Cameras are recorded and their health is watched; nobody is judged")]
    public static partial void NoModel(this ILogger logger, string reason);

    [LoggerMessage(5102, LogLevel.Information, "Detector {Name} runs in {Precision}, {Milliseconds:F1} ms a frame, hash {Hash}")]
    public static partial void Running(this ILogger logger, string name, string precision, double milliseconds, string hash);

    [LoggerMessage(5103, LogLevel.Error, "A frame could not be looked at")]
    public static partial void FrameFailed(this ILogger logger, Exception fault);
}
