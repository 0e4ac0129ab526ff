using System.Net;
using System.Net.Sockets;
using Protocols.Hj212;
using Protocols.Hj212.Exchanges;

namespace Edge.Tests.Drivers;

/// <summary>A dust station that dials in over a real socket and speaks through the codec's own station side.</summary>
internal sealed class Hj212Peer : IAsyncDisposable
{
    private readonly Hj212StationSession _session;
    private readonly Hj212Output _output = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private Task _reading = Task.CompletedTask;
    private Socket? _socket;

    public Hj212Peer(TimeProvider clock, string mn = "DUST-1", string password = "123456")
    {
        _clock = clock;
        Assert.True(Hj212Rules.TryCreate(2017, ["any-st"], out var rules, out _));
        _session = new Hj212StationSession(new Hj212Station(
            mn, password, Hj212SystemCode.SiteDust, rules, Hj212Timing.FixedLine, Hj212Time.ChinaStandard));
    }

    /// <summary>Every message that came back, in order.</summary>
    public System.Threading.Channels.Channel<Hj212Message> Heard { get; } = System.Threading.Channels.Channel.CreateUnbounded<Hj212Message>();

    public TimeSpan ClockOffset => _session.Settings.ClockOffset;

    public void BreakClock(TimeSpan offset) => _session.Settings.ClockOffset = offset;

    public async Task DialAsync(int port)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
        _reading = ReadAsync(_socket);
    }

    public async Task UploadAsync(DateTimeOffset measured, params (string Factor, Hj212Mark Mark, double Value)[] values)
    {
        var now = _clock.GetUtcNow();
        var area = new Hj212Area().Add("DataTime", measured + ClockOffset, Hj212Time.ChinaStandard);
        foreach (var (factor, mark, value) in values)
            area.Factor(factor, mark, ("Rtd", value));
        var message = new Hj212Message(
            Hj212Time.FormatQn(now + ClockOffset, Hj212Time.ChinaStandard), Hj212SystemCode.SiteDust, Hj212Command.RealTime,
            _session.Station.Password, _session.Station.Mn, Hj212Flag.Of(Hj212Edition.Edition2017, wantsAnswer: true), area.Build());
        await SendAsync(message);
    }

    public async Task SendAsync(Hj212Message message) => await RawAsync(Hj212Writer.ToBytes(message));

    public async Task RawAsync(ReadOnlyMemory<byte> bytes) => await _socket!.SendAsync(bytes, _stop.Token);

    public async Task<Hj212Message> HearAsync(Hj212Command command)
    {
        while (true)
            if (await Heard.Reader.ReadAsync(_stop.Token) is var message && message.Command == command)
                return message;
    }

    /// <summary>Waits until the other side has closed.</summary>
    public Task ClosedAsync() => _reading.WaitAsync(_stop.Token);

    public async Task HangUpAsync()
    {
        _socket?.Close();
        await Record.ExceptionAsync(() => _reading);
    }

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        _stop.Dispose();
    }

    private async Task ReadAsync(Socket socket)
    {
        var receiver = new Hj212Receiver(Hj212Rules.Listening);
        while (true)
        {
            var read = await socket.ReceiveAsync(receiver.GetMemory(), _stop.Token);
            if (read == 0)
                return;
            receiver.Advance(read);
            foreach (var packet in Packets(receiver))
            {
                List<Hj212Message> answers;
                lock (_lock)
                {
                    _session.Receive(packet, _clock.GetUtcNow(), _output);
                    answers = [.. _output.Send];
                    _output.Clear();
                }

                foreach (var answer in answers)
                    await socket.SendAsync(Hj212Writer.ToBytes(answer), _stop.Token);
                Heard.Writer.TryWrite(packet.Message);
            }
        }
    }

    private static List<Hj212Packet> Packets(Hj212Receiver receiver)
    {
        var packets = new List<Hj212Packet>();
        while (receiver.TryRead(out var frame))
            if (Hj212Decoder.TryDecode(frame, Hj212Rules.Listening, null, out var packet, out _) == System.Buffers.OperationStatus.Done)
                packets.Add(packet!);
        return packets;
    }
}
