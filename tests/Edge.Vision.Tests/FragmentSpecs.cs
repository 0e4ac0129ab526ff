using System.Diagnostics;
using System.Globalization;
using Edge.Vision.Fragments;
using TestKit;

namespace Edge.Vision.Tests;

/// <summary>What a real ffmpeg writes, in both codecs.</summary>
public sealed class FragmentSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(Patience);

    private CancellationToken Cancel => _limit.Token;

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("libx264", "avc1.")]
    [InlineData("libx265", "hev1.")]
    public async Task a_stream_is_cut_into_its_beginning_and_one_fragment_a_frame(string encoder, string codec)
    {
        var (start, fragments) = await ReadAsync(encoder, seconds: 4);

        Assert.StartsWith(codec, start.Codec, StringComparison.Ordinal);
        Assert.Equal((320, 192), (start.Width, start.Height));
        Assert.InRange(fragments.Count, 36, 41);
        Assert.True(fragments[0].IsKey);
        Assert.Equal(4, fragments.Count(fragment => fragment.IsKey));
        Assert.All(fragments.Zip(fragments.Skip(1)), pair => Assert.True(pair.Second.DecodeTime > pair.First.DecodeTime));
    }

    [Fact]
    public async Task a_ring_that_was_cleared_shows_nobody_the_past()
    {
        var (start, fragments) = await ReadAsync("libx264", seconds: 2);
        var ring = new FragmentRing(TimeSpan.FromSeconds(20), 16 << 20);
        ring.Begin(start);
        foreach (var fragment in fragments)
            ring.Add(fragment);

        ring.Clear();
        using var following = ring.Follow(fromKey: true);

        Assert.False(following.Items.TryRead(out _));
        ring.Begin(start);
        Assert.True(following.Items.TryRead(out var first));
        Assert.NotNull(first.Start);
    }

    [Fact]
    public async Task a_clip_out_of_the_middle_begins_with_a_key_frame_at_zero_and_plays_everywhere()
    {
        var (start, fragments) = await ReadAsync("libx264", seconds: 6);
        var ring = new FragmentRing(TimeSpan.FromSeconds(20), 16 << 20);
        ring.Begin(start);
        for (var i = 0; i < fragments.Count; i++)
            ring.Add(fragments[i] with { At = Frames.Start + TimeSpan.FromMilliseconds(100 * i) });

        var (_, cut) = ring.Cut(Frames.Start + TimeSpan.FromSeconds(2.5), Frames.Start + TimeSpan.FromSeconds(4.5));
        var (raw, clip) = (Path.Combine(_folder.Path, "clip.frag"), Path.Combine(_folder.Path, "clip.mp4"));
        await using (var file = File.Create(raw))
            await ClipFile.WriteAsync(file, start, cut, Cancel);
        var finished = await ClipFile.FinishAsync(raw, clip, Cancel);

        Assert.True(finished);
        Assert.True(cut[0].IsKey);
        Assert.Equal(Frames.Start + TimeSpan.FromSeconds(2), cut[0].At);
        var probe = await RunAsync("ffprobe", "-v", "error", "-show_entries", "format=start_time,duration", "-of", "csv=p=0", clip);
        var numbers = probe.Trim().Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(0, numbers[0], 0.15);
        Assert.InRange(numbers[1], 2.3, 2.9);
    }

    [Fact]
    public async Task a_ring_forgets_what_is_old_and_cuts_off_a_reader_that_never_reads()
    {
        var (start, fragments) = await ReadAsync("libx264", seconds: 2);
        var ring = new FragmentRing(TimeSpan.FromSeconds(5), 16 << 20);
        using var sleeper = ring.Follow(fromKey: false);
        ring.Begin(start);
        for (var i = 0; i < 700; i++)
            ring.Add(fragments[i % fragments.Count] with { At = Frames.Start + TimeSpan.FromMilliseconds(100 * i) });

        var (_, kept) = ring.Cut(Frames.Start, Frames.Start + TimeSpan.FromHours(1));
        var read = 0;
        while (sleeper.Items.TryRead(out _))
            read++;

        Assert.InRange(kept.Count, 35, 52);
        Assert.InRange(read, 1, 600);
        Assert.True(sleeper.Items.Completion.IsCompleted);
    }

    [Fact]
    public async Task a_stream_that_becomes_another_one_is_noticed_by_its_parameter_sets()
    {
        var (_, small) = await ReadAsync("libx264", seconds: 2, inBand: true);
        var (_, large) = await ReadAsync("libx264", seconds: 2, size: "640x384", inBand: true);
        var sets = new ParameterSets(isHevc: false);

        Assert.True(sets.Fits(small[0].Bytes));
        Assert.True(sets.Fits(small.Last(fragment => fragment.IsKey).Bytes));
        Assert.False(sets.Fits(large[0].Bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no video at all, not even one box of it")]
    [InlineData("\0\0\0\u0004moov")]
    public async Task what_is_no_stream_is_refused_and_never_throws_anything_else(string bytes)
    {
        using var stream = new MemoryStream([.. bytes.Select(c => (byte)c)]);
        var reader = new FragmentReader(stream, TimeProvider.System);

        var start = await Record.ExceptionAsync(async () => Assert.Null(await reader.ReadStartAsync(Cancel)));

        Assert.True(start is null or InvalidDataException, start?.ToString());
    }

    [Fact]
    public async Task cut_at_any_byte_a_stream_ends_quietly_or_is_refused()
    {
        var whole = await EncodeAsync("libx264", 1, "320x192", inBand: false);
        for (var length = 0; length < whole.Length; length += 97)
        {
            var reader = new FragmentReader(new MemoryStream(whole, 0, length), TimeProvider.System);
            var fault = await Record.ExceptionAsync(async () =>
            {
                if (await reader.ReadStartAsync(Cancel) is not null)
                    while (await reader.ReadAsync(Cancel) is not null)
                    {
                    }
            });
            Assert.True(fault is null or InvalidDataException, $"{length}: {fault}");
        }
    }

    private async Task<(FragmentStart Start, List<Fragment> Fragments)> ReadAsync(string encoder, int seconds, string size = "320x192", bool inBand = false)
    {
        var reader = new FragmentReader(new MemoryStream(await EncodeAsync(encoder, seconds, size, inBand)), TimeProvider.System);
        var start = await reader.ReadStartAsync(Cancel);
        var fragments = new List<Fragment>();
        while (await reader.ReadAsync(Cancel) is { } fragment)
            fragments.Add(fragment);
        return (start!, fragments);
    }

    private async Task<byte[]> EncodeAsync(string encoder, int seconds, string size, bool inBand)
    {
        var file = Path.Combine(_folder.Path, Guid.CreateVersion7().ToString("N") + ".mp4");
        string[] filter = inBand ? ["-bsf:v", "dump_extra=freq=keyframe"] : [];
        await RunAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", $"testsrc=size={size}:rate=10", "-t", $"{seconds}", "-c:v", encoder, "-preset", "ultrafast",
            "-tune", "zerolatency", "-g", "10", "-keyint_min", "10", "-pix_fmt", "yuv420p", .. filter, "-movflags", "frag_every_frame+empty_moov+default_base_moof", "-f", "mp4", file]);
        return await File.ReadAllBytesAsync(file, Cancel);
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return output;
    }
}
