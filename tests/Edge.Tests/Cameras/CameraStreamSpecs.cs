using System.Text.Json;
using FirmwareSim.Cameras;
using Protocols.Rtp;

namespace Edge.Tests.Cameras;

public sealed class CameraStreamSpecs
{
    [Theory]
    [InlineData("sub", "tcp", VideoCodec.H264, "h264", 320, 192)]
    [InlineData("sub", "udp", VideoCodec.H264, "h264", 320, 192)]
    [InlineData("main", "tcp", VideoCodec.H265, "hevc", 1280, 720)]
    [InlineData("main", "udp", VideoCodec.H265, "hevc", 1280, 720)]
    public async Task ffprobe_reads_codec_and_size(string stream, string transport, VideoCodec codec, string name, int width, int height)
    {
        var options = CameraRig.Options;
        await using var rig = await CameraRig.StartAsync(options with { Main = options.MainStream with { Codec = codec }, Sub = options.SubStream with { Codec = codec } });

        var (code, output, errors) = await rig.RunAsync("ffprobe", "-v", "error", "-rtsp_transport", transport, "-show_streams", "-of", "json", rig.Camera.Address(stream));

        Assert.True(code == 0, errors);
        var streams = JsonDocument.Parse(output).RootElement.GetProperty("streams").EnumerateArray().ToList();
        var video = streams.Single(found => found.GetProperty("codec_type").GetString() == "video");
        Assert.Equal((name, width, height), (video.GetProperty("codec_name").GetString(), video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32()));
        Assert.Equal("pcm_alaw", streams.Single(found => found.GetProperty("codec_type").GetString() == "audio").GetProperty("codec_name").GetString());
    }

    [Theory]
    [InlineData("tcp", VideoCodec.H264)]
    [InlineData("udp", VideoCodec.H265)]
    public async Task ffmpeg_decodes_moving_pictures(string transport, VideoCodec codec)
    {
        var options = CameraRig.Options;
        await using var rig = await CameraRig.StartAsync(options with { Sub = options.SubStream with { Codec = codec } });

        var frames = await rig.FramesAsync("sub", transport, 8, 320, 192);

        var (first, last) = (frames[0], frames[^1]);
        Assert.InRange(first.Average(grey => grey), 40, 220);
        Assert.True(first.Zip(last).Count(pair => Math.Abs(pair.First - pair.Second) > 30) > 40, "nobody moved");
    }

    [Fact]
    public async Task the_sound_track_can_be_aac()
    {
        await using var rig = await CameraRig.StartAsync(CameraRig.Options with { Audio = AudioCoding.Aac });

        var (code, output, errors) = await rig.RunAsync("ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", rig.Camera.Address("sub"), "-vn", "-t", "1", "-f", "framemd5", "pipe:1");

        Assert.True(code == 0, errors);
        Assert.Contains("16000", output, StringComparison.Ordinal);
        Assert.True(output.Split('\n').Count(line => line.StartsWith("0,", StringComparison.Ordinal)) >= 10, output);
    }

    [Fact]
    public async Task a_wrong_password_is_refused_and_counted()
    {
        await using var rig = await CameraRig.StartAsync();

        var (code, _, errors) = await rig.RunAsync("ffprobe", "-v", "error", rig.Camera.Address("sub").Replace("Edge-2026", "guess", StringComparison.Ordinal));

        Assert.NotEqual(0, code);
        Assert.Contains("401", errors, StringComparison.Ordinal);
        Assert.True(rig.Camera.Counters[CameraCount.Unauthorised] > 0);
        Assert.Equal(0, rig.Camera.Counters[CameraCount.Coders]);
    }

    [Fact]
    public async Task two_viewers_share_one_coder()
    {
        await using var rig = await CameraRig.StartAsync();

        await Task.WhenAll(rig.FramesAsync("sub", "tcp", 5, 320, 192), rig.FramesAsync("sub", "udp", 5, 320, 192));

        Assert.Equal(1, rig.Camera.Counters[CameraCount.Coders]);
    }
}
