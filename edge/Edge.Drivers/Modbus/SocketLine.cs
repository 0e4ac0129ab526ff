using System.Net.Sockets;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Modbus;

/// <summary>A TCP connection to a device or a serial server.</summary>
internal sealed class SocketLine : IByteLine
{
    private readonly Socket _socket;

    private SocketLine(Socket socket)
    {
        _socket = socket;
        Stream = new NetworkStream(socket, ownsSocket: true);
    }

    public Stream Stream { get; }

    public static async ValueTask<SocketLine> OpenAsync(DeviceAddress address, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancel);
            return new SocketLine(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Discard()
    {
        Span<byte> waste = stackalloc byte[512];
        while (_socket.Available > 0)
            _socket.Receive(waste);
    }

    public void Dispose() => Stream.Dispose();
}
