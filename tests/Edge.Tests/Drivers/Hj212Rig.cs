using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Drivers.Hj212;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Protocols.Hj212;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using TestKit.Drivers;

namespace Edge.Tests.Drivers;

/// <summary>The HJ 212 port with one configured station that dials in.</summary>
internal sealed class Hj212Rig : DriverRig
{
    private readonly Hj212Metrics _metrics = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private Hj212Mark _pm10 = Hj212Mark.Normal;
    private bool _connected;

    public Hj212Rig(Action<Hj212Options>? change = null)
    {
        Options = new Hj212Options { Bind = "127.0.0.1", Port = 0 };
        change?.Invoke(Options);
        HostPort = new Hj212Port(Options, _metrics, Clock, NullLogger<Hj212Port>.Instance);
        Driver = new Hj212Driver(Device(), HostPort);
        _listening = Driver.ListenAsync(Sink, _stop.Token).AsTask();
        Peer = new Hj212Peer(Clock);
    }

    public static DateTimeOffset Noon { get; } = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(Noon);

    public Hj212Options Options { get; }

    public Hj212Port HostPort { get; }

    public Hj212Driver Driver { get; }

    public BatchSink Sink { get; } = new();

    public Hj212Peer Peer { get; private set; }

    public override IReadOnlyList<PointId> Points => [new("pm10"), new("noise")];

    public override PointId Spoilt => new("pm10");

    public static DeviceBinding Device(string mn = "DUST-1", string? password = null)
    {
        var profile = new DeviceProfile(
            "test-dust", "Test", "T1", "dust-station", "hj212", new Dictionary<string, PollGroup>(),
            [new ProfilePoint("pm10", Hj212: new("a34002")), new ProfilePoint("noise", Hj212: new("LA"))],
            Hj212: new Hj212Dialect(2017), Source: "made for this test");
        return A.Binding(profile, new DeviceConfiguration($"station-{mn.ToLowerInvariant()}", mn, "test-dust", "hj212://listen", StationId: mn, Password: password));
    }

    public override async Task<IReadOnlyList<Reading>> NextAsync(CancellationToken cancel)
    {
        if (!_connected)
            await Peer.DialAsync(HostPort.Port);
        _connected = true;
        await Peer.UploadAsync(Clock.GetUtcNow(), ("a34002", _pm10, 97.2), ("LA", Hj212Mark.Normal, 62.8));
        return await Sink.NextAsync(cancel);
    }

    public override Task SpoilAsync()
    {
        _pm10 = Hj212Mark.Fault;
        Clock.Advance(TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public override async Task CutAsync()
    {
        await Peer.DisposeAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public override Task RestoreAsync()
    {
        Peer = new Hj212Peer(Clock);
        _connected = false;
        return Task.CompletedTask;
    }

    public override Task FallSilentAsync() => Task.CompletedTask;

    /// <summary>Ends listening, as a device that is removed.</summary>
    public async Task StopAsync(TimeSpan within)
    {
        await _stop.CancelAsync();
        await _listening.WaitAsync(within).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.True(_listening.IsCanceled);
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Record.ExceptionAsync(() => _listening);
        await Peer.DisposeAsync();
        await HostPort.DisposeAsync();
        _metrics.Dispose();
        _stop.Dispose();
    }
}
