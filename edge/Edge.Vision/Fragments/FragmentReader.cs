using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;

namespace Edge.Vision.Fragments;

/// <summary>Cuts what ffmpeg writes (<c>frag_every_frame+empty_moov+default_base_moof</c>) into its beginning and its fragments.</summary>
public sealed class FragmentReader(Stream stream, TimeProvider clock)
{
    private const int MostBox = 16 << 20;

    // No camera's frame lasts longer; what states more is wrong about it.
    private const double LongestFrame = 1;

    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));
    private uint _timescale = 1;

    /// <summary>The beginning; null when the stream ended before it.</summary>
    /// <exception cref="InvalidDataException">It is no such stream.</exception>
    public async ValueTask<FragmentStart?> ReadStartAsync(CancellationToken cancel)
    {
        byte[] start = [];
        while (await ReadBoxAsync(cancel) is { } box)
        {
            start = [.. start, .. box.Bytes];
            if (box.Type == "moov")
            {
                var read = Boxes.ReadStart(start);
                _timescale = read.Timescale;
                return read;
            }

            if (box.Type is not ("ftyp" or "free" or "styp"))
                throw new InvalidDataException($"the stream begins with '{box.Type}'");
        }

        return null;
    }

    /// <summary>The next fragment; null at the end.</summary>
    /// <exception cref="InvalidDataException">What follows is no fragment.</exception>
    public async ValueTask<Fragment?> ReadAsync(CancellationToken cancel)
    {
        byte[]? head = null;
        while (await ReadBoxAsync(cancel) is { } box)
        {
            if (box.Type == "moof")
                head = box.Bytes;
            else if (box.Type == "mdat" && head is not null)
                return Arrived(Boxes.ReadFragment([.. head, .. box.Bytes], clock.GetUtcNow()));
            else if (box.Type == "mdat")
                throw new InvalidDataException("data without a head");
        }

        return null;
    }

    // A frame is written when the next one is there, because only then its duration is known.
    private Fragment Arrived(Fragment fragment) =>
        fragment with { At = fragment.At - TimeSpan.FromSeconds(Math.Min(LongestFrame, fragment.Duration / (double)_timescale)) };

    private async ValueTask<(string Type, byte[] Bytes)?> ReadBoxAsync(CancellationToken cancel)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancel);
            var buffer = result.Buffer;
            if (buffer.Length >= 8)
            {
                var (size, type) = Head(buffer.Slice(0, 8));
                if (size is < 8 or > MostBox)
                    throw new InvalidDataException($"a box '{type}' of {size} bytes");
                if (buffer.Length >= size)
                {
                    var bytes = buffer.Slice(0, size).ToArray();
                    _reader.AdvanceTo(buffer.GetPosition(size));
                    return (type, bytes);
                }
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    private static (uint Size, string Type) Head(ReadOnlySequence<byte> buffer)
    {
        Span<byte> head = stackalloc byte[8];
        buffer.CopyTo(head);
        return (BinaryPrimitives.ReadUInt32BigEndian(head), Encoding.ASCII.GetString(head[4..]));
    }
}
