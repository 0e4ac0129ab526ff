using System.Net;
using System.Net.Sockets;
using FirmwareSim.Cameras.Streaming;
using Protocols.Rtp;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>Packets over a pair of UDP ports; the receiver's reports say that it is still there.</summary>
internal sealed class UdpTransport : IRtpTransport
{
    private const int Attempts = 20;

    private readonly Socket _media;
    private readonly Socket _control;
    private readonly IPEndPoint _mediaPeer;
    private readonly IPEndPoint _controlPeer;
    private readonly uint _source;

    private UdpTransport(Socket media, Socket control, IPAddress peer, int mediaPort, int controlPort, uint source)
    {
        (_media, _control, _source) = (media, control, source);
        (_mediaPeer, _controlPeer) = (new IPEndPoint(peer, mediaPort), new IPEndPoint(peer, controlPort));
    }

    /// <inheritdoc/>
    public string Header =>
        $"RTP/AVP;unicast;client_port={_mediaPeer.Port}-{_controlPeer.Port};server_port={Port(_media)}-{Port(_control)};ssrc={_source:X8}";

    /// <summary>Opens an even port and the next one; null when none is free.</summary>
    public static UdpTransport? Open(IPAddress local, IPAddress peer, int mediaPort, int controlPort, uint source)
    {
        for (var i = 0; i < Attempts; i++)
        {
            var media = Bind(local, 0);
            if (media is null)
                return null;
            var port = Port(media);
            if (port % 2 == 0 && Bind(local, port + 1) is { } control)
                return new UdpTransport(media, control, peer, mediaPort, controlPort, source);
            media.Dispose();
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(MediaUnit unit, CancellationToken cancel)
    {
        for (var i = 0; i < unit.Packets.Count; i++)
            await SendAsync(_media, unit.Packets[i], _mediaPeer, cancel);
    }

    /// <inheritdoc/>
    public ValueTask SendControlAsync(ReadOnlyMemory<byte> packet, CancellationToken cancel) => SendAsync(_control, packet, _controlPeer, cancel);

    /// <summary>Waits for a report of the receiver.</summary>
    public async Task ReceiveAsync(CancellationToken cancel)
    {
        var buffer = new byte[1500];
        while (true)
        {
            var received = await _control.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancel);
            if (received.RemoteEndPoint.Equals(_controlPeer) && Rtcp.TryReadLoss(buffer.AsSpan(0, received.ReceivedBytes), out _))
                return;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _media.Dispose();
        _control.Dispose();
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> packet, IPEndPoint peer, CancellationToken cancel)
    {
        try
        {
            await socket.SendToAsync(packet, SocketFlags.None, peer, cancel);
        }
        catch (SocketException)
        {
            // The port is closed or the buffer full: the packet is lost, as any on UDP may be; the session's time-out ends it.
        }
    }

    private static Socket? Bind(IPAddress local, int port)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(local, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
