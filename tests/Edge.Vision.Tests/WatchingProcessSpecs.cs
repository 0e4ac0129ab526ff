using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TestKit;

namespace Edge.Vision.Tests;

/// <summary>Streams as they really fail, with a real ffmpeg between.</summary>
public sealed class WatchingProcessSpecs
{
    [Fact]
    public async Task without_a_model_it_says_so_and_records_and_watches_the_camera_all_the_same()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var camera = await VisionRig.CameraAsync(limit.Token);
        await using var rig = await VisionRig.StartAsync(("Cameras:camera-1:Address", camera.Address));

        await rig.UntilAsync(() => rig.IsLive("camera-1"));
        await rig.UntilAsync(() => rig.Recordings.Files("camera-1").Count >= 1);

        var health = rig.Health;
        Assert.Equal("ok", (string?)health["status"]);
        Assert.Contains("model.json is not there", (string?)health["model"]!["refusal"], StringComparison.Ordinal);
        Assert.StartsWith("avc1.", (string?)rig.Camera("camera-1")["codec"], StringComparison.Ordinal);
        Assert.Null(rig.Camera("camera-1")["recordingFault"]);
        Assert.Contains("edge_vision_frames_total{camera=\"camera-1\",result=\"unjudged\"}", rig.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_camera_that_goes_and_comes_back_is_taken_up_again_and_its_points_say_so_meanwhile()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        // While the camera is away its port is free: at the address that all tests of this machine use, another one would be given it.
        var host = $"127.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(1, 255)}.{RandomNumberGenerator.GetInt32(1, 255)}";
        var camera = await VisionRig.CameraAsync(limit.Token, host);
        var port = new Uri(camera.Address).Port;
        await using var rig = await VisionRig.StartAsync(("Cameras:camera-1:Address", camera.Address));
        await rig.UntilAsync(() => rig.IsLive("camera-1"));

        await camera.DisposeAsync();
        await rig.UntilAsync(() => (double?)rig.Camera("camera-1")["values"]!["stream-down"] == 1);
        await using var again = new SimulatedCamera(camera.Camera.Options with { Rtsp = $"{host}:{port}" });
        await again.ListeningAsync(limit.Token);

        await rig.UntilAsync(() => rig.IsLive("camera-1"));
        await rig.UntilAsync(() => (double?)rig.Camera("camera-1")["values"]!["stream-down"] == 0);
        Assert.Contains("edge_vision_stream_ended_total{camera=\"camera-1\",stream=\"watch\"", rig.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_stream_that_stalls_and_one_of_rubbish_are_named_and_the_good_camera_does_not_notice()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var camera = await VisionRig.CameraAsync(limit.Token);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        using var rubbish = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        rubbish.Start();
        await using var pouring = new Running(cancel => PourAsync(rubbish, cancel));
        await using var rig = await VisionRig.StartAsync(
            ("Cameras:camera-1:Address", camera.Address), ("Capture:StallSeconds", "8"),
            ("Cameras:silent:Address", $"tcp://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"),
            ("Cameras:rubbish:Address", $"tcp://127.0.0.1:{((IPEndPoint)rubbish.LocalEndpoint).Port}"));

        await rig.UntilAsync(() => rig.IsLive("camera-1"));
        await rig.UntilAsync(() => (string?)rig.Camera("silent")["watch"]!["condition"] == "Stalled");
        await rig.UntilAsync(() => (string?)rig.Camera("rubbish")["watch"]!["condition"] is "Down" or "Stalled" or "Corrupt");

        await rig.UntilAsync(() => rig.IsLive("camera-1"));
        Assert.Contains("stream=\"watch\",condition=\"stalled\"} ", rig.Metrics, StringComparison.Ordinal);
        await rig.UntilAsync(() => (double?)rig.Camera("silent")["values"]?["stream-down"] == 1);
    }

    [Fact]
    public async Task a_recording_folder_that_cannot_be_written_is_shown_and_recording_goes_on_when_it_can()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await using var camera = await VisionRig.CameraAsync(limit.Token);
        var blocked = Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N"));
        await File.WriteAllTextAsync(blocked, "a file where the folder should be", limit.Token);
        await using var rig = await VisionRig.StartAsync(("Cameras:camera-1:Address", camera.Address), ("Recording:Folder", blocked));

        await rig.UntilAsync(() => rig.IsLive("camera-1") && rig.Camera("camera-1")["recordingFault"] is not null);
        await rig.UntilAsync(() => (double?)rig.Camera("camera-1")["values"]?["recording-stopped"] == 1);
        File.Delete(blocked);
        await rig.UntilAsync(() => rig.Camera("camera-1")["recordingFault"] is null && rig.Recordings.Files("camera-1").Count > 0);

        Assert.Contains("edge_vision_recording_faults_total{camera=\"camera-1\",reason=\"disk\"}", rig.Metrics, StringComparison.Ordinal);
        Directory.Delete(blocked, recursive: true);
    }

