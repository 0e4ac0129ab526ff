using Edge.Vision.Capture;
using Edge.Vision.Watching;
using FirmwareSim.Cameras;
using FirmwareSim.Cameras.Pictures;
using FirmwareSim.Machines;
using TestKit;
using Vision.Detection;

namespace Edge.Vision.Tests;

/// <summary>The detector that ships and the rules together, on scenes of the simulator, faster than they happen.</summary>
public sealed class RenderedSceneSpecs
{
    private const int BeginsAt = 45;

    [Fact]
    public void rendered_smoke_is_told_within_half_a_minute()
    {
        var alarms = Watch(14, 80, ("smoke", BeginsAt, new Dictionary<string, double> { ["azimuth"] = -10, ["distance"] = 15, ["size"] = 1.1, ["darkness"] = 0.5, ["seconds"] = 60 }));

        var smoke = Assert.Single(alarms, alarm => alarm.Point == "smoke");
        Assert.InRange((smoke.At - Frames.Start).TotalSeconds, BeginsAt + 2, BeginsAt + 30);
    }

    [Fact]
    public void a_rendered_flame_is_told_within_seconds()
    {
        var alarms = Watch(14, 60, ("flame", BeginsAt, new Dictionary<string, double> { ["azimuth"] = 7, ["distance"] = 13, ["size"] = 1.1, ["seconds"] = 25 }));

        var fire = Assert.Single(alarms, alarm => alarm.Point == "fire");
        Assert.InRange((fire.At - Frames.Start).TotalSeconds, BeginsAt, BeginsAt + 12);
    }

    [Fact]
    public void lamps_nets_rain_and_dusk_are_neither_fire_nor_smoke() =>
        Assert.DoesNotContain(
            Watch(31, 75, ("rain", 15, new Dictionary<string, double> { ["rate"] = 18, ["seconds"] = 25 }), ("dusk", 50, new Dictionary<string, double> { ["seconds"] = 60 })),
            alarm => alarm.Point is "fire" or "smoke");

    private static List<VisionAlarm> Watch(int seed, int seconds, params (string What, int At, Dictionary<string, double> Arguments)[] happenings)
    {
        var folder = Path.Combine(Repository.Root, "models", "vision", "site-safety");
        var (package, refusal) = ModelPackage.Read(folder);
        Assert.Null(refusal);
        var (opened, wrong) = package!.Open(folder, package.Preferred, new DetectorSettings(Frames.Width, Frames.Height));
        Assert.Null(wrong);
        using var detector = opened!;
        using var film = new SceneFilm(
            new FirmwareSim.Cameras.CameraOptions("c", "c", "127.0.0.1:1", "u", "p", Seed: seed, Workers: 4, Look: LightChoice.Day), Frames.Width, Frames.Height);
        var watch = new CameraWatch(new WatchOptions(), new CameraPlan(new Watching.CameraOptions()), package.Labels, package.Thresholds);
        var alarms = new List<VisionAlarm>();
        for (var i = 0; i < seconds * 5; i++)
        {
            foreach (var (what, _, arguments) in happenings.Where(happening => happening.At * 5 == i))
                Assert.True(film.Apply(what, new EventArguments(arguments), i * 0.2));
            film.Draw(i * 0.2);
            var frame = Frame(film.Pixels, Frames.At(i));
            if (watch.Wants(frame))
                alarms.AddRange(watch.Step(frame, detector.Detect(frame.Picture)));
        }

        return alarms;
    }

    /// <summary>BGRA as 4:2:0 of BT.601.</summary>
    private static VideoFrame Frame(ReadOnlySpan<byte> pixels, DateTimeOffset at)
    {
        const int Size = Frames.Width * Frames.Height, Half = Frames.Width / 2;
        var planes = new byte[Size * 3 / 2];
        for (var i = 0; i < Size; i++)
        {
            int blue = pixels[i * 4], green = pixels[i * 4 + 1], red = pixels[i * 4 + 2];
            planes[i] = (byte)(((66 * red + 129 * green + 25 * blue + 128) >> 8) + 16);
            var (x, y) = (i % Frames.Width, i / Frames.Width);
            if (x % 2 != 0 || y % 2 != 0)
                continue;
            var chroma = Size + y / 2 * Half + x / 2;
            planes[chroma] = (byte)(((-38 * red - 74 * green + 112 * blue + 128) >> 8) + 128);
            planes[chroma + Size / 4] = (byte)(((112 * red - 94 * green - 18 * blue + 128) >> 8) + 128);
        }

        return new VideoFrame(Frames.Width, Frames.Height, planes, at);
    }
}
