using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Video;

/// <summary>A file at a gateway as a stream that can be sought: read piece by piece, as far as somebody reads.</summary>
public sealed class GatewayFileStream(VideoLinks links, ProjectId project, GatewayId gateway, string file, long length) : Stream
{
    // A movement of the camera goes over the same socket and must not wait for megabytes.
    private const int Piece = 128 * 1024;

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
        var question = new VideoQuestion(0, VideoAsk.Read) { File = file, Offset = Position, Length = (int)Math.Min(Math.Min(buffer.Length, Piece), length - Position) };
        var reply = await links.AskAsync(project, gateway, question, VideoLinks.Usual, cancellationToken);
        if (reply.Bytes is not { } bytes || bytes.Length > buffer.Length)
            throw new IOException($"the gateway gave nothing: {reply.Answer.Error}");
        bytes.CopyTo(buffer);
        Position += bytes.Length;
        return bytes.Length;
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
