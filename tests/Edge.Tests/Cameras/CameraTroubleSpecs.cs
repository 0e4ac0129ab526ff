using System.Net.Sockets;
using FirmwareSim.Cameras;
using FirmwareSim.Machines;
using FirmwareSim.Scenarios;

namespace Edge.Tests.Cameras;

public sealed class CameraTroubleSpecs
{
    [Fact]
    public async Task a_camera_that_has_ended_gives_its_port_back()
    {
        var options = CameraRig.Options with { Onvif = null };
        for (var round = 0; round < 20; round++)
        {
            await using var rig = await CameraRig.StartAsync(options);
            options = options with { Rtsp = rig.Camera.RtspEndPoint.ToString() };
        }
    }

    [Fact]
    public async Task an_offline_camera_cuts_its_clients_refuses_new_ones_and_comes_back()
    {
        await using var rig = await CameraRig.StartAsync();
        using var client = await rig.ConnectAsync();

        Assert.True(rig.Camera.Apply(FaultKind.Unplugged, 60, new EventArguments(null)));
        await client.ClosedAsync();
        await RefusedAsync(rig);
        rig.Camera.Trouble.End(TroubleKind.Offline);

        Assert.Equal(2, (await AgainAsync(rig)).Count);
    }

    [Fact]
    public async Task a_stream_may_change_to_half_its_size()
    {
        await using var rig = await CameraRig.StartAsync();
        Start(rig, "resize");

        var (_, output, _) = await rig.RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-rtsp_transport", "tcp", "-show_entries", "stream=width,height", "-of", "csv=p=0", rig.Camera.Address("sub"));

        Assert.Equal("160,96", output.Trim().Split('\n')[0].Trim());
    }

    [Fact]
    public async Task corrupt_units_reach_the_decoder_and_end_with_the_trouble()
    {
        await using var rig = await CameraRig.StartAsync();
        Start(rig, "corrupt");

        var (_, _, errors) = await rig.RunAsync("ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", rig.Camera.Address("sub"), "-an", "-t", "2", "-f", "null", "-");
        rig.Camera.Trouble.End(TroubleKind.Corrupt);

        Assert.NotEmpty(errors);
        Assert.Equal(3, (await rig.FramesAsync("sub", "tcp", 3, 160, 96)).Count);
    }

    [Fact]
    public async Task a_stalled_stream_keeps_its_connection_and_goes_on_later()
    {
        await using var rig = await CameraRig.StartAsync();
        await rig.FramesAsync("sub", "tcp", 2, 160, 96);
        Start(rig, "stall");
        var reading = rig.FramesAsync("sub", "tcp", 2, 160, 96);
        var drawn = rig.Camera.Counters[CameraCount.Frames];
        await rig.CountedAsync(CameraCount.Frames, drawn + 15);
        Assert.False(reading.IsCompleted);

        rig.Camera.Trouble.End(TroubleKind.Stall);

        Assert.Equal(2, (await reading).Count);
    }

    [Fact]
    public async Task without_key_frames_nothing_can_be_decoded()
    {
        await using var rig = await CameraRig.StartAsync();
        Start(rig, "no-key");

        var (_, output, _) = await rig.RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-rtsp_transport", "tcp", "-read_intervals", "%+2",
            "-show_entries", "packet=flags", "-of", "csv=p=0", rig.Camera.Address("sub"));

        Assert.NotEmpty(output);
        Assert.DoesNotContain('K', output);
    }

    [Fact]
    public async Task a_knocked_camera_looks_elsewhere()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Workers = 0 });
        var before = (await rig.FramesAsync("sub", "tcp", 1, 160, 96))[0];
        Start(rig, "knock");

        var after = (await rig.FramesAsync("sub", "tcp", 1, 160, 96))[0];

        Assert.True(before.Zip(after).Count(pair => Math.Abs(pair.First - pair.Second) > 20) > before.Length / 5);
    }

    [Theory]
    [InlineData("dusk")]
    [InlineData("infrared")]
    public async Task light_changes_the_picture(string light)
    {
        await using var rig = await CameraRig.StartAsync();
        var day = (await rig.FramesAsync("sub", "tcp", 1, 160, 96))[0].Average(grey => grey);
        Start(rig, light);

        var dark = (await rig.FramesAsync("sub", "tcp", 1, 160, 96))[0].Average(grey => grey);

        Assert.True(dark < day * 0.8, $"{dark} of {day}");
        await rig.TruthAsync(line => line.GetProperty("look").GetString() == light);
    }

    [Fact]
    public async Task clock_and_timestamps_jump_when_they_are_told_to()
    {
        await using var rig = await CameraRig.StartAsync();

        rig.Camera.Apply("clock", new EventArguments(new Dictionary<string, double> { ["amount"] = -3600 }));
        await rig.FramesAsync("sub", "tcp", 2, 160, 96);
        rig.Camera.Apply("timestamps", new EventArguments(new Dictionary<string, double> { ["amount"] = 50 }));
        await rig.FramesAsync("sub", "tcp", 2, 160, 96);

        var stamps = rig.Lines().Select(line => line.GetProperty("rtp").GetUInt32()).ToList();
        Assert.Equal(TimeSpan.FromHours(-1), rig.Camera.Clock.Error);
        Assert.Contains(stamps.Zip(stamps.Skip(1)), pair => unchecked(pair.Second - pair.First) is > 4_400_000 and < 6_000_000);
    }

    [Fact]
    public async Task what_a_camera_does_not_know_is_told()
    {
        await using var rig = await CameraRig.StartAsync();

        Assert.False(rig.Camera.Apply("load-creep", new EventArguments(null)));
        Assert.False(rig.Camera.Apply(FaultKind.Spike, 5, new EventArguments(null)));
    }

    private static void Start(CameraRig rig, string happening) =>
        Assert.True(rig.Camera.Apply(happening, new EventArguments(new Dictionary<string, double> { ["seconds"] = 120 })));

    private static async Task RefusedAsync(CameraRig rig)
    {
        while (true)
        {
            try
            {
                using var client = await rig.ConnectAsync();
                await client.ClosedAsync();
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private static async Task<List<byte[]>> AgainAsync(CameraRig rig)
    {
        while (true)
        {
            try
            {
                using (await rig.ConnectAsync())
                    return await rig.FramesAsync("sub", "tcp", 2, 160, 96);
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }
}
