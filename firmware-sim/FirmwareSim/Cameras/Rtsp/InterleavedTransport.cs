using System.Buffers;
using FirmwareSim.Cameras.Streaming;
using Protocols.Rtsp;

namespace FirmwareSim.Cameras.Rtsp;

/// <summary>Packets between the answers on the RTSP connection itself.</summary>
internal sealed class InterleavedTransport(RtspOutput output, byte channel, byte controlChannel, uint source) : IRtpTransport
{
    /// <inheritdoc/>
    public string Header => $"RTP/AVP/TCP;unicast;interleaved={channel}-{controlChannel};ssrc={source:X8}";

    /// <inheritdoc/>
    public async ValueTask SendAsync(MediaUnit unit, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(unit.Packets.Size + (4 * unit.Packets.Count));
        try
        {
            var length = 0;
            for (var i = 0; i < unit.Packets.Count; i++)
            {
                var packet = unit.Packets[i];
                RtspWriter.WriteInterleavedHead(channel, packet.Length, buffer.AsSpan(length));
                packet.Span.CopyTo(buffer.AsSpan(length + 4));
                length += 4 + packet.Length;
            }

            await output.WriteAsync(buffer.AsMemory(0, length), cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public async ValueTask SendControlAsync(ReadOnlyMemory<byte> packet, CancellationToken cancel)
    {
        var buffer = new byte[packet.Length + 4];
        RtspWriter.WriteInterleavedHead(controlChannel, packet.Length, buffer);
        packet.Span.CopyTo(buffer.AsSpan(4));
        await output.WriteAsync(buffer, cancel);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