    [Theory]
    [InlineData("""{"name":"x","labels":["helmet"],"width":640,"height":384,"overlap":0.6,"thresholds":{},"preferred":"fp32","selfTestDifference":0,"files":[{"file":"x.onnx","precision":"fp32","sha256":"00"}]}""", "has not the hash")]
    [InlineData("this is no description", "no readable description")]
    public async Task a_model_with_a_wrong_hash_or_description_is_refused_in_words_and_asked_for_again(string description, string reason)
    {
        using var folder = new TestKit.TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "model.json"), description, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "x.onnx"), [1, 2, 3], TestContext.Current.CancellationToken);
        await using var rig = await VisionRig.StartAsync(("Model:Folder", folder.Path));

        await rig.UntilAsync(() => ((string?)rig.Health["model"]!["refusal"])?.Contains(reason, StringComparison.Ordinal) == true);

        Assert.Equal("ok", (string?)rig.Health["status"]);
        await rig.UntilAsync(() => rig.Metrics.Contains("edge_vision_faults_total{place=\"model\"}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_model_of_another_shape_is_refused_and_the_right_one_taken_without_a_restart()
    {
        var shipped = Path.Combine(Repository.Root, "models", "vision", "site-safety");
        using var folder = new TestKit.TemporaryFolder();
        foreach (var file in Directory.GetFiles(shipped, "*.onnx"))
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var right = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(shipped, "model.json"), TestContext.Current.CancellationToken))!;
        var wrong = right.DeepClone();
        wrong["labels"]!.AsArray().Add("crane");
        var description = Path.Combine(folder.Path, "model.json");
        await File.WriteAllTextAsync(description, wrong.ToJsonString(), TestContext.Current.CancellationToken);
        await using var rig = await VisionRig.StartAsync(("Model:Folder", folder.Path));
        await rig.UntilAsync(() => ((string?)rig.Health["model"]!["refusal"])?.Contains("scores 7 classes, model.json names 8", StringComparison.Ordinal) == true);

        var written = description + ".new";
        await File.WriteAllTextAsync(written, right.ToJsonString(), TestContext.Current.CancellationToken);
        File.Move(written, description, overwrite: true);

        await rig.UntilAsync(() => (string?)rig.Health["model"]!["name"] == "site-safety");
        Assert.Null((string?)rig.Health["model"]!["refusal"]);
    }

    [Fact]
    public void everything_that_is_wrong_with_the_settings_is_said_at_once()
    {
        var faults = new Watching.CameraOptions
        {
            Zones = { new() { Name = "a", Kind = "danger", Polygon = "0,0 1,1" } },
            Schedules = { new() { Point = "fire", From = "25:00", To = "06:00" } },
            Permits = { new() { Number = "1" } },
            Onvif = "nowhere",
            Watch = new Watching.WatchOptions { Certainty = 2 },
        }.Faults("camera-1").ToList();

        Assert.Equal(6, faults.Count);
    }

    private static async Task PourAsync(TcpListener listener, CancellationToken cancel)
    {
        var noise = new byte[4096];
        new Random(1).NextBytes(noise);
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancel);
            try
            {
                for (var i = 0; i < 64; i++)
                    await client.GetStream().WriteAsync(noise, cancel);
            }
            catch (IOException)
            {
                // ffmpeg has had enough of it.
            }
        }
    }
}
