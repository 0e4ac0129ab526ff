using Benchmarks.Rig;
using FirmwareSim.Fleet;
using TestKit.Reports;
using static Benchmarks.Paths.PathScenario;

namespace Benchmarks.Paths;

/// <summary>Goal 20: the server is killed and started anew while 10,000 gateways send; how long until all are back.</summary>
internal static class SettleScenario
{
    private const int Gateways = 10_000, Ramp = 60, Interval = 10, Before = 30;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        var report = run.InFolder("fleet.json");
        var after = run.Seconds(120, 600);
        var fleet = run.Simulate("fleet", [.. cloud.FleetArguments(Gateways),
            "--interval", Text(Interval), "--ramp", Text(Ramp), "--retry", "30", "--alarms", "10", "--report", report, "--seconds", Text(Ramp + Before + 90 + after)]);
        await ConnectedAsync(run, cancel);
        await Task.Delay(TimeSpan.FromSeconds(Before), run.Time, cancel);

        await cloud.Program.KillAsync(cancel);
        var killedAt = run.Time.GetUtcNow();
        await Task.Delay(TimeSpan.FromSeconds(5), run.Time, cancel);
        var startedAt = run.Time.GetUtcNow();
        var ready = await cloud.StartAgainAsync(cancel);
        await using var watch = new UsageWatch(cloud.Program.Id, run.Time);
        await run.EndAsync(fleet, TimeSpan.FromSeconds(Ramp + Before + 400 + after), cancel);

        var seen = await FleetReport.ReadAsync(report, cancel);
        run.Report.Add("start to all back", BackAfter(seen, startedAt, share: 1), "s", Goal.AtMost(60))
            .Add("start to 99 % back", BackAfter(seen, startedAt, share: 0.99), "s")
            .Add("start to ready", ready.TotalSeconds, "s")
            .Add("longest time above 95 % of both cores", LongestBusy(watch), "s", Goal.AtMost(30))
            .Add("peak memory", watch.Samples.Max(sample => sample.Usage.PeakBytes) / 1048576.0, "MiB")
            .Add("records sent again", seen.Resent, "records")
            .Add("not acknowledged at the end", seen.Sent - seen.Acknowledged, "records", Goal.AtMost(0))
            .Raw("killedAt", killedAt.ToString("O"));
        seen.AddTo(run.Report);
        run.Report.Note("Gateways wait between 1 and 30 s before they connect again, as the product's do at most; 10,000 gateways send every 10 s.");
        run.Must(seen.Acknowledged == seen.Sent, "everything sent is acknowledged");
    }

    private static Task ConnectedAsync(BenchRun run, CancellationToken cancel) => System.Tests.Programs.Until.TrueAsync(
        "all gateways are connected", TimeSpan.FromSeconds(Ramp + 180),
        _ => Task.FromResult(File.ReadLines(run.InFolder("fleet.log")).LastOrDefault()?.Contains($" {Gateways} connected", StringComparison.Ordinal) is true), cancel);

    private static double BackAfter(FleetReport fleet, DateTimeOffset started, double share)
    {
        var offset = (started - fleet.StartedAt).TotalSeconds;
        var back = fleet.Seconds.FirstOrDefault(second => second.Elapsed > offset + 1 && second.Connected >= share * fleet.Gateways);
        return back is null ? double.PositiveInfinity : back.Elapsed - offset;
    }

    private static double LongestBusy(UsageWatch watch)
    {
        var (longest, run) = (0, 0);
        foreach (var cores in watch.Cores())
            longest = Math.Max(longest, run = cores >= 0.95 * Environment.ProcessorCount ? run + 1 : 0);
        return longest;
    }
}
