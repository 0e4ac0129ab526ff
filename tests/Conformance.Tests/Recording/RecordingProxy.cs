using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Conformance.Tests.Recording;

/// <summary>A TCP link between a client and a broker that writes down every MQTT packet before it passes it on.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Socket> _clients = new();
    private readonly SessionRecording _recording;
    private readonly int _target;
    private readonly Task _accepting;
    private int _connections;

    public RecordingProxy(int targetPort, SessionRecording recording)
    {
        (_target, _recording) = (targetPort, recording);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends every connection without a word, as a lost link does.</summary>
    public void Cut()
    {
        foreach (var client in _clients.Values)
            client.Close(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
                running.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token), ++_connections));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Socket client, int number)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _clients[number] = client;
        var session = new Session(number, _recording);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(client, server, session.FromClient), PumpAsync(server, client, session.FromServer));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The link ends, and that is recorded below.
        }

        _clients.TryRemove(number, out _);
        client.Dispose();
        _recording.Add((index, at) => new Closed(index, at, number));
    }

    private async Task PumpAsync(Socket from, Socket to, Action<byte[]> record)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token) is var count and > 0)
            {
                record(buffer[..count]);
                await to.SendAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }

    /// <summary>One connection's packets as entries.</summary>
    private sealed class Session(int number, SessionRecording recording)
    {
        private readonly PacketReader _up = new();
        private readonly PacketReader _down = new();
        private int _version;

        public void FromClient(byte[] bytes)
        {
            foreach (var packet in _up.Feed(bytes))
                Take(packet, fromClient: true);
        }

        public void FromServer(byte[] bytes)
        {
            foreach (var packet in _down.Feed(bytes))
                Take(packet, fromClient: false);
        }

        private void Take(PacketReader.Packet packet, bool fromClient)
        {
            var fields = new FieldReader(packet.Body);
            switch (packet.Type)
            {
                case 1: Connect(fields); break;
                case 2:
                    fields.Byte();
                    var code = fields.Byte();
                    recording.Add((index, at) => new Accepted(index, at, number, code));
                    break;
                case 3: Publish(packet.Flags, fields, fromClient); break;
                case 4: recording.Add((index, at) => new Acknowledged(index, at, number, fromClient)); break;
                case 8: Subscribe(fields); break;
                case 14 when fromClient:
                    var reason = fields.AtEnd ? 0 : fields.Byte();
                    recording.Add((index, at) => new Left(index, at, number, reason));
                    break;
            }
        }

        private void Connect(FieldReader fields)
        {
            fields.Text();
            _version = fields.Byte();
            var flags = fields.Byte();
            fields.UInt16();
            var expiry = _version == 5 ? fields.Properties() ?? 0 : 0;
            var id = fields.Text();
            Will? will = null;
            if ((flags & 0x04) != 0)
            {
                if (_version == 5)
                    fields.Properties();
                will = new Will(fields.Text(), fields.Binary(), flags >> 3 & 3, (flags & 0x20) != 0);
            }

            recording.Add((index, at) => new Connected(index, at, number, _version, (flags & 0x02) != 0, expiry, id, will));
        }

        private void Publish(int flags, FieldReader fields, bool fromClient)
        {
            var qos = flags >> 1 & 3;
            var topic = fields.Text();
            if (qos > 0)
                fields.UInt16();
            if (_version == 5)
                fields.Properties();
            var payload = fields.Rest();
            recording.Add((index, at) => new Published(index, at, number, fromClient, topic, payload, qos, (flags & 1) != 0));
        }

        private void Subscribe(FieldReader fields)
        {
            fields.UInt16();
            if (_version == 5)
                fields.Properties();
            var filters = new List<(string, int)>();
            while (!fields.AtEnd)
                filters.Add((fields.Text(), fields.Byte() & 3));
            recording.Add((index, at) => new Subscribed(index, at, number, filters));
        }
    }
}
