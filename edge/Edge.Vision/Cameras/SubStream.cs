using Edge.Vision.Capture;
using Edge.Vision.Fragments;
using Edge.Vision.Status;

namespace Edge.Vision.Cameras;

/// <summary>A camera's small stream as it is, taken from the camera only while somebody follows it and for a moment after.</summary>
internal sealed class SubStream(string camera, Uri address, CaptureOptions options, WatchMetrics metrics, TimeProvider clock, ILoggerFactory logs) : IStreamSource, IAsyncDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly FragmentRing _ring = new(TimeSpan.FromSeconds(5), 8 << 20);
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource? _running;
    private Task _run = Task.CompletedTask;
    private int _followers;
    private long _turn;

    public FragmentSubscription Follow()
    {
        lock (_lock)
        {
            _followers++;
            _turn++;
            if (_running is null)
            {
                _running = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                _run = RunAfterAsync(_run, _running);
            }
        }

        var following = _ring.Follow(fromKey: true);
        return new FragmentSubscription(following.Items, () =>
        {
            following.Dispose();
            Leave();
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void Leave()
    {
        lock (_lock)
            if (--_followers == 0)
                _ = EndLaterAsync(++_turn);
    }

    // Somebody who turns from one camera to the next and back shall not wait for the camera again.
    private async Task EndLaterAsync(long turn)
    {
        await Task.Delay(Linger, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            if (_followers > 0 || _turn != turn || _running is not { } running)
                return;
            _running = null;
            running.Cancel();
            _ring.Clear();
        }
    }

    private async Task RunAfterAsync(Task before, CancellationTokenSource running)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using (running)
        {
            var loop = new StreamLoop(camera, "view", options, metrics, clock, logs.CreateLogger<StreamLoop>());
            await loop.RunAsync(cancel => EncodedStream.RunAsync(address, _ring, loop, options, clock, cancel), running.Token);
        }
    }
}
