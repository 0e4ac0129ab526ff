using System.Diagnostics;
using System.Security.Cryptography;
using Telemetry.Model.Vision;

namespace Edge.Vision.Tests;

/// <summary>What the platform may ask of recordings, with a simulated camera and a real ffmpeg.</summary>
public sealed class ControlDeskSpecs
{
    [Fact]
    public async Task what_was_recorded_is_listed_read_in_parts_cut_summed_up_and_drawn()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var cancel = limit.Token;
        await using var camera = await VisionRig.CameraAsync(cancel);
        await using var rig = await VisionRig.StartAsync(("Cameras:camera-1:Address", camera.Address));
        await rig.UntilAsync(() => rig.Recordings.Files("camera-1").Count >= 2);
        await using var platform = await PlatformStub.ConnectAsync(rig.Desk, cancel);
        var files = rig.Recordings.Files("camera-1");
        var stretch = new VideoQuestion(0, VideoAsk.Recordings) { Camera = "camera-1", From = files[0].From.AddSeconds(-60).ToUnixTimeMilliseconds(), To = files[^1].To.ToUnixTimeMilliseconds() };

        var listed = await platform.AskAsync(stretch, cancel);
        var first = listed.Files![0];
        var bytes = await platform.FileAsync(first.File, first.Bytes, cancel);
        var clip = await platform.MadeAsync(stretch with { Ask = VideoAsk.Clip, From = first.From + 2_000, To = first.To + 2_000 }, cancel);
        var summary = await platform.MadeAsync(stretch with { Ask = VideoAsk.Summary }, cancel);
        var picture = await platform.MadeAsync(new VideoQuestion(0, VideoAsk.Snapshot) { Camera = "camera-1", Name = "bmp" }, cancel);
        var storage = (await platform.AskAsync(new VideoQuestion(0, VideoAsk.Storage), cancel)).Storage!;

        Assert.Equal(await File.ReadAllBytesAsync(files[0].Path, cancel), bytes);
        Assert.InRange(listed.Gaps![0].To - listed.Gaps[0].From, 59_000, 61_000);
        var film = await platform.FileAsync(clip.File, clip.Bytes, cancel);
        Assert.Equal(clip.Sha256, Convert.ToHexStringLower(SHA256.HashData(film)));
        Assert.InRange(await SecondsAsync(film, cancel), 2, 9);
        Assert.InRange(await SecondsAsync(await platform.FileAsync(summary.File, summary.Bytes, cancel), cancel), 0.2, 31);
        Assert.Equal("BM"u8.ToArray(), (await platform.FileAsync(picture.File, picture.Bytes, cancel))[..2]);
        Assert.Equal(["video", "pictures", "data"], storage.Select(one => one.Class));
        Assert.Equal((30, 1), (storage[0].Days, storage[1].Files));
    }

    [Fact]
    public async Task questions_that_make_no_sense_are_answered_with_the_reason_and_the_next_one_is_heard()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var cancel = limit.Token;
        await using var rig = await VisionRig.StartAsync(("Cameras:camera-1:Address", "rtsp://127.0.0.1:9/main"));
        await rig.UntilAsync(() => rig.All.Cameras.ContainsKey("camera-1"));
        await using var platform = await PlatformStub.ConnectAsync(rig.Desk, cancel);

        async Task<string?> ErrorAsync(VideoQuestion question) => (await platform.AskAsync(question, cancel)).Error;

        Assert.Equal(VideoError.Invalid, await ErrorAsync(new VideoQuestion(0, "open-the-gate")));
        Assert.Equal(VideoError.NotFound, await ErrorAsync(new VideoQuestion(0, VideoAsk.Recordings) { Camera = "camera-9", From = 1, To = 2 }));
        Assert.Equal(VideoError.Invalid, await ErrorAsync(new VideoQuestion(0, VideoAsk.Recordings) { Camera = "camera-1", From = 5, To = 2 }));
        Assert.Equal(VideoError.Invalid, await ErrorAsync(new VideoQuestion(0, VideoAsk.Recordings) { Camera = "camera-1", From = 1, To = long.MaxValue }));
        Assert.Equal(VideoError.NotFound, await ErrorAsync(new VideoQuestion(0, VideoAsk.Clip) { Camera = "camera-1", From = 1, To = 60_000 }));
        Assert.Equal(VideoError.NotFound, await ErrorAsync(new VideoQuestion(0, VideoAsk.Read) { File = "v/../../../../etc/passwd", Offset = 0, Length = 100 }));
        Assert.Equal(VideoError.NotFound, await ErrorAsync(new VideoQuestion(0, VideoAsk.Read) { File = "m/../cameras.json", Offset = 0, Length = 100 }));
        Assert.Equal(VideoError.Invalid, await ErrorAsync(new VideoQuestion(0, VideoAsk.Move) { Camera = "camera-1", Pan = 7 }));
        Assert.Equal(VideoError.NoAnswer, await ErrorAsync(new VideoQuestion(0, VideoAsk.Snapshot) { Camera = "camera-1" }));
        Assert.Contains("edge_vision_questions_total{ask=\"unknown\",result=\"invalid\"}", rig.Metrics, StringComparison.Ordinal);
    }

    private static async Task<double> SecondsAsync(byte[] film, CancellationToken cancel)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.mp4");
        await File.WriteAllBytesAsync(path, film, cancel);
        using var probe = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]) { RedirectStandardOutput = true })!;
        var text = await probe.StandardOutput.ReadToEndAsync(cancel);
        await probe.WaitForExitAsync(cancel);
        File.Delete(path);
        return double.Parse(text.Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
