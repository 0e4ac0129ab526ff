using FirmwareSim.Cameras;

namespace Edge.Vision.Tests;

/// <summary>One camera fails as cameras do while another one beside it works; a real ffmpeg between.</summary>
public sealed class BrokenStreamSpecs
{
    [Fact]
    public async Task wrong_bytes_in_a_stream_end_nothing_but_its_own_pictures()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var good = await VisionRig.CameraAsync(limit.Token);
        await using var bad = await VisionRig.CameraAsync(limit.Token);
        await using var rig = await StartAsync(good, bad);

        bad.Camera.Trouble.Start(TroubleKind.Corrupt, 3_600, 0);
        var before = Frames(rig, "good");
        await rig.UntilAsync(() => Frames(rig, "good") > before + 25);
        bad.Camera.Trouble.End(TroubleKind.Corrupt);
        var seen = Frames(rig, "bad");
        await rig.UntilAsync(() => rig.IsLive("bad") && Frames(rig, "bad") > seen + 5);

        Assert.True(rig.IsLive("good"));
        Assert.DoesNotContain("edge_vision_faults_total{place=\"detector\"}", rig.Metrics, StringComparison.Ordinal);
    }

    private static async Task<VisionRig> StartAsync(SimulatedCamera good, SimulatedCamera bad)
    {
        var rig = await VisionRig.StartAsync(("Cameras:good:Address", good.Address), ("Cameras:bad:Address", bad.Address), ("Capture:StallSeconds", "6"));
        await rig.UntilAsync(() => rig.IsLive("good") && rig.IsLive("bad"));
        return rig;
    }

    private static long Frames(VisionRig rig, string camera) => (long)rig.Camera(camera)["watch"]!["frames"]!;
}
