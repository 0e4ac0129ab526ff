using System.Tests.Programs;
using Benchmarks.Rig;
using FirmwareSim.Farm;
using TestKit.Reports;
using static Benchmarks.Paths.PathScenario;

namespace Benchmarks.Paths;

/// <summary>Goals 6 and 7: the shipped gateway at rest, from start to first poll, and with 500 devices of 30 registers a second.</summary>
internal static class GatewayScenario
{
    private const int Devices = 500, Few = 50, Registers = 30, Starts = 20, WarmUp = 20;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        run.Report.Note(BenchGateway.IsNative
            ? "The gateway is the native program (ahead-of-time compiled)."
            : "The native program is not published: what is measured is the one that needs the runtime, whose memory and start are far larger.");
        var port = Ports.Free(1)[0];
        await RestAsync(run, new FarmOptions(port, 1, Registers, TimeSpan.FromSeconds(1)), cancel);
        await LoadAsync(run, new FarmOptions(port, Devices, Registers, TimeSpan.FromSeconds(1)), cancel);
        await BesideAsync(run, new FarmOptions(port, Few, Registers, TimeSpan.FromSeconds(1)), cancel);
        if (BenchGateway.IsNative)
            run.Report.Add("program on disk", Directory.EnumerateFiles(BenchGateway.NativeFolder).Where(file => !file.EndsWith(".dbg", StringComparison.Ordinal) && !file.EndsWith(".xml", StringComparison.Ordinal) && !file.EndsWith(".pdb", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length) / 1e6, "MB", Goal.AtMost(20));
    }

    private static async Task RestAsync(BenchRun run, FarmOptions options, CancellationToken cancel)
    {
        await using var part = new BenchRun("gateway-rest", "", run.IsLong, run.Time);
        await using var cloud = await BenchCloud.StartAsync(part, cancel, BenchGateway.Provision(part, options, "bench-30-registers", null));
        using var person = await cloud.SignInAsync(cancel);
        var gateway = new BenchGateway(part, cloud);
        await gateway.EnrolAsync(cancel);
        await using (var farm = new BackgroundFarm(options, null, run.Time, cancel))
        {
            gateway.Start();
            await gateway.OnlineAsync(person, cancel);
            await Until.TrueAsync("the configuration has arrived", TimeSpan.FromSeconds(60), _ => Task.FromResult(farm.FirstReadAt is not null), cancel);
            await Task.Delay(TimeSpan.FromSeconds(WarmUp), run.Time, cancel);
            run.Report.Add("resident at rest", ProcessUsage.Read(gateway.Program.Id).ResidentBytes / 1048576.0, "MiB", Goal.AtMost(40));
            await gateway.Program.StopAsync(cancel);
        }

        var starts = new Distribution();
        for (var i = 0; i < Starts; i++)
        {
            await using var farm = new BackgroundFarm(options, null, run.Time, cancel);
            var began = run.Time.GetUtcNow();
            gateway.Start();
            await Until.TrueAsync("the first poll", TimeSpan.FromSeconds(30), _ => Task.FromResult(farm.FirstReadAt is not null), cancel);
            starts.Add((farm.FirstReadAt!.Value - began).TotalMilliseconds);
            await gateway.Program.StopAsync(cancel);
        }

        part.Ended = true;
        run.Report.Add("start to first poll, median of 20", starts.Percentile(0.5), "ms", Goal.AtMost(200)).Add("start to first poll", "ms", starts);
    }

    private static async Task LoadAsync(BenchRun run, FarmOptions options, CancellationToken cancel)
    {
        var steady = await SteadyAsync(run, options, run.Seconds(60, 1_800), cancel);
        run.Report.Add("CPU", steady.Cores, "cores", Goal.AtMost(0.6))
            .Add("CPU a million points", steady.Cores / (Devices * Registers) * 1e6, "s")
            .Add("resident", steady.ResidentMiB, "MiB", Goal.AtMost(95))
            .Add("peak memory, with start and configuration", steady.PeakMiB, "MiB")
            .Add("poll jitter p99", steady.Jitter.Percentile(0.99), "ms", Goal.AtMost(20))
            .Add("distance of a poll from one period after the last", "ms", steady.Jitter)
            .Add("reads", steady.Reads, "in the steady state");
    }

    /// <summary>Fifty devices, to us and to node-red.</summary>
    private static async Task BesideAsync(BenchRun run, FarmOptions options, CancellationToken cancel)
    {
        var seconds = run.Seconds(30, 300);
        await using var part = new BenchRun("gateway-few", "", run.IsLong, run.Time);
        Add(run, "50 devices", await SteadyAsync(part, options, seconds, cancel));
        part.Ended = true;
        if (await NodeRedPeer.RunAsync(run, options, seconds, cancel) is { } peer)
            Add(run, "50 devices: node-red with contrib-modbus, which keeps nothing", peer);
        else
            run.Report.Note("node-red is not installed (tests/Benchmarks/peers.sh): no peer.");
    }

    private static void Add(BenchRun run, string whose, SteadyUse use) => run.Report
        .Add($"{whose}: CPU", use.Cores, "cores").Add($"{whose}: resident", use.ResidentMiB, "MiB")
        .Add($"{whose}: poll jitter p99", use.Jitter.Percentile(0.99), "ms").Add($"{whose}: reads", use.Reads, "in the steady state");

    private static async Task<SteadyUse> SteadyAsync(BenchRun run, FarmOptions options, int seconds, CancellationToken cancel)
    {
        await using var cloud = await BenchCloud.StartAsync(run, cancel, BenchGateway.Provision(run, options, "bench-30-registers", null));
        using var person = await cloud.SignInAsync(cancel);
        var gateway = new BenchGateway(run, cloud);
        await gateway.EnrolAsync(cancel);
        // The farm is a program of its own: its work must not disturb the one who measures.
        var first = run.Simulate("farm", Farm(run, options, "first"));
        gateway.Start();
        await gateway.OnlineAsync(person, cancel);
        await Task.Delay(TimeSpan.FromSeconds(WarmUp), run.Time, cancel);
        await first.StopAsync(cancel);
        var steady = await SteadyUse.WatchAsync(run, gateway.Program, Farm(run, options, "steady"), WarmUp, seconds, cancel);
        run.Report.Raw("gateway", await person.GetAsync($"api/projects/{BenchGateway.Project}/gateways", cancel));
        // Whoever comes next has the farm's addresses to himself.
        await gateway.Program.StopAsync(cancel);
        return steady;
    }

    internal static IEnumerable<string> Farm(BenchRun run, FarmOptions options, string name) =>
        ["farm", "--devices", Text(options.Devices), "--port", Text(options.Port), "--registers", Text(options.Registers), "--report", run.InFolder(name + ".json")];
}
