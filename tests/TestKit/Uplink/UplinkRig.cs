using Edge.Core.Outbox;
using Edge.Core.Uplink;
using Telemetry.Model;
using TestKit.Network;

namespace TestKit.Uplink;

/// <summary>A gateway's outbox and uplink, a link that can be spoiled, and another end that answers. The subclass brings uplink and other end.</summary>
public abstract class UplinkRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    protected UplinkRig() => Outbox = Open();

    public SqliteOutbox Outbox { get; private set; }

    public ReceivedLog Log { get; } = new();

    /// <summary>Between uplink and other end; set by <see cref="StartHostAsync"/>.</summary>
    public LinkProxy Proxy { get; protected set; } = null!;

    /// <summary>False: the other end takes records and says nothing.</summary>
    public bool Acknowledging { get; set; } = true;

    public IUplink Uplink { get; private set; } = null!;

    /// <summary>Starts the other end and the link.</summary>
    public abstract Task StartHostAsync();

    /// <summary>A restart of the gateway before the uplink runs: what was appended is backlog.</summary>
    public async Task ReopenAsync()
    {
        await Outbox.DisposeAsync();
        Outbox = Open();
    }

    /// <summary>Lets the uplink run.</summary>
    public void Start()
    {
        Uplink = CreateUplink();
        _running = Uplink.RunAsync(_stop.Token);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async Task<ulong> AppendAsync(DeviceReport report, CancellationToken cancel) => (await Outbox.AppendAsync(report, cancel)).Sequence;

    /// <summary>Returns when the outbox is empty.</summary>
    public async Task DrainedAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Outbox.Status.Lanes.Sum(lane => lane.Records) > 0)
            await timer.WaitForNextTickAsync(cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        (Uplink as IDisposable)?.Dispose();
        await Outbox.DisposeAsync();
        await Proxy.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract IUplink CreateUplink();

    private SqliteOutbox Open() =>
        new(new OutboxOptions { Folder = _folder.Path, FallbackFolder = "", ReserveBytes = 0 }, TimeProvider.System, new TestLogger<SqliteOutbox>());
}
