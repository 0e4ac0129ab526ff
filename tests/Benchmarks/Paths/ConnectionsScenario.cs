using System.Tests.Programs;
using Benchmarks.Rig;
using TestKit.Reports;
using static Benchmarks.Paths.PathScenario;

namespace Benchmarks.Paths;

/// <summary>Goal 5: memory of the cloud from no connection to 10,000 that are born and then silent; mosquitto beside.</summary>
internal static class ConnectionsScenario
{
    private const int Gateways = 10_000, Ramp = 40, Rest = 30;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        // The registration itself is work: it is done before, by a fleet that only registers.
        var register = run.Simulate("register", [.. cloud.FleetArguments(Gateways), "--seconds", "1", "--ramp", "100000"]);
        await run.EndAsync(register, TimeSpan.FromSeconds(240), cancel);
        await Task.Delay(TimeSpan.FromSeconds(10), run.Time, cancel);
        var before = cloud.Usage();
        var idle = run.Simulate("idle", "fleet", "--gateways", Text(Gateways), "--port", Text(cloud.PlainPort), "--interval", "86400", "--keep-alive", "600", "--ramp", Text(Ramp));
        await ConnectedAsync(run, cancel);
        await Task.Delay(TimeSpan.FromSeconds(Rest), run.Time, cancel);
        var after = cloud.Usage();
        run.Must(!idle.HasEnded, "the fleet is still connected");
        run.Report.Add("memory a connection", (after.ResidentBytes - before.ResidentBytes) / (double)Gateways / 1024, "KiB", Goal.AtMost(12))
            .Add("resident before", before.ResidentBytes / 1048576.0, "MiB").Add("resident after", after.ResidentBytes / 1048576.0, "MiB");
        await PeerAsync(run, cancel);
        run.Report.Note("Each connection is a gateway that is registered, born with one device and silent; its project, gateway and rule states are part of the difference. mosquitto knows nothing but the connection and its subscription.");
    }

    private static Task ConnectedAsync(BenchRun run, CancellationToken cancel) => Until.TrueAsync(
        "all gateways are connected", TimeSpan.FromSeconds(Ramp + 120),
        _ => Task.FromResult(File.ReadLines(run.InFolder("idle.log")).LastOrDefault()?.Contains($" {Gateways} connected", StringComparison.Ordinal) is true), cancel);

    private static async Task PeerAsync(BenchRun run, CancellationToken cancel)
    {
        if (Peers.Find("mosquitto", "/usr/sbin/mosquitto") is not { } mosquitto)
        {
            run.Report.Note("mosquitto is not installed: no peer.");
            return;
        }

        var port = Ports.Free(1)[0];
        var configuration = run.InFolder("mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"listener {port} 127.0.0.1\nallow_anonymous true\n", cancel);
        var broker = run.Start("mosquitto", mosquitto, "-c", configuration);
        await Task.Delay(TimeSpan.FromSeconds(2), run.Time, cancel);
        var before = ProcessUsage.Read(broker.Id);
        run.Simulate("mosquitto-clients", "fleet", "--gateways", Text(Gateways), "--port", Text(port), "--interval", "86400", "--keep-alive", "600", "--ramp", Text(Ramp));
        await Task.Delay(TimeSpan.FromSeconds(Ramp + 20), run.Time, cancel);
        run.Report.Add("mosquitto: memory a connection", (ProcessUsage.Read(broker.Id).ResidentBytes - before.ResidentBytes) / (double)Gateways / 1024, "KiB");
    }
}
