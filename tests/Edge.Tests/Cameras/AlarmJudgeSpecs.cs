using System.Text.Json;
using FirmwareSim.Cameras.Judging;
using Telemetry.Model.Vision;

namespace Edge.Tests.Cameras;

public sealed class AlarmJudgeSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private static readonly JudgeRules Rules = new();

    [Fact]
    public void an_alarm_in_place_and_time_finds_its_episode_and_a_second_one_is_a_duplicate()
    {
        var verdict = Verdict(Bare(10, 40), Alarm(14, 0.5), Alarm(30, 0.5));

        Assert.Equal((1, 1, 1, 0), (verdict.Episodes, verdict.Found, verdict.Duplicates, verdict.False));
        Assert.Equal(4, verdict.DelayMedian!.Value, 1);
    }

    [Theory]
    [InlineData(14, 0.9)]
    [InlineData(5, 0.5)]
    [InlineData(50, 0.5)]
    public void an_alarm_elsewhere_or_at_another_time_is_false(double at, double x)
    {
        var verdict = Verdict(Bare(10, 40), Alarm(at, x));

        Assert.Equal((0, 1, 60.0), (verdict.Found, verdict.False, verdict.FalsePerHour));
    }

    [Theory]
    [InlineData(10, 12, 20, 1.0)]
    [InlineData(10, 40, 9, 1.0)]
    [InlineData(10, 40, 20, 0.3)]
    public void what_is_short_small_or_hidden_is_not_asked_for_and_no_false_alarm_either(int from, int to, float size, float visible)
    {
        var silent = Verdict(Bare(from, to, size, visible));
        var alarmed = Verdict(Bare(from, to, size, visible), Alarm(from + 1, 0.5));

        Assert.Equal((0, 0), (silent.Episodes, silent.False));
        Assert.Equal((0, 0), (alarmed.Episodes, alarmed.False));
    }

    [Fact]
    public void a_moment_out_of_sight_does_not_make_two_episodes_and_a_longer_one_does()
    {
        Assert.Equal(1, Verdict([.. Bare(10, 20), .. Bare(22, 40)]).Episodes);
        Assert.Equal(2, Verdict([.. Bare(10, 20), .. Bare(30, 40)]).Episodes);
    }

    [Fact]
    public void time_behind_others_is_no_time_in_clear_sight()
    {
        var verdict = Verdict([.. Bare(10, 14), .. Bare(14, 24, visible: 0.3f), .. Bare(24, 40)], Alarm(27, 0.5));

        Assert.Equal((17.0, 7.0), (Math.Round(verdict.DelayMedian!.Value, 1), Math.Round(verdict.SightMedian!.Value, 1)));
    }

    [Fact]
    public void an_alarm_about_which_the_labels_say_nothing_counts_neither_way()
    {
        var lines = Enumerable.Range(0, 61).Select(second => Line(second, null).Replace("\"boxes\"", second < 30 ? "\"annotated\":[5,6],\"boxes\"" : "\"annotated\":[0,1],\"boxes\"", StringComparison.Ordinal));
        var verdict = AlarmJudge.Judge(TruthFile.Read(lines, "sub", Rules), [Alarm(20, 0.5), Alarm(50, 0.5)], Rules).Single(one => one.Point == "no-helmet");

        Assert.Equal((0, 1), (verdict.Duplicates, verdict.False));
    }

    [Fact]
    public void pauses_of_the_stream_are_no_camera_time()
    {
        var truth = TruthFile.Read([Line(0, null), Line(1, null), Line(3600, null), Line(3601, null)], "sub", Rules);

        Assert.Equal(2 / 3600.0, truth.Hours, 6);
    }

    [Fact]
    public void a_line_that_is_no_truth_is_told_with_its_number() =>
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => TruthFile.Read([Line(0, null), "{"], "sub", Rules)).Message, StringComparison.Ordinal);

    private static PointVerdict Verdict(List<(int Second, object Box)> boxes, params VisionEvent[] alarms)
    {
        var at = boxes.ToLookup(box => box.Second, box => box.Box);
        var lines = Enumerable.Range(0, 61).Select(second => Line(second, at[second].FirstOrDefault()));
        return AlarmJudge.Judge(TruthFile.Read(lines, "sub", Rules), alarms, Rules).Single(verdict => verdict.Point == "no-helmet");
    }

    private static List<(int Second, object Box)> Bare(int from, int to, float size = 20, float visible = 1) =>
        [.. Enumerable.Range(from, to - from).Select(second => (second, (object)new { @class = 1, track = 3, left = 310f, top = 100f, width = size, height = size, visible }))];

    private static string Line(int second, object? box) => JsonSerializer.Serialize(
        new { stream = "sub", frame = second, rtp = 0, at = Start.AddSeconds(second), width = 640, height = 384, boxes = box is null ? Array.Empty<object>() : [box] }, JsonSerializerOptions.Web);

    private static VisionEvent Alarm(double second, double x)
    {
        var box = new VisionBox("head", 0.9, x - 0.02, 0.25, x + 0.02, 0.32);
        var at = Start.AddSeconds(second).ToUnixTimeMilliseconds();
        return new VisionEvent("1", "no-helmet", at, at - 2000, 1, 0.9, box, [box], 8, new Dictionary<string, double>(), "site-safety", "00", null, 640, 384);
    }
}
