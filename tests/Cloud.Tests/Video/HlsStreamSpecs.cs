using System.Globalization;
using Cloud.Supervision.Video;

namespace Cloud.Tests.Video;

public sealed class HlsStreamSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private readonly HlsStream _stream = new();
    private int _frames;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task four_frames_are_a_part_and_a_key_frame_begins_a_segment()
    {
        _stream.Begin([0]);
        Frames(60, keyEvery: 25);

        var lines = (await _stream.PlaylistAsync(null, null, Cancel))!.Split('\n');

        Assert.Contains("#EXT-X-PART-INF:PART-TARGET=0.160", lines);
        Assert.Contains("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.480", lines);
        Assert.Equal(2, lines.Count(line => line.StartsWith("#EXTINF:1.00000", StringComparison.Ordinal)));
        Assert.Equal(14, lines.Count(line => line.StartsWith("#EXT-X-PART:DURATION=0.16000", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.EndsWith(",INDEPENDENT=YES", StringComparison.Ordinal)));
        Assert.Contains("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"part-2-2.m4s\"", lines);
        Assert.Contains("#EXT-X-PROGRAM-DATE-TIME:2026-11-23T04:00:01.000Z", lines);
    }

    [Fact]
    public async Task who_asks_for_the_next_part_waits_until_it_is_there()
    {
        _stream.Begin([0]);
        Frames(28, keyEvery: 25);

        var waiting = _stream.PlaylistAsync(1, 0, Cancel);
        var part = _stream.PartAsync(1, 0, Cancel);
        Assert.False(waiting.IsCompleted || part.IsCompleted);
        Frames(1, keyEvery: 25);

        Assert.Contains("part-1-0.m4s", await waiting, StringComparison.Ordinal);
        Assert.Equal([25, 26, 27, 28], (await part)!.Select(box => (int)box[0]));
    }

    [Fact]
    public async Task what_can_never_come_is_refused_at_once()
    {
        _stream.Begin([0]);
        Frames(28, keyEvery: 25);

        Assert.Null(await _stream.PlaylistAsync(9, 0, Cancel));
        Assert.Null(await _stream.PartAsync(7, 0, Cancel));
        Assert.Null(await _stream.PartAsync(1, 5, Cancel));
        var waiting = _stream.PlaylistAsync(2, 0, Cancel);
        _stream.End();
        Assert.Null(await waiting);
    }

    [Fact]
    public async Task a_camera_that_is_set_to_another_size_goes_on_behind_a_discontinuity()
    {
        _stream.Begin([7]);
        Frames(30, keyEvery: 25);
        _stream.Begin([8]);
        Frames(30, keyEvery: 25, first: 50);

        var text = (await _stream.PlaylistAsync(null, null, Cancel))!;

        Assert.Contains("#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"init-2.mp4\"", text, StringComparison.Ordinal);
        Assert.Equal([7], _stream.Init(1));
        Assert.Equal([8], _stream.Init(2));
        Assert.Null(_stream.Init(3));
    }

    [Fact]
    public void a_stream_that_never_has_a_key_frame_is_given_up_and_counted_instead_of_kept()
    {
        _stream.Begin([0]);
        Frames(1, keyEvery: 1);
        for (var i = 0; i < 600; i++)
            _stream.Add(false, Noon, 0.04, [1]);

        Assert.Equal(1, _stream.GivenUp);
        Assert.Null(_stream.Segment(0));
    }

    [Fact]
    public async Task old_segments_go_and_the_numbers_go_on()
    {
        _stream.Begin([0]);
        Frames(25 * 20 + 5, keyEvery: 25);

        var text = (await _stream.PlaylistAsync(null, null, Cancel))!;

        Assert.Contains("#EXT-X-MEDIA-SEQUENCE:12\n", text, StringComparison.Ordinal);
        Assert.Null(_stream.Segment(11));
        Assert.Equal(25, _stream.Segment(19)!.Count);
        Assert.Equal(8, text.Split('\n').Count(line => line.StartsWith("#EXTINF", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task rates_that_do_not_divide_a_part_keep_every_part_within_the_target()
    {
        _stream.Begin([0]);
        for (var i = 0; i < 90; i++)
            _stream.Add(i % 30 == 0, Noon, 1 / 15.0, [1]);

        var lines = (await _stream.PlaylistAsync(null, null, Cancel))!.Split('\n');

        var target = Number(lines.Single(line => line.StartsWith("#EXT-X-PART-INF", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.StartsWith("#EXT-X-PART:", StringComparison.Ordinal)), line => Assert.True(Number(line.Split(',')[0]) <= target + 0.001));
    }

    private static double Number(string line) => double.Parse(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    private void Frames(int count, int keyEvery, int? first = null)
    {
        _frames = first ?? _frames;
        for (var i = 0; i < count; i++, _frames++)
            _stream.Add(_frames % keyEvery == 0, Noon.AddMilliseconds(40 * _frames), 0.04, [(byte)_frames]);
    }
}
