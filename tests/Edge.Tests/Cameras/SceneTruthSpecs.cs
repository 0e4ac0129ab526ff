using System.Text.Json;
using FirmwareSim.Cameras;
using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Pictures;
using FirmwareSim.Cameras.Streaming;
using FirmwareSim.Machines;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Edge.Tests.Cameras;

public sealed class SceneTruthSpecs
{
    [Fact]
    public async Task a_helmet_that_comes_off_turns_the_box_into_a_head()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Workers = 1 });
        var before = await LinesAsync(rig, 1);
        Assert.True(rig.Camera.Apply("helmet-off", new EventArguments(new Dictionary<string, double> { ["seconds"] = 60 })));

        var reading = rig.FramesAsync("sub", "tcp", 40, 160, 96);
        await rig.TruthAsync(line => Classes(line).Contains(1));
        await reading;

        Assert.Contains(0, Classes(before[0]));
        Assert.DoesNotContain(1, Classes(before[0]));
    }

    [Fact]
    public async Task boxes_enclose_what_differs_from_the_empty_scene()
    {
        var options = CameraRig.Options with { Workers = 6, Clock = true, Sub = new(640, 384, 5, KilobitsPerSecond: 2000) };
        await using var full = await CameraRig.StartAsync(options);
        await using var empty = await CameraRig.StartAsync(options with { Workers = 0 });

        var frame = (await full.FramesAsync("sub", "tcp", 1, 640, 384))[0];
        var background = (await empty.FramesAsync("sub", "tcp", 1, 640, 384))[0];
        var at = ClockStrip.Read(frame.AsSpan(ClockStrip.Height(384) / 2 * 640, 640))!.Value;
        var truth = full.Lines().MinBy(line => (line.GetProperty("at").GetDateTimeOffset() - at).Duration());

        var people = truth.GetProperty("boxes").EnumerateArray().Where(box => box.GetProperty("class").GetInt32() == 2).ToList();
        Assert.True(people.Count >= 3);
        foreach (var box in people.Where(box => box.GetProperty("visible").GetSingle() > 0.9))
        {
            var changed = Changed(frame, background, box);
            Assert.True(changed > 0.2, $"box {box} holds {changed:P0} of something new");
        }

        var outside = Enumerable.Range(0, frame.Length).Where(i => Math.Abs(frame[i] - background[i]) > 60 && i / 640 is > 50 and < 320)
            .Count(i => !people.Any(box => Holds(box, i % 640, i / 640, 10)));
        Assert.True(outside < 200, $"{outside} pixels outside all boxes differ");
    }

    [Fact]
    public async Task every_frame_has_its_line_with_the_streams_timestamp()
    {
        await using var rig = await CameraRig.StartAsync();

        var lines = await LinesAsync(rig, 10);

        var frames = lines.Select(line => line.GetProperty("frame").GetInt64()).ToList();
        var stamps = lines.Select(line => line.GetProperty("rtp").GetUInt32()).ToList();
        Assert.Equal(Enumerable.Range(0, frames.Count).Select(i => (long)i), frames);
        Assert.All(stamps.Zip(stamps.Skip(1)), pair => Assert.InRange(unchecked(pair.Second - pair.First), 1u, 270_000u));
        Assert.All(lines, line => Assert.Equal(("sub", "day"), (line.GetProperty("stream").GetString(), line.GetProperty("look").GetString())));
    }

    [Fact]
    public async Task fire_and_smoke_are_told_while_they_burn()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Workers = 0 });
        rig.Camera.Apply("flame", new EventArguments(new Dictionary<string, double> { ["seconds"] = 60 }));
        rig.Camera.Apply("smoke", new EventArguments(new Dictionary<string, double> { ["seconds"] = 60, ["azimuth"] = -8 }));

        var reading = rig.FramesAsync("sub", "tcp", 60, 160, 96);
        await rig.TruthAsync(line => Classes(line).Contains(5) && Classes(line).Contains(6));
        await reading;
    }

    [Theory]
    [InlineData("black", 12)]
    [InlineData("cover", 45)]
    public async Task a_dark_lens_gives_a_dark_picture_and_no_boxes(string happening, int brightest)
    {
        await using var rig = await CameraRig.StartAsync();
        rig.Camera.Apply(happening, new EventArguments(new Dictionary<string, double> { ["seconds"] = 60 }));

        var frame = (await rig.FramesAsync("sub", "tcp", 2, 320, 192))[^1];
        var line = (await LinesAsync(rig, 1))[0];

        Assert.True(frame.Average(grey => grey) < brightest);
        Assert.Empty(Classes(line));
        Assert.Equal(happening, line.GetProperty("trouble")[0].GetString());
    }

    [Fact]
    public async Task a_frozen_picture_stands_while_the_stream_goes_on()
    {
        await using var rig = await CameraRig.StartAsync();
        await rig.FramesAsync("sub", "tcp", 2, 320, 192);
        rig.Camera.Apply("freeze", new EventArguments(new Dictionary<string, double> { ["seconds"] = 60 }));

        var frames = await rig.FramesAsync("sub", "tcp", 12, 320, 192);

        // The encoder goes on refining the grain of a picture that stands.
        Assert.True(frames[2].Zip(frames[^1]).Count(pair => Math.Abs(pair.First - pair.Second) > 24) < 50);
    }

    [Fact]
    public void a_set_rendered_from_one_seed_is_the_same_each_time_and_of_another_differs()
    {
        var (one, labels) = SceneFolder.Render(5, 1);

        Assert.Equal(one, SceneFolder.Render(5, 1).Jpeg);
        Assert.Equal(labels, SceneFolder.Render(5, 1).Labels);
        Assert.NotEqual(one, SceneFolder.Render(6, 1).Jpeg);
    }

    [Fact]
    public async Task rendered_scenes_can_be_played_as_a_folder_of_pictures()
    {
        using var folder = new TemporaryFolder();
        await SceneFolder.WriteAsync(folder.Path, 6, 11, "test", TestContext.Current.CancellationToken);
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Pictures = folder.Path, PicturesSplit = "test" });

        var lines = await LinesAsync(rig, 3);

        Assert.Equal("picture", lines[0].GetProperty("look").GetString());
        Assert.Equal(7, lines[0].GetProperty("annotated").GetArrayLength());
        Assert.Throws<InvalidDataException>(() =>
        {
            using var none = new Camera(CameraRig.Options with { Pictures = folder.Path, PicturesSplit = "val" }, "", null, TimeProvider.System, NullLogger.Instance);
        });
    }

    [Fact]
    public async Task the_burnt_in_clock_can_be_read_back()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Clock = true, Sub = new(640, 384, 10, KilobitsPerSecond: 2000) });

        var began = TimeProvider.System.GetUtcNow();
        var frames = await rig.FramesAsync("sub", "tcp", 3, 640, 384);

        var row = ClockStrip.Height(384) / 2 * 640;
        var read = ClockStrip.Read(frames[^1].AsSpan(row, 640));
        Assert.NotNull(read);
        Assert.InRange(read.Value, began.AddSeconds(-2), TimeProvider.System.GetUtcNow());
    }

    private static async Task<List<JsonElement>> LinesAsync(CameraRig rig, int least)
    {
        await rig.FramesAsync("sub", "tcp", least, 160, 96);
        return [.. rig.Lines()];
    }

    private static List<int> Classes(JsonElement line) => [.. line.GetProperty("boxes").EnumerateArray().Select(box => box.GetProperty("class").GetInt32())];

    private static bool Holds(JsonElement box, int x, int y, int margin)
    {
        var (left, top) = (box.GetProperty("left").GetSingle(), box.GetProperty("top").GetSingle());
        return x >= left - margin && y >= top - margin && x <= left + box.GetProperty("width").GetSingle() + margin && y <= top + box.GetProperty("height").GetSingle() + margin;
    }

    private static double Changed(byte[] frame, byte[] background, JsonElement box)
    {
        var inside = Enumerable.Range(0, frame.Length).Where(i => Holds(box, i % 640, i / 640, 0)).ToList();
        return inside.Count(i => Math.Abs(frame[i] - background[i]) > 20) / (double)inside.Count;
    }
}
