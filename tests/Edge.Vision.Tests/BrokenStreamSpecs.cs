using FirmwareSim.Cameras;

namespace Edge.Vision.Tests;

/// <summary>One camera fails as cameras do while another one beside it works; a real ffmpeg between.</summary>
public sealed class BrokenStreamSpecs
{
    [Fact]
    public async Task wrong_bytes_in_a_stream_are_shown_and_counted_and_end_nothing_but_its_own_pictures()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var good = await VisionRig.CameraAsync(limit.Token);
        await using var bad = await VisionRig.CameraAsync(limit.Token);
        await using var rig = await StartAsync(good, bad);

        bad.Camera.Trouble.Start(TroubleKind.Corrupt, 3_600, 0);
        await rig.UntilAsync(() => Value(rig, "bad", "damaged") == 1);
        Assert.Contains("edge_vision_frames_damaged_total{camera=\"bad\",stream=\"watch\"}", rig.Metrics, StringComparison.Ordinal);
        await GoodGoesOnAsync(rig);
        bad.Camera.Trouble.End(TroubleKind.Corrupt);
        var seen = Frames(rig, "bad");
        await rig.UntilAsync(() => rig.IsLive("bad") && Frames(rig, "bad") > seen + 5 && Value(rig, "bad", "damaged") == 0);

        Assert.DoesNotContain("edge_vision_frames_damaged_total{camera=\"good\"", rig.Metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("edge_vision_faults_total{place=\"detector\"}", rig.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_stream_that_changes_its_size_is_opened_anew_and_its_recording_begins_a_file()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var good = await VisionRig.CameraAsync(limit.Token);
        await using var bad = await VisionRig.CameraAsync(limit.Token);
        await using var rig = await StartAsync(good, bad);
        var opened = Opened(rig);
        Assert.Equal(320, (int?)rig.Camera("bad")["width"]);

        bad.Camera.Trouble.Start(TroubleKind.Resize, 3_600, 0);
        await rig.UntilAsync(() => (int?)rig.Camera("bad")["width"] == 160 && rig.IsLive("bad"));
        Assert.Contains("edge_vision_stream_ended_total{camera=\"bad\",stream=\"record\",condition=\"changed\"}", rig.Metrics, StringComparison.Ordinal);
        var seen = Frames(rig, "bad");
        await rig.UntilAsync(() => Frames(rig, "bad") > seen + 10);
        bad.Camera.Trouble.End(TroubleKind.Resize);
        await rig.UntilAsync(() => (int?)rig.Camera("bad")["width"] == 320 && rig.IsLive("bad"));

        await rig.UntilAsync(() => rig.Recordings.Files("bad").Count >= 2);
        await GoodGoesOnAsync(rig);
        Assert.Equal(opened, Opened(rig));
    }

    [Fact]
    public async Task a_stream_without_key_frames_is_named_and_recorded_again_when_one_comes()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var good = await VisionRig.CameraAsync(limit.Token);
        await using var bad = await VisionRig.CameraAsync(limit.Token);
        await using var rig = await StartAsync(good, bad, stallSeconds: "20");
        var opened = Opened(rig);

        bad.Camera.Trouble.Start(TroubleKind.NoKey, 3_600, 0);
        await rig.UntilAsync(() => (string?)rig.Camera("bad")["record"]!["condition"] == "NoKey");
        await rig.UntilAsync(() => Value(rig, "bad", "recording-stopped") == 1);
        Assert.Equal("no stream", (string?)rig.Camera("bad")["recordingFault"]);
        // It never came to a key frame since it was opened anew.
        await rig.UntilAsync(() => Count(rig.Metrics, "edge_vision_stream_ended_total{camera=\"bad\",stream=\"record\",condition=\"no-key\"}") >= 2);
        await GoodGoesOnAsync(rig);
        bad.Camera.Trouble.End(TroubleKind.NoKey);

        await rig.UntilAsync(() => rig.IsLive("bad") && Value(rig, "bad", "recording-stopped") == 0);
        Assert.Equal(opened, Opened(rig));
    }

    [Fact]
    public async Task a_stream_that_stalls_on_an_open_connection_is_watched_again_when_it_goes_on()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var good = await VisionRig.CameraAsync(limit.Token);
        await using var bad = await VisionRig.CameraAsync(limit.Token);
        await using var rig = await StartAsync(good, bad);
        var opened = Opened(rig);

        bad.Camera.Trouble.Start(TroubleKind.Stall, 3_600, 0);
        await rig.UntilAsync(() => Value(rig, "bad", "stream-down") == 1 && Value(rig, "bad", "recording-stopped") == 1);
        Assert.Contains("edge_vision_stream_ended_total{camera=\"bad\",stream=\"watch\",condition=\"stalled\"}", rig.Metrics, StringComparison.Ordinal);
        await GoodGoesOnAsync(rig);
        bad.Camera.Trouble.End(TroubleKind.Stall);

        await rig.UntilAsync(() => rig.IsLive("bad") && Value(rig, "bad", "stream-down") == 0 && Value(rig, "bad", "recording-stopped") == 0);
        Assert.Equal(opened, Opened(rig));
    }

    private static async Task<VisionRig> StartAsync(SimulatedCamera good, SimulatedCamera bad, string stallSeconds = "12")
    {
        var rig = await VisionRig.StartAsync(("Cameras:good:Address", good.Address), ("Cameras:bad:Address", bad.Address), ("Capture:StallSeconds", stallSeconds), ("Capture:KeySeconds", "5"));
        await rig.UntilAsync(() => rig.IsLive("good") && rig.IsLive("bad"));
        return rig;
    }

    private static async Task GoodGoesOnAsync(VisionRig rig)
    {
        var seen = Frames(rig, "good");
        await rig.UntilAsync(() => Frames(rig, "good") > seen + 10);
        Assert.True(rig.IsLive("good"));
    }

    // How often the good one's streams were opened.
    private static (int, int) Opened(VisionRig rig) => ((int)rig.Camera("good")["watch"]!["attempts"]!, (int)rig.Camera("good")["record"]!["attempts"]!);

    private static double? Value(VisionRig rig, string camera, string point) => (double?)rig.Camera(camera)["values"]?[point];

    private static double Count(string metrics, string series) =>
        metrics.Split('\n').FirstOrDefault(line => line.StartsWith(series, StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static long Frames(VisionRig rig, string camera) => (long)rig.Camera(camera)["watch"]!["frames"]!;
}
