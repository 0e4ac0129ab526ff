using Edge.Vision.Watching;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Tests;

public sealed class PlumeRuleSpecs
{
    private static readonly CameraPlan Everywhere = new(new CameraOptions());
    private static readonly Box Place = new(300, 200, 348, 264);

    [Fact]
    public void a_flame_that_flickers_in_one_place_is_told_once()
    {
        var alarms = Fire(i => Frames.Fill(300, 200, 48, 64, (byte)(i % 2 == 0 ? 230 : 150)));

        var alarm = Assert.Single(alarms);
        Assert.Equal("fire", alarm.Point);
        Assert.InRange((alarm.At - Frames.Start).TotalSeconds, 1, 5);
        Assert.True(alarm.Thresholds["measuredFlicker"] > 4);
    }

    [Fact]
    public void a_lamp_that_the_network_takes_for_a_flame_is_not_told() =>
        Assert.Empty(Fire(_ => Frames.Fill(300, 200, 48, 64, 240)));

    [Fact]
    public void boxes_that_jump_about_are_no_fire()
    {
        var (rule, motion) = (new PlumeRule(FireSettings), new MotionGate());
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < 50; i++)
        {
            var frame = Frames.Of(i, Frames.Fill(300, 200, 48, 64, (byte)(i % 2 == 0 ? 230 : 150)));
            motion.Take(frame);
            alarms.AddRange(rule.Step(frame, [new Detection(5, 0.8f, Box.FromCentre(60 + 70 * (i % 8), 100, 40, 40))], motion, Everywhere));
        }

        Assert.Empty(alarms);
    }

    [Fact]
    public void flames_that_leap_out_of_their_box_are_the_same_fire_and_flames_far_away_are_another()
    {
        Assert.Single(Leaping(new Box(345, 180, 370, 220)));
        Assert.Equal(2, Leaping(new Box(500, 180, 525, 220)).Count);

        static List<VisionAlarm> Leaping(Box to) => Run(
            new PlumeRule(FireSettings), i => Frames.Fill(290, 180, 260, 90, (byte)(i % 2 == 0 ? 230 : 150)), i => [new Detection(5, 0.8f, i < 25 ? Place : to)], []);
    }

    [Fact]
    public void smoke_that_grows_is_told_and_a_grey_wall_is_not()
    {
        Assert.Equal("smoke", Assert.Single(Smoke(i => Box.FromCentre(300, 200 - i, 40 + 3 * i, 40 + 3 * i))).Point);
        Assert.Empty(Smoke(_ => Box.FromCentre(300, 200, 60, 60)));
    }

    [Fact]
    public void weak_frames_go_on_with_what_sure_ones_began_and_begin_nothing()
    {
        Assert.Single(Flame(i => i % 3 == 0 ? 0.5f : 0.3f));
        Assert.Empty(Flame(_ => 0.3f));
        Assert.Empty(Flame(i => i == 0 ? 0.5f : 0.3f));
    }

    [Fact]
    public void a_veil_in_which_the_network_finds_a_trace_of_smoke_is_smoke()
    {
        Assert.Equal("smoke", Assert.Single(Trace(0.15f, [Veil], [])).Point);
        Assert.Empty(Trace(0.15f, [], []));
        Assert.Empty(Trace(0.08f, [Veil], []));
    }

    [Fact]
    public void somebody_who_stands_before_the_scene_is_no_veil() =>
        Assert.Empty(Trace(0.15f, [Veil], [new Detection(0, 0.8f, Box.FromCentre(320, 210, 22, 24))]));

    [Fact]
    public void what_a_flame_does_to_the_air_before_the_scene_is_no_smoke_of_its_own() =>
        Assert.Empty(Trace(0.15f, [Veil], [new Detection(5, 0.6f, Box.FromCentre(320, 250, 30, 40))]));

    private static Box Veil { get; } = new(0.45f, 0.5f, 0.55f, 0.8f);

    private static PlumeSettings FireSettings { get; } = new("fire", 5, "fire", 0.4f, 6, 10, 4, 1.15, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10), 0.28f, 0.12f, [0, 1]);

    private static PlumeSettings SmokeSettings { get; } = new("smoke", 6, "smoke", 0.4f, 10, 20, 4, 1.15, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10), 0.28f, 0.12f, [0, 1], 5, 0.4f);

    private static List<VisionAlarm> Flame(Func<int, float> score) =>
        Run(new PlumeRule(FireSettings), i => Frames.Fill(300, 200, 48, 64, (byte)(i % 2 == 0 ? 230 : 150)), i => [new Detection(5, score(i), Place)], []);

    private static List<VisionAlarm> Trace(float score, Box[] veils, Detection[] others) =>
        Run(new PlumeRule(SmokeSettings), _ => null, _ => [new Detection(6, score, new Box(280, 180, 360, 320)), .. others], veils);

    private static List<VisionAlarm> Run(PlumeRule rule, Func<int, Action<byte[]>?> paint, Func<int, Detection[]> found, Box[] veils)
    {
        var motion = new MotionGate();
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < 50; i++)
        {
            var frame = Frames.Of(i, paint(i));
            motion.Take(frame);
            alarms.AddRange(rule.Step(frame, found(i), motion, Everywhere, veils));
        }

        return alarms;
    }

    private static List<VisionAlarm> Fire(Func<int, Action<byte[]>> paint) => Run(new PlumeRule(FireSettings), paint, _ => [new Detection(5, 0.8f, Place)], []);

    private static List<VisionAlarm> Smoke(Func<int, Box> place) => Run(new PlumeRule(SmokeSettings), _ => null, i => [new Detection(6, 0.6f, place(i))], []);
}
