using System.Globalization;
using System.Tests.Programs;
using System.Text.Json.Nodes;
using FirmwareSim.Farm;

namespace Benchmarks.Rig;

/// <summary>The gateway as it is shipped (ahead-of-time compiled when that was published), enrolled at the run's cloud and reading a farm.</summary>
internal sealed class BenchGateway(BenchRun run, BenchCloud cloud)
{
    public const string Project = "bench", Id = "bench-gw";

    private readonly int[] _ports = Ports.Free(2);

    public RunningProgram Program { get; private set; } = null!;

    /// <summary>True when the native program is measured.</summary>
    public static bool IsNative => File.Exists(NativePath);

    public static string NativeFolder => Path.Combine(BuiltPrograms.Root, "artifacts", "publish", "Edge.Gateway", "release_linux-x64");

    private static string NativePath => Path.Combine(NativeFolder, "edge-gateway");

    private static string Executable => IsNative ? NativePath : BuiltPrograms.Gateway;

    /// <summary>Settings of a cloud that makes the project with a farm's devices on its first start.</summary>
    public static IEnumerable<string> Provision(BenchRun run, FarmOptions farm, string profile, string? webhook)
    {
        var site = new JsonObject
        {
            ["project"] = new JsonObject
            {
                ["id"] = Project, ["name"] = "性能测试项目", ["division"] = "210112", ["address"] = "沈阳市浑南区", ["longitude"] = 123.4, ["latitude"] = 41.7, ["stage"] = "主体施工",
            },
            ["gateway"] = new JsonObject { ["id"] = Id, ["name"] = "性能测试网关" },
            ["devices"] = new JsonArray(
            [
                .. Enumerable.Range(0, farm.Devices).Select(device => new JsonObject
                {
                    ["id"] = NameOf(device), ["name"] = NameOf(device), ["profile"] = profile, ["address"] = $"tcp://{farm.EndpointOf(device)}", ["unit"] = 1,
                }),
            ]),
        };
        if (webhook is not null)
            site["chain"] = JsonNode.Parse($$"""
                {"steps":[{"order":1,"person":{"name":"安全员","webhook":"{{webhook}}"},"channels":["webhook"],"levels":[1,2,3,4],"escalateAfterMinutes":60}]}
                """);
        var file = run.InFolder("site.json");
        File.WriteAllText(file, site.ToJsonString());
        return ["--Provisioning:File", file, "--Provisioning:CodeFile", run.InFolder("code")];
    }

    public static string NameOf(int device) => string.Create(CultureInfo.InvariantCulture, $"farm-{device}");

    /// <summary>Gets the gateway's certificate.</summary>
    public async Task EnrolAsync(CancellationToken cancel)
    {
        var code = (await File.ReadAllTextAsync(cloud.CodeFile, cancel)).Trim();
        var exit = await RunningProgram.RunAsync(
            run.InFolder("enrol.log"), Executable, ["enrol", $"cloud={cloud.Address.ToString().TrimEnd('/')}", $"code={code}", .. Arguments()], cancel);
        if (exit != 0)
            throw new InvalidOperationException($"the gateway could not enrol: {await File.ReadAllTextAsync(run.InFolder("enrol.log"), cancel)}");
    }

    /// <summary>Starts it and returns at once.</summary>
    public RunningProgram Start() => Program = run.Start("gateway", Executable, Arguments());

    /// <summary>Returns once the cloud shows it online.</summary>
    public async Task OnlineAsync(FirmwareSim.Demonstration.CloudClient person, CancellationToken cancel) => await Until.TrueAsync(
        "the gateway is online", TimeSpan.FromSeconds(60),
        async token => (string?)(await person.GetAsync($"api/projects/{Project}/gateways", token))!.AsArray()[0]!["state"] == "online", cancel);

    private IEnumerable<string> Arguments() =>
    [
        $"Gateway:Project={Project}", $"Gateway:Id={Id}", $"Gateway:DataFolder={run.InFolder("gateway")}", $"Gateway:ProfilesFolder={cloud.Profiles}",
        string.Create(CultureInfo.InvariantCulture, $"Status:Port={_ports[0]}"), "Hj212:Bind=127.0.0.1", string.Create(CultureInfo.InvariantCulture, $"Hj212:Port={_ports[1]}"),
        $"Outbox:FallbackFolder={run.InFolder("fallback")}",
    ];
}
