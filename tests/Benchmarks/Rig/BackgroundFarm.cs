using FirmwareSim.Farm;

namespace Benchmarks.Rig;

/// <summary>A farm in this process, while it is needed.</summary>
internal sealed class BackgroundFarm : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly RegisterFarm _farm;
    private readonly Task<FarmReport> _running;

    public BackgroundFarm(FarmOptions options, Action<int, DateTimeOffset>? alarmed, TimeProvider time, CancellationToken cancel)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _farm = new RegisterFarm(options, alarmed, time);
        _running = _farm.RunAsync(_stop.Token);
    }

    public DateTimeOffset? FirstReadAt => _farm.FirstReadAt;

    public long Reads => _farm.Reads;

    public async Task<FarmReport> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
