using System.Buffers;

namespace Protocols.Hj212;

/// <summary>
/// The receive buffer of one connection: grows from 2 KiB to at most 64 KiB, hands out frames in place. Not thread-safe.
/// <code>
/// var read = await socket.ReceiveAsync(receiver.GetMemory(), cancel);
/// receiver.Advance(read);
/// while (receiver.TryRead(out var frame)) { … frame.Status, frame.Fault, frame.Data … }
/// </code>
/// </summary>
/// <param name="rules">What is tolerated; <see cref="Hj212Rules.Listening"/> before the station is known.</param>
/// <param name="limit">Most bytes held; at least the longest frame that the rules allow.</param>
public sealed class Hj212Receiver(Hj212Rules rules, int limit = Hj212Limits.Buffer)
{
    private byte[] _buffer = new byte[2048];
    private int _start;
    private int _end;

    /// <summary>Bytes that belonged to no frame, so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>Bytes held and not yet read as frames.</summary>
    public int Buffered => _end - _start;

    /// <summary>Free space to receive into, at least one byte. Ends the life of the last frame's spans.</summary>
    /// <exception cref="InvalidOperationException">The buffer is full because <see cref="TryRead"/> was not called until false.</exception>
    public Memory<byte> GetMemory()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, Buffered).CopyTo(_buffer);
            (_start, _end) = (0, Buffered);
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= limit)
                throw new InvalidOperationException("Read the frames before receiving more.");
            Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, limit));
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>States how many bytes were received into <see cref="GetMemory"/>.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <summary>The next frame or refusal; false when more bytes are needed.</summary>
    public bool TryRead(out Hj212Frame frame)
    {
        Hj212Scanner.Scan(_buffer.AsSpan(_start, Buffered), rules, out frame);
        _start += frame.Consumed;
        Skipped += frame.Skipped;
        return frame.Status != OperationStatus.NeedMoreData;
    }
}
