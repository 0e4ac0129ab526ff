using Benchmarks.Rig;
using TestKit.Reports;
using static Benchmarks.Paths.PathScenario;

namespace Benchmarks.Paths;

/// <summary>Goal 2: bursts. Nothing is lost, memory is bounded, and the backlog goes as fast as it came.</summary>
internal static class BurstScenario
{
    private const int Gateways = 5_000, Ramp = 20, Before = 40;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var (burst, after) = (run.Seconds(30, 600), run.Seconds(60, 1_200));
        var most = run.Seconds(15, 60);
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        await using var watch = new UsageWatch(cloud.Program.Id, run.Time);
        int[] lengths = [Ramp + Before, burst, after, most, 2 * most];
        var phases = string.Join(',', lengths.Zip((double[])[1, 3, 1, 10, 1], (length, factor) => $"{Text(length)}x{Text(factor)}"));
        var fleet = await FleetAsync(
            run, cloud, Gateways, lengths.Sum(), ["--alarms", Text(Alarms), "--ramp", Text(Ramp), "--phases", phases], cancel);

        run.Report.Add("peak memory of the cloud", watch.Samples.Max(sample => sample.Usage.PeakBytes) / 1048576.0, "MiB", Goal.AtMost(1_536))
            .Add("not acknowledged at the end", fleet.Sent - fleet.Acknowledged, "records", Goal.AtMost(0))
            .Add("records sent again", fleet.Resent, "records")
            .Add("greatest backlog", fleet.Seconds.Max(second => second.Sent - second.Acknowledged), "records")
            .Add("back to the usual lag after the 3 x burst", Back(fleet, lengths[0], burst), "burst lengths", Goal.AtMost(2))
            .Add("back to the usual lag after the 10 x burst", Back(fleet, lengths[..3].Sum(), most), "burst lengths", Goal.AtMost(2));
        fleet.AddTo(run.Report);
        run.Must(fleet.Acknowledged == fleet.Sent, "everything sent is acknowledged");
    }

    // From the burst's end until no more waits than one and a half of what waited before it; in lengths of the burst.
    private static double Back(FirmwareSim.Fleet.FleetReport fleet, double begin, double length)
    {
        var usual = 1.5 * fleet.Seconds.Where(s => s.Elapsed < begin && s.Elapsed > begin - 10).Average(s => s.Sent - s.Acknowledged);
        var back = fleet.Seconds.FirstOrDefault(s => s.Elapsed > begin + length && s.Sent - s.Acknowledged <= usual);
        return back is null ? double.PositiveInfinity : (back.Elapsed - begin - length) / length;
    }
}
