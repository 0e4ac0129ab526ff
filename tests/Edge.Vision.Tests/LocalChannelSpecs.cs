using System.Net.Sockets;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Core.Outbox;
using Edge.Core.Rules;
using Edge.Core.Vision;
using Edge.Vision.Events;
using Edge.Vision.Status;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using Telemetry.Model.Vision;
using TestKit;

namespace Edge.Vision.Tests;

/// <summary>Both ends of the local channel over a real socket, with the gateway's real outbox behind.</summary>
public sealed class LocalChannelSpecs : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(Patience);
    private readonly WatchMetrics _watchMetrics = new();
    private readonly Core.Vision.VisionMetrics _portMetrics = new();
    private readonly RuleLog _feed = new();
    private readonly SqliteOutbox _outbox;
    private readonly EventSpool _spool;

    public LocalChannelSpecs()
    {
        _outbox = new SqliteOutbox(new OutboxOptions { Folder = Path.Combine(_folder.Path, "outbox") }, TimeProvider.System, new TestLogger<SqliteOutbox>());
        _spool = NewSpool();
    }

    private CancellationToken Cancel => _limit.Token;

    public async ValueTask DisposeAsync()
    {
        await _outbox.DisposeAsync();
        _watchMetrics.Dispose();
        _portMetrics.Dispose();
        _limit.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task an_event_rings_the_local_rules_lies_in_the_outbox_and_only_then_leaves_the_spool()
    {
        var port = NewPort();
        await using var gateway = new Running(port.RunAsync);
        await using var camera = new Running(cancel => port.ServeAsync(Camera("camera-1"), new Sink(), cancel).AsTask());
        using var link = await StartAsync();

        _spool.Add(Report("camera-1", "no-helmet"));

        await UntilAsync(() => _spool.Waiting.Count == 0);
        var record = Assert.Single(await _outbox.TakeAsync(Lane.Alarm, 10, Cancel));
        Assert.True(VisionEvent.TryParse(record.Report.Event!, out var seen));
        Assert.Equal(("no-helmet", "camera-1"), (seen.Point, record.Report.Device.Value));
        Assert.Equal(1, Assert.Single(record.Report.Readings).Value);
        Assert.Equal("no-helmet", Assert.Single(_feed.Taken).Point.Value);
    }

    [Fact]
    public async Task cameras_that_come_at_one_time_are_all_named_in_the_last_list()
    {
        const int Many = 24;
        var port = NewPort();
        await using var gateway = new Running(port.RunAsync);
        await UntilAsync(() => File.Exists(Link.Value.SocketFile));
        await using var channel = await VisionChannel.ConnectAsync(Link.Value.SocketFile, Cancel);
        await UntilAsync(() => port.IsConnected);
        var cameras = Enumerable.Range(1, Many).Select(number => new Running(cancel => Task.Run(() => port.ServeAsync(Camera($"camera-{number}"), new Sink(), cancel).AsTask(), cancel))).ToList();

        IReadOnlyList<CameraOrder>? last = null;
        for (var lists = 0; lists <= Many; lists++)
            last = (await channel.ReadAsync(Cancel))!.Cameras;

        Assert.Equal(Many, last!.Count);
        foreach (var camera in cameras)
            await camera.DisposeAsync();
    }

    [Fact]
    public async Task what_is_confirmed_while_there_is_no_gateway_survives_a_restart_and_arrives_later()
    {
        _spool.Add(Report("camera-1", "fire"));
        var again = NewSpool();
        using var link = new GatewayLink(Link, again, TimeProvider.System, new TestLogger<GatewayLink>());
        await link.StartAsync(Cancel);
        Assert.Single(again.Waiting);

        var port = NewPort();
        await using var gateway = new Running(port.RunAsync);
        await using var camera = new Running(cancel => port.ServeAsync(Camera("camera-1"), new Sink(), cancel).AsTask());

        await UntilAsync(() => again.Waiting.Count == 0);
        Assert.Single(await _outbox.TakeAsync(Lane.Alarm, 10, Cancel));
        Assert.Empty(NewSpool().Waiting);
        await link.StopAsync(Cancel);
    }

    [Fact]
    public async Task an_event_of_a_camera_that_is_not_configured_yet_waits_and_one_that_makes_no_sense_goes()
    {
        var port = NewPort();
        await using var gateway = new Running(port.RunAsync);
        using var link = await StartAsync();
        _spool.Add(Report("camera-9", "fire"));
        _spool.Add(new VisionReport("bad", "camera-9", [], """{"kind":"vision"}"""));

        await UntilAsync(() => _spool.Waiting.Count == 1);

        Assert.Equal("camera-9", Assert.Single(_spool.Waiting).Camera);
        Assert.Empty(await _outbox.TakeAsync(Lane.Alarm, 10, Cancel));
    }

    [Fact]
    public async Task the_gateway_names_the_cameras_and_again_with_every_change()
    {
        var port = NewPort();
        await using var gateway = new Running(port.RunAsync);
        await using var first = new Running(cancel => port.ServeAsync(Camera("camera-1"), new Sink(), cancel).AsTask());
        using var link = new GatewayLink(Link, _spool, TimeProvider.System, new TestLogger<GatewayLink>());
        var lists = System.Threading.Channels.Channel.CreateUnbounded<IReadOnlyList<CameraOrder>>();
        link.Ordered += list => lists.Writer.TryWrite(list);
        await link.StartAsync(Cancel);
        await UntilAsync(() => lists.Reader.TryPeek(out var list) && list.Count == 1);

        await using (new Running(cancel => port.ServeAsync(Camera("camera-2"), new Sink(), cancel).AsTask()))
            await UntilAsync(() => lists.Reader.TryRead(out var list) && list.Select(camera => camera.Id).SequenceEqual(["camera-1", "camera-2"]));
        await UntilAsync(() => lists.Reader.TryRead(out var list) && list.Count == 1);

        await link.StopAsync(Cancel);
    }

    [Fact]
    public async Task a_state_reaches_the_sink_and_when_the_watcher_dies_its_points_say_so()
    {
        var port = NewPort();
        var sink = new Sink();
        await using var gateway = new Running(port.RunAsync);
        await using var camera = new Running(cancel => port.ServeAsync(Camera("camera-1"), sink, cancel).AsTask());
        var link = await StartAsync();
        await UntilAsync(() => link.IsConnected);

        link.Tell(new VisionReport(null, "camera-1", [new VisionReading("stream-down", 1_800_000_000_000, 0)]));
        await UntilAsync(() => sink.Readings.Count > 0);
        await link.StopAsync(Cancel);
        await UntilAsync(() => sink.Readings.Any(reading => reading.Quality == Quality.Bad));

        Assert.Equal(0, sink.Readings[0].Value);
        Assert.All(sink.Readings.Where(reading => reading.Quality == Quality.Bad), reading => Assert.Equal(QualityReason.NoAnswer, reading.Reason));
        link.Dispose();
    }

    [Theory]
    [InlineData("no json\n")]
    [InlineData("{\"report\":{\"camera\":null}}\n")]
    [InlineData("a line without an end")]
    public async Task nonsense_ends_the_connection_and_the_next_one_works(string nonsense)
    {
        var port = NewPort();
        await using var gateway = new Running(port.RunAsync);
        await using var camera = new Running(cancel => port.ServeAsync(Camera("camera-1"), new Sink(), cancel).AsTask());
        await UntilAsync(() => File.Exists(Link.Value.SocketFile));
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Link.Value.SocketFile), Cancel);
            await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(nonsense.EndsWith('\n') ? nonsense : string.Concat(Enumerable.Repeat(nonsense, 5_000))), SocketFlags.None, Cancel);
            var buffer = new byte[1 << 16];
            while (await ReceiveAsync(socket, buffer) > 0)
            {
            }
        }

        using var link = await StartAsync();
        _spool.Add(Report("camera-1", "fire"));
        await UntilAsync(() => _spool.Waiting.Count == 0);
    }

    private async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, SocketFlags.None, Cancel);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private IOptions<VisionOptions> Link => Options.Create(new VisionOptions { GatewayFolder = _folder.Path });

    private VisionPort NewPort() => new(
        new VisionPortOptions { SocketFile = Link.Value.SocketFile, MediaFolder = Link.Value.MediaFolder }, _outbox, _feed, _portMetrics, TimeProvider.System,
        new TestLogger<VisionPort>());

    private EventSpool NewSpool() => new(Path.Combine(_folder.Path, "spool"), 100, _watchMetrics, new TestLogger<EventSpool>());

    private async Task<GatewayLink> StartAsync()
    {
        var link = new GatewayLink(Link, _spool, TimeProvider.System, new TestLogger<GatewayLink>());
        await link.StartAsync(Cancel);
        return link;
    }

    private static DeviceBinding Camera(string id)
    {
        var faults = new List<string>();
        var profile = ProfileCatalogue.Load(Path.Combine(Repository.Root, "models", "devices")).OrThrow().Find("generic-site-camera")!;
        return DeviceBinding.TryBind(new DeviceConfiguration(id, id, profile.Id, "rtsp://127.0.0.1/main"), profile, faults)
            ?? throw new InvalidOperationException(string.Join("; ", faults));
    }

    private static VisionReport Report(string camera, string point)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var box = new VisionBox("head", 0.9, 0.1, 0.1, 0.2, 0.2);
        return new VisionReport(id, camera, [new VisionReading(point, 1_800_000_000_000, 1)], new VisionEvent(
            id, point, 1_800_000_000_000, 1_799_999_998_000, 1, 0.9, box, [box], 10, new Dictionary<string, double>(), "site-safety", new string('a', 64), null, 640, 384).ToJson());
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
    }

    private sealed class RuleLog : IRuleFeed
    {
        public List<Reading> Taken { get; } = [];

        public bool Feed(DeviceBinding device, IReadOnlyList<Reading> batch, long readAt)
        {
            Taken.AddRange(batch);
            return false;
        }
    }

    private sealed class Sink : IReadingSink
    {
        private readonly List<Reading> _readings = [];

        public IReadOnlyList<Reading> Readings
        {
            get
            {
                lock (_readings)
                    return [.. _readings];
            }
        }

        public void Add(in Reading reading)
        {
            lock (_readings)
                _readings.Add(reading);
        }

        public void Complete()
        {
        }
    }
}
