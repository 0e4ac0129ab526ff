using System.Threading.Channels;

namespace Edge.Drivers.Hj212;

/// <summary>The way back to a station: frames wait in order and a slow station loses its connection, not the gateway's memory.</summary>
internal sealed class StationLink(string peer)
{
    private const int MostWaiting = 64;
    private readonly Channel<byte[]> _frames = Channel.CreateBounded<byte[]>(MostWaiting);

    public string Peer => peer;

    /// <summary>False when too many frames wait: the connection is of no use.</summary>
    public bool TrySend(byte[] frame) => _frames.Writer.TryWrite(frame);

    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Writes frames until <see cref="Complete"/>.</summary>
    public async Task PumpAsync(Stream stream, CancellationToken cancel)
    {
        await foreach (var frame in _frames.Reader.ReadAllAsync(cancel))
            await stream.WriteAsync(frame, cancel);
    }
}
