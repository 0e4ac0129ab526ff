using Edge.Vision.Status;

namespace Edge.Vision.Capture;

/// <summary>
/// Keeps one stream of one camera open: opens it, notices when nothing comes any more, and opens it again after a pause that
/// grows. Knows nothing of what the stream carries.
/// </summary>
/// <param name="camera">Device id.</param>
/// <param name="name"><c>watch</c> or <c>record</c>.</param>
/// <param name="options">Times.</param>
/// <param name="metrics">Counts.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Log.</param>
public sealed class StreamLoop(
    string camera, string name, CaptureOptions options, WatchMetrics metrics, TimeProvider clock, ILogger<StreamLoop> log)
{
    private readonly Lock _lock = new();
    private bool _isDamaged;
    private StreamState _state = new(StreamCondition.Connecting, clock.GetUtcNow(), null, 0, 0, null);

    /// <summary>How it is now.</summary>
    public StreamState State
    {
        get
        {
            lock (_lock)
                return _state;
        }
    }

    /// <summary>To be called with every frame.</summary>
    public void Beat()
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            _state = _state.Condition == StreamCondition.Live
                ? _state with { Frames = _state.Frames + 1, LastFrameAt = now }
                : _state with { Condition = StreamCondition.Live, Since = now, Reason = null, Frames = _state.Frames + 1, LastFrameAt = now };
            if (!_isDamaged)
                return;
            (_isDamaged, _state) = (false, _state with { Damaged = _state.Damaged + 1, DamagedAt = now });
        }

        metrics.Damaged(camera, name);
    }

    /// <summary>Something came that is no frame to begin with: the stream is not silent, and not live.</summary>
    public void Touch()
    {
        lock (_lock)
            _state = _state with { LastFrameAt = clock.GetUtcNow() };
    }

    /// <summary>The decoder said that what it was given is wrong; before the first frame that is how every stream begins.</summary>
    public void Damage()
    {
        lock (_lock)
            _isDamaged = _state.Condition == StreamCondition.Live;
    }

    /// <summary>Opens the stream again and again until cancelled.</summary>
    /// <param name="run">One run: from opening to its end; gives the reason why it ended.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(Func<CancellationToken, Task<string?>> run, CancellationToken cancel)
    {
        var pause = TimeSpan.FromSeconds(options.RetrySeconds);
        while (!cancel.IsCancellationRequested)
        {
            lock (_lock)
                _state = _state with { Attempts = _state.Attempts + 1 };
            var frames = State.Frames;
            var (condition, reason) = await OnceAsync(run, cancel);
            metrics.StreamEnded(camera, name, condition);
            log.Ended(camera, name, condition, reason ?? "no reason given");
            lock (_lock)
                (_isDamaged, _state) = (false, _state with { Condition = condition, Since = clock.GetUtcNow(), Reason = reason });
            pause = State.Frames > frames ? TimeSpan.FromSeconds(options.RetrySeconds) : pause;
            await Task.Delay(pause, clock, cancel);
            pause = TimeSpan.FromSeconds(Math.Min(pause.TotalSeconds * 2, options.RetryMostSeconds));
        }
    }

    private async Task<(StreamCondition, string?)> OnceAsync(Func<CancellationToken, Task<string?>> run, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = run(end.Token);
        try
        {
            if (await StallsAsync(running, cancel))
            {
                await end.CancelAsync();
                await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return (StreamCondition.Stalled, FormattableString.Invariant($"no frame for {options.StallSeconds} s"));
            }

            return (StreamCondition.Down, await running);
        }
        catch (StreamFaultException fault)
        {
            return (fault.Condition, fault.Message);
        }
        catch (InvalidDataException fault)
        {
            return (StreamCondition.Corrupt, fault.Message);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the one place of this loop: the next attempt follows
        {
            return (StreamCondition.Down, StreamAddress.Redact(fault.Message));
        }
        finally
        {
            // Cancelled or not, ffmpeg has ended before the next one begins.
            await end.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> StallsAsync(Task running, CancellationToken cancel)
    {
        var began = clock.GetUtcNow();
        var limit = TimeSpan.FromSeconds(options.StallSeconds);
        while (true)
        {
            var due = (State.LastFrameAt is { } last && last > began ? last : began) + limit;
            var left = due - clock.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return true;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var ended = await Task.WhenAny(running, Task.Delay(left, clock, stop.Token));
            await stop.CancelAsync();
            if (ended == running)
                return false;
            cancel.ThrowIfCancellationRequested();
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Warning, "{Camera}: stream {Stream} is {Condition}: {Reason}")]
    public static partial void Ended(this ILogger logger, string camera, string stream, StreamCondition condition, string reason);
}
