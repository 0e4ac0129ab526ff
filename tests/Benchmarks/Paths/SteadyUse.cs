using Benchmarks.Rig;
using FirmwareSim.Farm;
using System.Tests.Programs;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>What a program that polls a farm uses once it has settled.</summary>
/// <param name="Cores">Processor time a second.</param>
/// <param name="ResidentMiB">Resident memory at the end, MiB.</param>
/// <param name="PeakMiB">Its peak since the start, MiB.</param>
/// <param name="Jitter">Distance of a poll from one period after the last, ms.</param>
/// <param name="Reads">Reads that the farm answered.</param>
internal sealed record SteadyUse(double Cores, double ResidentMiB, double PeakMiB, Distribution Jitter, long Reads)
{
    /// <summary>Watches a program while a farm of its own counts what comes; the farm before it must have ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="program">Who polls.</param>
    /// <param name="farm">Arguments of the farm, with its report as <c>steady.json</c>.</param>
    /// <param name="settle">Seconds before the watching.</param>
    /// <param name="seconds">Seconds of it.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<SteadyUse> WatchAsync(
        BenchRun run, RunningProgram program, IEnumerable<string> farm, int settle, int seconds, CancellationToken cancel)
    {
        var counting = run.Simulate("farm-steady", farm);
        await Task.Delay(TimeSpan.FromSeconds(settle), run.Time, cancel);
        await using var watch = new UsageWatch(program.Id, run.Time);
        await Task.Delay(TimeSpan.FromSeconds(seconds), run.Time, cancel);
        var (begin, end) = (watch.Samples[0], watch.Samples[^1]);
        await counting.StopAsync(cancel);
        var seen = await RegisterFarm.ReadAsync(run.InFolder("steady.json"), cancel);
        return new SteadyUse(
            (end.Usage.CpuSeconds - begin.Usage.CpuSeconds) / (end.At - begin.At).TotalSeconds, end.Usage.ResidentBytes / 1048576.0,
            end.Usage.PeakBytes / 1048576.0, FleetFigures.MillisecondsOf(seen.Jitter), seen.Reads);
    }
}
