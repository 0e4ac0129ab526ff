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
    public void smoke_that_grows_is_told_and_a_grey_wall_is_not()
    {
        Assert.Equal("smoke", Assert.Single(Smoke(i => Box.FromCentre(300, 200 - i, 40 + 3 * i, 40 + 3 * i))).Point);
        Assert.Empty(Smoke(_ => Box.FromCentre(300, 200, 60, 60)));
    }

    private static PlumeSettings FireSettings { get; } = new("fire", 5, "fire", 0.4f, 6, 10, 4, 1.15, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

    private static List<VisionAlarm> Fire(Func<int, Action<byte[]>> paint)
    {
        var (rule, motion) = (new PlumeRule(FireSettings), new MotionGate());
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < 50; i++)
        {
            var frame = Frames.Of(i, paint(i));
            motion.Take(frame);
            alarms.AddRange(rule.Step(frame, [new Detection(5, 0.8f, Place)], motion, Everywhere));
        }

        return alarms;
    }

    private static List<VisionAlarm> Smoke(Func<int, Box> place)
    {
        var rule = new PlumeRule(new PlumeSettings("smoke", 6, "smoke", 0.3f, 10, 20, 4, 1.15, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10)));
        var motion = new MotionGate();
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < 40; i++)
        {
            var frame = Frames.Of(i);
            motion.Take(frame);
            alarms.AddRange(rule.Step(frame, [new Detection(6, 0.6f, place(i))], motion, Everywhere));
        }

        return alarms;
    }
}
