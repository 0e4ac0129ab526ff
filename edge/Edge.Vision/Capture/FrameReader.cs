using System.Globalization;
using System.IO.Pipelines;
using System.Buffers;
using System.Text;

namespace Edge.Vision.Capture;

/// <summary>Reads YUV4MPEG2 with 4:2:0 planes: a header that says the size, then frames. Frames of one size, from one stream.</summary>
public sealed class FrameReader(Stream stream)
{
    private const int MostHeader = 256;
    private const int MostSide = 4096;

    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));

    /// <summary>Width and height; set by <see cref="ReadHeaderAsync"/>.</summary>
    public (int Width, int Height) Size { get; private set; }

    /// <summary>Reads the header; false when the stream ended before it.</summary>
    /// <exception cref="InvalidDataException">It is no such stream, or larger than a picture may be.</exception>
    public async ValueTask<bool> ReadHeaderAsync(CancellationToken cancel)
    {
        if (await ReadLineAsync(cancel) is not { } line)
            return false;
        var parts = line.Split(' ');
        if (parts[0] != "YUV4MPEG2")
            throw new InvalidDataException("this is no YUV4MPEG2 stream");
        var (width, height) = (Number(parts, 'W'), Number(parts, 'H'));
        if (width is < 16 or > MostSide || height is < 16 or > MostSide || width % 2 != 0 || height % 2 != 0)
            throw new InvalidDataException($"frames of {width} x {height} are not taken");
        if (parts.FirstOrDefault(part => part.StartsWith('C')) is { } colours && !colours.StartsWith("C420", StringComparison.Ordinal))
            throw new InvalidDataException($"{colours} is not 4:2:0");
        Size = (width, height);
        return true;
    }

    /// <summary>The next frame's planes, Y then U then V; null at the end.</summary>
    /// <exception cref="InvalidDataException">What follows is no frame.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancel)
    {
        if (await ReadLineAsync(cancel) is not { } line)
            return null;
        if (!line.StartsWith("FRAME", StringComparison.Ordinal))
            throw new InvalidDataException("what follows is no frame");
        var planes = new byte[Size.Width * Size.Height * 3 / 2];
        var filled = 0;
        while (filled < planes.Length)
        {
            var result = await _reader.ReadAsync(cancel);
            var part = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, planes.Length - filled));
            part.CopyTo(planes.AsSpan(filled));
            filled += (int)part.Length;
            _reader.AdvanceTo(part.End);
            if (result.IsCompleted && filled < planes.Length && result.Buffer.Length == part.Length)
                return null;
        }

        return planes;
    }

    private async ValueTask<string?> ReadLineAsync(CancellationToken cancel)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancel);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(buffer.Slice(0, end));
                _reader.AdvanceTo(buffer.GetPosition(1, end));
                return line.Length <= MostHeader ? line : throw new InvalidDataException("a header is too long");
            }

            if (buffer.Length > MostHeader)
                throw new InvalidDataException("a header is too long");
            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return null;
        }
    }

    private static int Number(string[] parts, char key) =>
        parts.Skip(1).FirstOrDefault(part => part.Length > 1 && part[0] == key) is { } part
            && int.TryParse(part.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
