namespace Benchmarks.Rig;

/// <summary>Looks at a process once a second from now on.</summary>
internal sealed class UsageWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly Task _looking;

    public UsageWatch(int process, TimeProvider time)
    {
        _time = time;
        Add(process);
        _looking = LookAsync(process);
    }

    /// <summary>Instants and what was used until then.</summary>
    public List<(DateTimeOffset At, ProcessUsage Usage)> Samples { get; } = [];

    /// <summary>The sample nearest to an instant.</summary>
    public (DateTimeOffset At, ProcessUsage Usage) Near(DateTimeOffset at) => Samples.MinBy(sample => (sample.At - at).Duration());

    /// <summary>Cores used between each two samples.</summary>
    public IReadOnlyList<double> Cores() => [.. Samples.Zip(Samples.Skip(1), (a, b) => (b.Usage.CpuSeconds - a.Usage.CpuSeconds) / (b.At - a.At).TotalSeconds)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        _stop.Dispose();
    }

    private async Task LookAsync(int process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                Add(process);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // Stopped, or the process has ended.
        }
    }

    private void Add(int process) => Samples.Add((_time.GetUtcNow(), ProcessUsage.Read(process)));
}
