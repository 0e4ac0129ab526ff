using Edge.Vision.Health;
using Edge.Vision.Watching;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Tests;

public sealed class CameraWatchSpecs
{
    private static readonly string[] Labels = ["helmet", "head", "person", "vest", "no_vest", "fire", "smoke"];
    private static readonly Dictionary<string, float> Thresholds = Labels.ToDictionary(label => label, _ => 0.4f);

    [Fact]
    public void while_nothing_moves_only_a_frame_now_and_then_is_looked_at()
    {
        var watch = Watch(new CameraOptions());
        var looked = 0;
        for (var i = 0; i < 150; i++)
        {
            var frame = Frames.Of(i);
            if (watch.Wants(frame))
            {
                looked++;
                watch.Step(frame, []);
            }
        }

        Assert.InRange(looked, 14, 40);
    }

    [Fact]
    public void something_that_moves_wakes_it_at_once()
    {
        var watch = Watch(new CameraOptions());
        for (var i = 0; i < 50; i++)
            if (watch.Wants(Frames.Of(i)))
                watch.Step(Frames.Of(i), []);

        Assert.True(watch.Wants(Frames.Of(50, Frames.Fill(200, 150, 40, 80, 250))));
    }

    [Fact]
    public void a_lamp_that_is_always_there_is_muted_and_listed()
    {
        var watch = Watch(new CameraOptions(), new WatchOptions { MuteMinutes = 1 });
        for (var i = 0; i < 400; i++)
        {
            watch.Motion.Take(Frames.Of(i));
            watch.Step(Frames.Of(i), [new Detection(5, 0.9f, new Box(300, 200, 348, 264))]);
        }

        var muted = Assert.Single(watch.Muted);
        Assert.Equal(5, muted.Class);
    }

    [Fact]
    public void a_hot_work_permit_holds_fire_back_and_nothing_else()
    {
        var permit = new PermitOptions { Number = "动火-0231", From = Frames.Start, To = Frames.Start + TimeSpan.FromHours(1) };
        var watch = Watch(new CameraOptions { Permits = { permit } });
        var fire = Alarm("fire");

        Assert.Equal("动火-0231", watch.PermitFor(fire));
        Assert.Null(watch.PermitFor(Alarm("no-helmet")));
        Assert.Null(watch.PermitFor(fire with { At = Frames.Start + TimeSpan.FromHours(2) }));
    }

    [Fact]
    public void what_lies_in_an_ignored_zone_is_not_seen()
    {
        var watch = Watch(new CameraOptions { Zones = { new ZoneOptions { Name = "宣传栏", Kind = "ignore", Polygon = "0,0 0.5,0 0.5,1 0,1" } } });
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < 50; i++)
            alarms.AddRange(watch.Step(Frames.Of(i), [new Detection(1, 0.9f, Box.FromCentre(40 + 4 * i, 100, 30, 34))]));

        Assert.Empty(alarms);
    }

    [Fact]
    public void a_person_who_stands_in_a_forbidden_zone_is_told_with_its_name()
    {
        var watch = Watch(new CameraOptions { Zones = { new ZoneOptions { Name = "基坑临边", Kind = "forbidden", Polygon = "0,0.5 1,0.5 1,1 0,1" } } });
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < 50; i++)
            alarms.AddRange(watch.Step(Frames.Of(i), [new Detection(2, 0.9f, Box.FromCentre(100 + i, 200, 50, 120))]));

        Assert.Equal(("intrusion", "基坑临边"), (Assert.Single(alarms).Point, alarms[0].Zone));
        Assert.Contains(("people", 1.0), watch.Values());
    }

    [Fact]
    public void a_rule_whose_classes_the_model_lacks_is_not_there()
    {
        var watch = new CameraWatch(new WatchOptions(), new CameraPlan(new CameraOptions()), ["helmet", "head"], Thresholds);

        Assert.Equal(["no-helmet"], watch.Values().Select(value => value.Point));
    }

    [Fact]
    public void a_picture_is_frozen_covered_or_moved_after_seconds_and_not_at_once()
    {
        var frozen = Health(i => Frames.Of(i), 60);
        var covered = Health(i => Frames.Of(i, planes => planes.AsSpan(0, Frames.Width * Frames.Height).Fill((byte)(20 + i % 3))), 40);
        var moved = Health(i => Frames.Of(i, planes => Turned(planes, i)), 300);
        var fine = Health(i => Frames.Of(i, Frames.Fill(10 + i, 100, 30, 60, 240)), 200);

        Assert.True(frozen.IsFrozen);
        Assert.True(covered.IsCovered);
        Assert.True(moved.IsMoved);
        Assert.False(fine.IsFrozen || fine.IsCovered || fine.IsMoved);
    }

    // After half a minute the camera looks somewhere else; noise keeps it from being frozen.
    private static void Turned(byte[] planes, int frame)
    {
        for (var y = 0; frame >= 150 && y < Frames.Height; y++)
            for (var x = 0; x < Frames.Width; x++)
                planes[y * Frames.Width + x] = (byte)(60 + ((x + 16) / 48 * 53 + (y + 16) / 48 * 29) % 120);
        planes.AsSpan(frame % 100 * 64, 64).Fill((byte)(frame * 7));
    }

    private static PictureHealth Health(Func<int, Capture.VideoFrame> frame, int count)
    {
        var (health, motion) = (new PictureHealth(), new MotionGate());
        for (var i = 0; i < count; i++)
        {
            var next = frame(i);
            motion.Take(next);
            health.Take(next, motion);
        }

        return health;
    }

    private static CameraWatch Watch(CameraOptions camera, WatchOptions? options = null) =>
        new(options ?? new WatchOptions(), new CameraPlan(camera), Labels, Thresholds);

    private static VisionAlarm Alarm(string point) => new(
        point, Frames.Start + TimeSpan.FromMinutes(1), Frames.Start, 1, 0.9f, new Sighting(Frames.Of(0), new Box(0, 0, 10, 10), [], 1), "fire", 6, null,
        new Dictionary<string, double>());
}
