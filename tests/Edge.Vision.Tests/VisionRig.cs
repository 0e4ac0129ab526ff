using System.Text.Json.Nodes;
using Edge.Core.Status;
using Edge.Vision.Recording;
using FirmwareSim.Cameras;
using FirmwareSim.Cameras.Streaming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Edge.Vision.Tests;

/// <summary>The watching process as its program composes it, in a folder of its own; real ffmpeg, real sockets.</summary>
internal sealed class VisionRig : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(4));

    private VisionRig(IHost host, TemporaryFolder folder) => (_host, Folder) = (host, folder);

    public TemporaryFolder Folder { get; }

    public CancellationToken Cancel => _limit.Token;

    public Cameras.CameraSet All => _host.Services.GetRequiredService<Cameras.CameraSet>();

    public RecordingFolder Recordings => _host.Services.GetRequiredService<RecordingFolder>();

    public Control.ControlDesk Desk => _host.Services.GetRequiredService<Control.ControlDesk>();

    /// <summary>The page that people and scripts look at.</summary>
    public JsonNode Health => JsonNode.Parse(_host.Services.GetRequiredService<IStatusPages>()
        .Answer(new HttpRequest("GET", "/health", new Dictionary<string, string> { ["host"] = "localhost" }, "")).Body)!;

    public string Metrics => _host.Services.GetRequiredService<MetricsText>().Write();

    public static async Task<VisionRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Vision:DataFolder"] = Path.Combine(folder.Path, "vision"), ["Vision:GatewayFolder"] = folder.Path, ["Vision:StateSeconds"] = "1",
            ["Capture:StallSeconds"] = "20", ["Capture:RetrySeconds"] = "0.2", ["Capture:RetryMostSeconds"] = "1", ["Model:Folder"] = Path.Combine(folder.Path, "model"),
            ["Model:RetrySeconds"] = "1", ["Recording:FileSeconds"] = "5", ["Recording:FreeMegabytes"] = "0", ["Status:Port"] = "0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        builder.Services.AddLogging();
        builder.Services.AddVisionOptions(builder.Configuration).AddWatching().AddVisionServices();
        var rig = new VisionRig(builder.Build(), folder);
        await rig._host.StartAsync(rig.Cancel);
        return rig;
    }

    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            if (Cancel.IsCancellationRequested)
                throw new TimeoutException($"it did not come to it; the state was {Health.ToJsonString()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    public JsonNode Camera(string id) => Health["cameras"]!.AsArray().Single(camera => (string?)camera!["id"] == id)!;

    public bool IsLive(string id) =>
        Health["cameras"]!.AsArray().Any(camera => (string?)camera!["id"] == id && (string?)camera["watch"]!["condition"] == "Live" && (string?)camera["record"]!["condition"] == "Live");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _limit.Dispose();
        Folder.Dispose();
    }

    /// <summary>A simulated camera on a free port, small enough for a shared machine.</summary>
    /// <param name="cancel">Ends the waiting for it.</param>
    /// <param name="host">Address of this machine at which it listens.</param>
    public static async Task<SimulatedCamera> CameraAsync(CancellationToken cancel, string host = "127.0.0.1")
    {
        var camera = new SimulatedCamera(new FirmwareSim.Cameras.CameraOptions(
            "camera-1", "North", host + ":0", "edge", "Edge-2026", Onvif: null, Main: new(320, 192, 5, KilobitsPerSecond: 300),
            Sub: new(320, 192, 5, KilobitsPerSecond: 300), Audio: AudioCoding.None, Workers: 2, Look: LightChoice.Day));
        await camera.ListeningAsync(cancel);
        return camera;
    }
}

/// <summary>One camera of the simulator at work.</summary>
internal sealed class SimulatedCamera : IAsyncDisposable
{
    private readonly Running _running;

    public SimulatedCamera(FirmwareSim.Cameras.CameraOptions options)
    {
        Camera = new Camera(options, "site", new CameraTruthLog(TextWriter.Null), TimeProvider.System, NullLogger.Instance);
        _running = new Running(Camera.RunAsync);
    }

    public Camera Camera { get; }

    public string Address => Camera.Address("main");

    /// <summary>Until clients can connect; fails as the camera does when it cannot listen.</summary>
    public Task ListeningAsync(CancellationToken cancel) => _running.UntilAsync(Camera.ListeningAsync(cancel));

    public ValueTask DisposeAsync() => _running.DisposeAsync();
}
