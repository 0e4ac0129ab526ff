using System.Globalization;
using System.Text.Json.Nodes;
using System.Tests.Programs;
using Benchmarks.Rig;
using FirmwareSim.Farm;

namespace Benchmarks.Paths;

/// <summary>The same farm, read by node-red with its Modbus nodes: one reader a device, every second, and nothing behind it.</summary>
internal static class NodeRedPeer
{
    private const int Settle = 20;

    private static string Modules => Path.Combine(BuiltPrograms.Root, "tests", "Benchmarks", "node-red", "node_modules");

    /// <summary>What it uses; null when it is not installed.</summary>
    public static async Task<SteadyUse?> RunAsync(BenchRun run, FarmOptions farm, int seconds, CancellationToken cancel)
    {
        var program = Path.Combine(Modules, "node-red", "red.js");
        if (!File.Exists(program) || Peers.Find("node") is not { } node)
            return null;
        var folder = Directory.CreateDirectory(run.InFolder("node-red")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "flows.json"), Flow(farm).ToJsonString(), cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "settings.js"),
            $$"""module.exports = { uiHost: "127.0.0.1", uiPort: {{Ports.Free(1)[0]}}, httpAdminRoot: false, flowFile: "flows.json", nodesDir: "{{Modules}}", telemetry: { enabled: false } };""",
            cancel);
        var red = run.Start("node-red", node, program, "--userDir", folder, "--settings", Path.Combine(folder, "settings.js"));
        return await SteadyUse.WatchAsync(run, red, GatewayScenario.Farm(run, farm, "steady"), Settle, seconds, cancel);
    }

    private static JsonArray Flow(FarmOptions farm)
    {
        var flow = new JsonArray { new JsonObject { ["id"] = "farm", ["type"] = "tab", ["label"] = "farm" } };
        for (var device = 0; device < farm.Devices; device++)
        {
            var (client, number) = (string.Create(CultureInfo.InvariantCulture, $"client-{device}"), device.ToString(CultureInfo.InvariantCulture));
            flow.Add(new JsonObject
            {
                ["id"] = client, ["type"] = "modbus-client", ["name"] = "device " + number, ["clienttype"] = "tcp", ["bufferCommands"] = true,
                ["tcpHost"] = FarmOptions.AddressOf(device).ToString(), ["tcpPort"] = farm.Port.ToString(CultureInfo.InvariantCulture), ["tcpType"] = "DEFAULT",
                ["unit_id"] = "1", ["commandDelay"] = "1", ["clientTimeout"] = "1000", ["reconnectOnTimeout"] = true, ["reconnectTimeout"] = "2000", ["parallelUnitIdsAllowed"] = true,
            });
            flow.Add(new JsonObject
            {
                ["id"] = "read-" + number, ["type"] = "modbus-read", ["z"] = "farm", ["unitid"] = "1", ["dataType"] = "HoldingRegister", ["adr"] = "0",
                ["quantity"] = farm.Registers.ToString(CultureInfo.InvariantCulture), ["rate"] = "1", ["rateUnit"] = "s", ["server"] = client, ["wires"] = new JsonArray(new JsonArray(), new JsonArray()),
            });
        }

        return flow;
    }
}
