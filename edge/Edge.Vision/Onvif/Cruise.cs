namespace Edge.Vision.Onvif;

/// <summary>Goes from preset to preset for ever; a preset that fails is passed over.</summary>
internal sealed class Cruise(TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _task = Task.CompletedTask;

    /// <summary>Begins at the second preset: the camera is at the first one.</summary>
    public void Begin(IReadOnlyList<string> presets, TimeSpan dwell, Func<string, CancellationToken, Task> go)
    {
        lock (_lock)
        {
            _stop = new CancellationTokenSource();
            _task = RunAsync(presets, dwell, go, _stop.Token);
        }
    }

    /// <summary>Ends it; nothing when there is none.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        CancellationTokenSource? stop;
        Task task;
        lock (_lock)
            (stop, task, _stop, _task) = (_stop, _task, null, Task.CompletedTask);
        if (stop is null)
            return;
        await stop.CancelAsync();
        await task.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    public async ValueTask DisposeAsync() => await EndAsync(CancellationToken.None);

    private async Task RunAsync(IReadOnlyList<string> presets, TimeSpan dwell, Func<string, CancellationToken, Task> go, CancellationToken cancel)
    {
        for (var at = 1; ; at++)
        {
            await Task.Delay(dwell, clock, cancel);
            try
            {
                await go(presets[at % presets.Count], cancel);
            }
            catch (CameraRefusedException)
            {
                // The next one is tried after the same time.
            }
        }
    }
}
