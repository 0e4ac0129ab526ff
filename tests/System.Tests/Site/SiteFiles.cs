using System.Globalization;
using System.Tests.Programs;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace System.Tests.Site;

/// <summary>
/// The demonstration site on ports of its own, without cameras, with numbered devices beside the simulated ones: one file that seeds the
/// cloud, one that the site's simulator plays.
/// </summary>
internal sealed class SiteFiles
{
    private const string CounterProfile = "numbered-counter";

    public SiteFiles(string folder, SitePlan plan, int numberedPort, int stationPort, int webhookPort)
    {
        (Provisioning, Simulation, Profiles) = (Path.Combine(folder, "provisioning.json"), Path.Combine(folder, "site.json"), Path.Combine(folder, "profiles"));
        Counters = [.. Enumerable.Range(1, plan.Counters).Select(unit => string.Create(CultureInfo.InvariantCulture, $"counter-{unit}"))];
        var root = Read("firmware-sim/sites/demo.json");
        root["chain"]!.AsObject().Remove("quietHours");
        root.Remove("cameras");
        foreach (var step in root["chain"]!["steps"]!.AsArray())
            step!["person"]!["webhook"] = $"http://127.0.0.1:{webhookPort}/notice";
        var devices = root["devices"]!.AsArray();
        foreach (var device in devices.Where(device => !plan.Simulates((string)device!["id"]!)).ToList())
            devices.Remove(device);
        Move(devices, folder, stationPort);
        File.WriteAllText(Simulation, root.ToJsonString());

        foreach (var (counter, index) in Counters.Select((id, index) => (id, index)))
            devices.Add(new JsonObject
            {
                ["id"] = counter, ["name"] = counter, ["profile"] = CounterProfile,
                ["address"] = $"tcp://127.0.0.1:{numberedPort}", ["unit"] = index + 1,
            });
        foreach (var crane in Cranes = [.. Enumerable.Range(1, plan.Cranes).Select(number => string.Create(CultureInfo.InvariantCulture, $"scripted-{number}"))])
            devices.Add(new JsonObject { ["id"] = crane, ["name"] = crane, ["profile"] = "generic-tower-crane-tcp", ["address"] = "tcp://127.0.0.1:9", ["unit"] = 1 });
        File.WriteAllText(Provisioning, root.ToJsonString());
        CopyProfiles();
    }

    /// <summary>For the cloud's first start.</summary>
    public string Provisioning { get; }

    /// <summary>For the site's simulator.</summary>
    public string Simulation { get; }

    /// <summary>The shipped profiles and that of the numbered device.</summary>
    public string Profiles { get; }

    /// <summary>Ids of the numbered devices; the first is unit 1.</summary>
    public IReadOnlyList<string> Counters { get; }

    /// <summary>Ids of the cranes that a <see cref="ScriptedGateway"/> speaks for.</summary>
    public IReadOnlyList<string> Cranes { get; }

    /// <summary>Writes a scenario with these events and returns its path.</summary>
    public string Scenario(string name, params IEnumerable<JsonObject> events)
    {
        var scenario = Read("firmware-sim/scenarios/load-creeping.json");
        scenario["name"] = name;
        scenario.Remove("repeatEvery");
        scenario["events"] = new JsonArray([.. events]);
        var path = Path.Combine(Path.GetDirectoryName(Simulation)!, name + ".json");
        File.WriteAllText(path, scenario.ToJsonString());
        return path;
    }

    private static JsonObject Read(string relative) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(BuiltPrograms.Root, relative)), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    private static void Move(JsonArray devices, string folder, int stationPort)
    {
        var free = new Queue<int>(Ports.Free(devices.Count));
        foreach (var device in devices)
        {
            var address = new Uri((string)device!["address"]!);
            device["address"] = address.Scheme switch
            {
                "rtu" => $"rtu://{folder}/{(string)device["id"]!}{address.Query}",
                "tcp" or "rtu+tcp" => $"{address.Scheme}://127.0.0.1:{free.Dequeue()}",
                _ => (string)device["address"]!,
            };
            if (device["simulation"]?["gateway"] is not null)
                device["simulation"]!["gateway"] = $"127.0.0.1:{stationPort}";
        }
    }

    private void CopyProfiles()
    {
        Directory.CreateDirectory(Profiles);
        foreach (var source in (string[])["models/devices", "tests/System.Tests/profiles"])
            foreach (var file in Directory.EnumerateFiles(Path.Combine(BuiltPrograms.Root, source), "*.json"))
                File.Copy(file, Path.Combine(Profiles, Path.GetFileName(file)));
    }
}
