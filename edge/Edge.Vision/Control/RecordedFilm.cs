using System.Buffers.Binary;
using Edge.Vision.Fragments;
using Edge.Vision.Recording;

namespace Edge.Vision.Control;

/// <summary>Makes films out of recorded files without decoding: a stretch as it was, or a summary of its key frames.</summary>
internal sealed class RecordedFilm(IReadOnlyList<RecordedFile> files, TimeProvider clock)
{
    /// <summary>Frames of a summary.</summary>
    public const int SummaryFrames = 240;

    /// <summary>Frames a second of a summary.</summary>
    public const int SummaryRate = 8;

    private FragmentStart? _start;
    private ulong _zero;
    private bool _isBegun;

    /// <summary>
    /// Writes the stretch from the key frame before <paramref name="from"/> to <paramref name="to"/>; gaps stay as long as they were. Ends
    /// early where the camera was set to another size. The number of frames.
    /// </summary>
    public async Task<int> StretchAsync(Stream film, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var frames = 0;
        foreach (var file in files)
        {
            if (!await ReadAsync(film, file, async (reader, start) =>
            {
                var waiting = new List<Fragment>();
                while (await reader.ReadAsync(cancel) is { } fragment)
                {
                    var at = file.From + Span(fragment.DecodeTime, start);
                    if (at > to)
                        return;
                    if (at < from && fragment.IsKey)
                        waiting.Clear();
                    waiting.Add(fragment);
                    if (at < from)
                        continue;
                    foreach (var one in waiting)
                        await WriteAsync(film, one, Ticks(file.From - files[0].From, start) + one.DecodeTime, cancel);
                    frames += waiting.Count;
                    waiting.Clear();
                }
            }, cancel))
                break;
        }

        return frames;
    }

    /// <summary>Writes evenly chosen key frames, eight a second; the number of frames.</summary>
    public async Task<int> SummaryAsync(Stream film, CancellationToken cancel)
    {
        var frames = 0;
        var perFile = Math.Max(1, SummaryFrames / Math.Max(1, files.Count));
        var step = Math.Max(1, (int)Math.Ceiling(files.Count / (double)SummaryFrames));
        for (var i = 0; i < files.Count; i += step)
        {
            var file = files[i];
            var every = (file.To - file.From).TotalSeconds / perFile;
            if (!await ReadAsync(film, file, async (reader, start) =>
            {
                var next = 0.0;
                while (await reader.ReadAsync(cancel) is { } fragment)
                {
                    if (!fragment.IsKey || fragment.DecodeTime / (double)start.Timescale < next)
                        continue;
                    await WriteAsync(film, fragment, (ulong)frames++ * start.Timescale / SummaryRate, cancel);
                    if (perFile == 1)
                        return;
                    next += every;
                }
            }, cancel))
                break;
        }

        return frames;
    }

    // False when the file is of another size or codec than those before.
    private async Task<bool> ReadAsync(Stream film, RecordedFile file, Func<FragmentReader, FragmentStart, Task> read, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file.Path);
        var reader = new FragmentReader(stream, clock);
        if (await reader.ReadStartAsync(cancel) is not { } start)
            return true;
        if (_start is not null && (start.Codec, start.Width, start.Height, start.Timescale) != (_start.Codec, _start.Width, _start.Height, _start.Timescale))
            return false;
        if (_start is null)
            await film.WriteAsync(start.Bytes, cancel);
        _start ??= start;
        await read(reader, start);
        return true;
    }

    private async Task WriteAsync(Stream film, Fragment fragment, ulong time, CancellationToken cancel)
    {
        if (!_isBegun)
            (_zero, _isBegun) = (time, true);
        if (fragment.TimeOffset >= 0)
            BinaryPrimitives.WriteUInt64BigEndian(fragment.Bytes.AsSpan(fragment.TimeOffset), time - Math.Min(_zero, time));
        await film.WriteAsync(fragment.Bytes, cancel);
    }

    private static TimeSpan Span(ulong ticks, FragmentStart start) => TimeSpan.FromSeconds(ticks / (double)start.Timescale);

    private static ulong Ticks(TimeSpan span, FragmentStart start) => (ulong)Math.Max(0, span.TotalSeconds * start.Timescale);
}
