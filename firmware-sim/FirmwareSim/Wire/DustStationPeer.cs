using System.Globalization;
using System.Net.Sockets;
using FirmwareSim.Scenarios;
using FirmwareSim.Site;
using Microsoft.Extensions.Logging;
using Protocols.Hj212;
using Protocols.Hj212.Exchanges;
using Telemetry.Model.Profiles;

namespace FirmwareSim.Wire;

/// <summary>
/// A dust and noise station as a HJ 212 instrument: dials the gateway, asks for the time, uploads real-time data with
/// answers, executes the gateway's requests, and keeps what it could not deliver for later.
/// </summary>
public sealed partial class DustStationPeer(SiteDevice device, DeviceProfile profile, InstrumentPanel panel, TimeProvider time, ILogger logger)
{
    private const int Remembered = 10_000;
    private static readonly TimeSpan Redial = TimeSpan.FromSeconds(2);

    private readonly LinkedList<Measurement> _undelivered = new();
    private DateTimeOffset _nextMeasurement;
    private TimeSpan _interval = TimeSpan.FromSeconds(30);
    private TimeSpan _clockOffset;
    private readonly Hj212Output _output = new();

    private Hj212Rules Rules => Hj212Rules.TryCreate(profile.Hj212?.Edition ?? 2017, profile.Hj212?.Lenient, out var rules, out var fault)
        ? rules
        : throw new InvalidDataException($"profile {profile.Id}: {fault}");

    /// <summary>Dials until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var gateway = device.Simulation?.Gateway ?? throw new InvalidDataException($"device {device.Id}: simulation.gateway is missing");
        var (host, port) = (gateway[..gateway.LastIndexOf(':')], int.Parse(gateway[(gateway.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));
        while (true)
        {
            try
            {
                if (panel.Faults.Active(FaultKind.Unplugged) is null)
                    await DialAsync(host, port, cancel);
            }
            catch (Exception error) when (error is SocketException or IOException)
            {
                LogLinkDown(device.Id, error.Message);
            }

            MeasureWhenDue();
            await Task.Delay(Redial, time, cancel);
        }
    }

    private async Task DialAsync(string host, int port, CancellationToken cancel)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(host, port, cancel);
        var station = new Hj212Station(device.StationId!, device.Password ?? "123456", 39, Rules, Hj212Timing.FixedLine, Hj212Time.ChinaStandard);
        var session = new Hj212StationSession(station);
        var receiver = new Hj212Receiver(Rules);
        var stream = client.GetStream();
        session.AskTime(null, Now(), _output);
        await FlushAsync(stream, cancel);

        var receive = stream.ReadAsync(receiver.GetMemory(), cancel).AsTask();
        while (panel.Faults.Active(FaultKind.Unplugged) is null)
        {
            var now = Now();
            (_interval, _clockOffset) = (Interval(session), session.Settings.ClockOffset);
            MeasureWhenDue();
            if (session.Settings.RealTime)
                Upload(session, now);
            session.Tick(now, _output);
            await FlushAsync(stream, cancel);
            if (_output.LinkDown)
                break;
            if (await Task.WhenAny(receive, Task.Delay(TimeSpan.FromMilliseconds(200), time, cancel)) != receive)
                continue;
            var count = await receive;
            if (count == 0)
                break;
            receiver.Advance(count);
            TakeFrames(receiver, session);
            await FlushAsync(stream, cancel);
            receive = stream.ReadAsync(receiver.GetMemory(), cancel).AsTask();
        }

        session.Disconnected();
        foreach (var measurement in _undelivered)
            measurement.Sending = null;
    }

    /// <summary>The interval that the gateway has set, or a shorter one that the site file asks for.</summary>
    private TimeSpan Interval(Hj212StationSession session) => TimeSpan.FromSeconds(
        device.Simulation?.Numbers is { } numbers && numbers.TryGetValue("interval", out var seconds) ? seconds : session.Settings.RealTimeInterval);

    private DateTimeOffset Now() => time.GetUtcNow() + TimeSpan.FromSeconds(panel.Faults.Active(FaultKind.Clock) ?? 0);

    private void TakeFrames(Hj212Receiver receiver, Hj212StationSession session)
    {
        while (receiver.TryRead(out var frame))
            if (frame.Status == System.Buffers.OperationStatus.Done
                && Hj212Decoder.TryDecode(frame, Rules, null, out var packet, out _) == System.Buffers.OperationStatus.Done)
                session.Receive(packet!, Now(), _output);
    }

    private void MeasureWhenDue()
    {
        var now = Now();
        if (now < _nextMeasurement && _nextMeasurement - now <= _interval)
            return;
        _nextMeasurement = now + _interval;
        if (_undelivered.Count >= Remembered)
            _undelivered.RemoveFirst();
        _undelivered.AddLast(new Measurement(now, Measure(now + _clockOffset)));
    }

    /// <summary>Sends what is not on its way yet, oldest first, and forgets what was answered.</summary>
    private void Upload(Hj212StationSession session, DateTimeOffset now)
    {
        while (_undelivered.First?.Value.Sending?.State == Hj212SendingState.Done)
            _undelivered.RemoveFirst();
        for (var node = _undelivered.First; node is not null && session.Pending < 4; node = node.Next)
            node.Value.Sending ??= session.Upload(
                Hj212Command.RealTime, node.Value.Fields, now, _output, wantsAnswer: true, isBackfill: now - node.Value.At > TimeSpan.FromMinutes(1));
    }

    private List<Hj212Field> Measure(DateTimeOffset clock)
    {
        var fields = new List<Hj212Field> { new(0, "DataTime", Hj212Time.Format(clock, Hj212Time.ChinaStandard)) };
        var group = 1;
        foreach (var point in profile.Points.Where(point => point.Hj212 is { Field: "Rtd" }))
        {
            var raw = (panel[point.Id] - point.Offset) / point.Scale;
            fields.Add(new Hj212Field(group, $"{point.Hj212!.Factor}-Rtd", raw.ToString("F1", CultureInfo.InvariantCulture)));
            fields.Add(new Hj212Field(group++, $"{point.Hj212.Factor}-Flag", "N"));
        }

        return fields;
    }

    private async Task FlushAsync(NetworkStream stream, CancellationToken cancel)
    {
        foreach (var message in _output.Send)
        {
            var bytes = Hj212Writer.ToBytes(message);
            if (panel.Faults.Active(FaultKind.Garbage) is not null)
                new Random(bytes.Length).NextBytes(bytes);
            if (panel.Faults.Active(FaultKind.Slow) is { } seconds)
                await Task.Delay(TimeSpan.FromSeconds(seconds), time, cancel);
            await stream.WriteAsync(bytes, cancel);
        }

        _output.Clear();
    }

    private sealed class Measurement(DateTimeOffset at, List<Hj212Field> fields)
    {
        public DateTimeOffset At { get; } = at;

        public List<Hj212Field> Fields { get; } = fields;

        public Hj212Sending? Sending { get; set; }
    }

    [LoggerMessage(2, LogLevel.Debug, "Station {Device}: no gateway ({Reason})")]
    private partial void LogLinkDown(string device, string reason);
}
