using System.Buffers;
using System.Net.Sockets;
using Protocols.Hj212;
using Protocols.Hj212.Exchanges;

namespace Edge.Drivers.Hj212;

/// <summary>One connection to the port, whichever stations speak over it: frames in, answers out.</summary>
internal sealed class StationConnection(
    Socket socket, Func<string, StationHost?> find, Hj212Options options, Hj212Metrics metrics, TimeProvider clock)
{
    // A stranger that sends this much without one frame is no station.
    private const long MostGarbage = Hj212Limits.Buffer;

    private readonly StationLink _link = new(socket.RemoteEndPoint?.ToString() ?? "?");
    private readonly Hj212Receiver _receiver = new(Hj212Rules.Listening);
    private readonly HashSet<StationHost> _stations = [];
    private long _skipped;
    private long _skippedAtFrame;
    private double _credit = 100;
    private long _credited = clock.GetTimestamp();

    /// <summary>Serves until the connection ends, for whatever reason; says which to the counters.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancel);
        var pumping = _link.PumpAsync(stream, both.Token);
        try
        {
            var receiving = ReceiveAsync(stream, idle, both.Token);

            // A link that is completed (too slow, replaced, unusable) ends the connection as a closed one does.
            await await Task.WhenAny(receiving, pumping);
        }
        catch (OperationCanceledException)
        {
            if (!cancel.IsCancellationRequested)
                metrics.Closed("idle");
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            metrics.Closed("broken");
        }
        finally
        {
            _link.Complete();
            await idle.CancelAsync();
            foreach (var station in _stations)
                station.Disconnected(_link);
        }
    }

    private async Task ReceiveAsync(NetworkStream stream, CancellationTokenSource idle, CancellationToken cancel)
    {
        var patience = TimeSpan.FromMinutes(options.IdleMinutes);
        idle.CancelAfter(patience);
        while (true)
        {
            var read = await stream.ReadAsync(_receiver.GetMemory(), cancel);
            if (read == 0)
                return;
            _receiver.Advance(read);
            while (_receiver.TryRead(out var frame))
            {
                if (!Take(frame))
                    continue;
                _skippedAtFrame = _receiver.Skipped;
                idle.CancelAfter(patience);
            }

            if (IsGarbage())
            {
                metrics.Closed("garbage");
                return;
            }

            await PaceAsync(cancel);
        }
    }

    // True for a whole frame, whatever it says.
    private bool Take(in Hj212Frame frame)
    {
        if (frame.Status != OperationStatus.Done)
        {
            metrics.Refused(frame.Fault.ToString());
            return false;
        }

        metrics.Frame();
        _credit--;
        var station = StationOf(frame);
        if (Hj212Decoder.TryDecode(frame, Hj212Rules.Listening, station?.Cipher, out var packet, out var fault) != OperationStatus.Done)
        {
            metrics.Refused(fault.ToString());
        }
        else if (station is null)
        {
            metrics.Refused(nameof(Hj212Fault.UnknownStation));
            Refuse(packet!.Message);
        }
        else
        {
            _stations.Add(station);
            station.Receive(packet!, _link, clock.GetUtcNow());
        }

        return true;
    }

    private StationHost? StationOf(in Hj212Frame frame) =>
        Hj212HeadReader.TryRead(frame.Data, Hj212Rules.Listening, out var head) == OperationStatus.Done
            ? find(System.Text.Encoding.ASCII.GetString(head.Mn))
            : null;

    private void Refuse(Hj212Message message)
    {
        if (Hj212Commands.IsInteraction(message.Command) || !message.Flag.WantsAnswer)
            return;
        var answer = new ArrayBufferWriter<byte>(128);
        if (Hj212Writer.TryWrite(Hj212HostSession.RefuseUnknown(message), answer, out _) == OperationStatus.Done)
            _link.TrySend(answer.WrittenSpan.ToArray());
    }

    private bool IsGarbage()
    {
        metrics.Skipped(_receiver.Skipped - _skipped);
        _skipped = _receiver.Skipped;
        return _skipped - _skippedAtFrame > MostGarbage;
    }

    // A station in a hurry is read more slowly; TCP makes it wait and nothing is lost.
    private async ValueTask PaceAsync(CancellationToken cancel)
    {
        var rate = options.FramesPerSecond;
        _credit = Math.Min(_credit + (clock.GetElapsedTime(_credited).TotalSeconds * rate), 10 * rate);
        _credited = clock.GetTimestamp();
        if (_credit < 0)
            await Task.Delay(TimeSpan.FromSeconds(-_credit / rate), clock, cancel);
    }
}
