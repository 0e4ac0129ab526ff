using System.Globalization;
using Benchmarks.Rig;
using FirmwareSim.Fleet;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>Goal 1: the usual load on the real cloud process, durable, with everything acknowledged in the end.</summary>
internal static class PathScenario
{
    public const int Gateways = 5_000, Alarms = 50;
    private const int Ramp = 20, WarmUp = 25;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        var seconds = Ramp + WarmUp + run.Seconds(60, 3_600);
        await using var watch = new UsageWatch(cloud.Program.Id, run.Time);
        var fleet = await FleetAsync(run, cloud, Gateways, seconds,
            ["--alarms", Text(Alarms), "--ramp", Text(Ramp), "--phases", $"{Ramp + WarmUp}x1,{seconds}x1"], cancel);

        var (from, to) = fleet.Steady(WarmUp);
        var (begin, end) = (watch.Near(from), watch.Near(to));
        var points = fleet.PointsBetween(begin.At, end.At);
        var cpu = end.Usage.CpuSeconds - begin.Usage.CpuSeconds;
        run.Report.Add("CPU of the cloud process", cpu / points * 1e6, "s per million points", Goal.AtMost(20))
            .Add("of it in the kernel", (end.Usage.SystemSeconds - begin.Usage.SystemSeconds) / points * 1e6, "s per million points")
            .Add("points", points / (end.At - begin.At).TotalSeconds, "a second", Goal.AtLeast(0.98 * Gateways * 3))
            .Add("resident memory at the end", end.Usage.ResidentBytes / 1048576.0, "MiB")
            .Add("peak memory", end.Usage.PeakBytes / 1048576.0, "MiB")
            .Add("records sent again", fleet.Resent, "records")
            .Add("not acknowledged at the end", fleet.Sent - fleet.Acknowledged, "records", Goal.AtMost(0));
        fleet.AddTo(run.Report);
        run.Must(fleet.Acknowledged == fleet.Sent, "everything sent is acknowledged");
    }

    /// <summary>Registers a fleet, runs it to its end and returns what it has seen.</summary>
    public static async Task<FleetReport> FleetAsync(
        BenchRun run, BenchCloud cloud, int gateways, int seconds, IEnumerable<string> more, CancellationToken cancel)
    {
        var report = run.InFolder("fleet.json");
        var fleet = run.Simulate("fleet", [.. cloud.FleetArguments(gateways), "--seconds", Text(seconds), "--report", report, .. more]);
        await run.EndAsync(fleet, TimeSpan.FromSeconds(seconds + 240), cancel);
        return await FleetReport.ReadAsync(report, cancel);
    }

    public static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
