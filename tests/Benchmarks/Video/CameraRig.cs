using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Tests.Programs;
using Benchmarks.Rig;

namespace Benchmarks.Video;

/// <summary>A simulated camera with a burnt-in clock, seen by a gateway under several names, and the platform that shows it.</summary>
internal sealed class CameraRig
{
    private const string User = "edge", Password = "Edge-2026";

    private readonly BenchRun _run;
    private readonly int[] _ports = Ports.Free(3);

    private CameraRig(BenchRun run) => _run = run;

    public BenchCloud Cloud { get; private set; } = null!;

    public RunningProgram Vision { get; private set; } = null!;

    /// <summary>Starts everything with one camera; returns when it is live at the gateway.</summary>
    public static async Task<CameraRig> StartAsync(BenchRun run, CancellationToken cancel)
    {
        var rig = new CameraRig(run);
        var site = run.InFolder("site.json");
        await File.WriteAllTextAsync(site, rig.Site().ToJsonString(), cancel);
        rig.Cloud = await BenchCloud.StartAsync(run, cancel, "--Provisioning:File", site, "--Provisioning:CodeFile", run.InFolder("code"), "--WebRoot", VideoPrograms.Pages);
        run.Simulate("cameras", "cameras", "--site", site);
        var gateway = new BenchGateway(run, rig.Cloud);
        await gateway.EnrolAsync(cancel);
        gateway.Start();
        using var person = await rig.Cloud.SignInAsync(cancel);
        await gateway.OnlineAsync(person, cancel);
        rig.Vision = run.Start("vision", VideoPrograms.Vision,
            [$"Vision:DataFolder={run.InFolder("vision")}", $"Vision:GatewayFolder={run.InFolder("gateway")}", $"Status:Port={Text(rig._ports[2])}", "Recording:FileSeconds=10",
             "Capture:FramesPerSecond=1", "Recording:Gigabytes=2", "Recording:FreeMegabytes=0"]);
        await rig.LiveAsync(1, cancel);
        return rig;
    }

    /// <summary>Gives the camera further names, until there are so many; each is pulled, watched and recorded by itself.</summary>
    public async Task GrowAsync(int cameras, CancellationToken cancel)
    {
        using var person = await Cloud.SignInAsync(cancel);
        for (var number = 2; number <= cameras; number++)
            await person.PostAsync($"api/projects/{BenchGateway.Project}/devices", Device(number, withGateway: true), cancel);
        await LiveAsync(cameras, cancel);
    }

    private JsonObject Device(int number, bool withGateway)
    {
        var device = new JsonObject
        {
            ["id"] = $"camera-{Text(number)}", ["name"] = $"{Text(number)}号摄像机", ["profile"] = "generic-site-camera",
            ["address"] = $"rtsp://{User}@127.0.0.1:{Text(_ports[0])}/main#/sub", ["password"] = Password,
        };
        if (withGateway)
            device["gateway"] = BenchGateway.Id;
        return device;
    }

    private async Task LiveAsync(int cameras, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Until.TrueAsync("all cameras are live", TimeSpan.FromSeconds(120), async token =>
        {
            var health = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{_ports[2]}/health"), token))!;
            return health["cameras"]!.AsArray().Count(camera => (string?)camera!["record"]!["condition"] == "Live") == cameras;
        }, cancel);
    }

    // 1280 x 720 is what the specification asks of a picture over the internet (5.6.2-2.5).
    private JsonObject Site() => new()
    {
        ["project"] = new JsonObject
        {
            ["id"] = BenchGateway.Project, ["name"] = "视频测试项目", ["division"] = "210112", ["address"] = "沈阳市浑南区", ["longitude"] = 123.4, ["latitude"] = 41.7, ["stage"] = "主体施工",
        },
        ["gateway"] = new JsonObject { ["id"] = BenchGateway.Id, ["name"] = "视频测试网关" },
        ["devices"] = new JsonArray(Device(1, withGateway: false)),
        ["cameras"] = new JsonArray(new JsonObject
        {
            ["id"] = "camera-1", ["name"] = "1号摄像机", ["rtsp"] = $"127.0.0.1:{Text(_ports[0])}", ["onvif"] = $"127.0.0.1:{Text(_ports[1])}", ["user"] = User, ["password"] = Password,
            ["clock"] = true, ["audio"] = "none", ["workers"] = 3, ["look"] = "day",
            ["main"] = JsonSerializer.SerializeToNode(new { width = 1280, height = 720, framesPerSecond = 15, kilobitsPerSecond = 2_000, keyEvery = 2 }),
            ["sub"] = JsonSerializer.SerializeToNode(new { width = 640, height = 384, framesPerSecond = 10, kilobitsPerSecond = 500, keyEvery = 2 }),
        }),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
