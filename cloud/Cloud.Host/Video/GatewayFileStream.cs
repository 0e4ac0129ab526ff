using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Video;

/// <summary>A file at a gateway as a stream that can be sought: read piece by piece, as far as somebody reads.</summary>
public sealed class GatewayFileStream(VideoLinks links, ProjectId project, GatewayId gateway, string file, long length) : Stream
{
    // A movement of the camera goes over the same socket and must not wait for megabytes.
    private const int Piece = 128 * 1024;

    private byte[] _held = [];
    private long _heldAt;
    private (long At, Task<byte[]> Bytes)? _ahead;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.Length == 0)
            return 0;
        if (Position < _heldAt || Position >= _heldAt + _held.Length)
            await HoldAsync(cancellationToken);
        var from = (int)(Position - _heldAt);
        var count = Math.Min(buffer.Length, _held.Length - from);
        _held.AsMemory(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    // The next piece is on its way while this one is sent on: a far gateway answers late, not slowly.
    private async Task HoldAsync(CancellationToken cancel)
    {
        var (at, ahead) = (Position, _ahead);
        _ahead = null;
        _held = await (ahead is { } coming && coming.At == at ? coming.Bytes : AskAsync(at, cancel));
        _heldAt = at;
        if (_held.Length == 0)
            throw new IOException("the gateway gave nothing");
        var next = at + _held.Length;
        if (next < length)
            _ahead = (next, AskAsync(next, cancel));
    }

    private async Task<byte[]> AskAsync(long at, CancellationToken cancel)
    {
        var question = new VideoQuestion(0, VideoAsk.Read) { File = file, Offset = at, Length = (int)Math.Min(Piece, length - at) };
        var reply = await links.AskAsync(project, gateway, question, VideoLinks.Usual, cancel);
        return reply.Bytes ?? throw new IOException($"the gateway gave nothing: {reply.Answer.Error}");
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => Position,
        SeekOrigin.End => length,
        _ => 0,
    };

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A file at a gateway is read asynchronously.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is ever written.
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("A file at a gateway is only read.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A file at a gateway is only read.");
}
