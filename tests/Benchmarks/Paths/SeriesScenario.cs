using Benchmarks.Rig;
using Cloud.Storage.DuckDb;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>Goals 3 and 4: a day of cranes at one reading a second and point into the series store; peers beside.</summary>
internal static class SeriesScenario
{
    private const int Queries = 200, LiveDevices = 50;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var data = new CraneDay(run.Seconds(20, 200), new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero));
        var folder = run.InFolder("series");
        await OursAsync(run, data, folder, cancel);
        run.Report.Add("on disk", Peers.DiskBytes(folder) / (double)data.Points, "bytes a point", Goal.AtMost(6));
        await SeriesPeers.RunAsync(run, data, cancel);
        run.Report.Note($"{data.Devices} cranes, {CraneDay.PointNames.Count} points each, one reading a second for a day: {data.Points / 1e6:0.0} M points, random walks with the steps and decimals of the crane profile. Appending is timed without making the data, with the store's own sorting running beside; the size is after closing, marks, tally and dictionary included.");
    }

    private static async Task OursAsync(BenchRun run, CraneDay data, string folder, CancellationToken cancel)
    {
        await using var store = new DuckDbSeriesStore(
            Options.Create(new DuckDbSeriesOptions { Folder = folder, CommitEveryMilliseconds = 0 }), run.Time, NullLogger<DuckDbSeriesStore>.Instance);
        var (wall, cpu) = (TimeSpan.Zero, TimeSpan.Zero);
        var sequence = 0UL;
        foreach (var slice in data.Slices())
        {
            var batches = Batches(slice, ref sequence);
            var (began, used) = (run.Time.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Task.WhenAll(batches.Select(batch => store.AppendAsync(batch, cancel)));
            wall += run.Time.GetElapsedTime(began);
            cpu += Environment.CpuUsage.TotalTime - used;
        }

        run.Report.Add("append", data.Points / wall.TotalSeconds, "points a second", Goal.AtLeast(1_000_000))
            .Add("CPU of appending", cpu.TotalSeconds / data.Points * 1e6, "s per million points", Goal.AtMost(2));
        await QueryAsync(run, store, data, cancel);
    }

    // A batch a gateway, as the pipelines hand them over: a record has one reading of each point of its device.
    private static List<ProjectBatch> Batches(CraneDay.Slice slice, ref ulong sequence)
    {
        var batches = new List<ProjectBatch>();
        var points = CraneDay.PointNames.Count;
        for (var device = 0; device < slice.Devices; device++)
        {
            var records = new List<SeriesRecord>(slice.Seconds);
            for (var second = 0; second < slice.Seconds; second++)
            {
                var readings = new Reading[points];
                for (var point = 0; point < points; point++)
                    readings[point] = new Reading(CraneDay.PointIds[point], slice.At(second), slice.Value(device, second, point));
                records.Add(new SeriesRecord(CraneDay.Gateway(device), new RecordId(1, sequence + (ulong)second + 1), CraneDay.Device(device), Lane.Live, readings));
            }

            batches.Add(new ProjectBatch(CraneDay.Project, slice.At(slice.Seconds - 1), records));
        }

        sequence += (ulong)slice.Seconds;
        return batches;
    }

    private static async Task QueryAsync(BenchRun run, DuckDbSeriesStore store, CraneDay data, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ingesting = IngestAsync(run, store, data, stop.Token);
        var latencies = new Distribution();
        for (var i = 0; i < Queries; i++)
        {
            var query = new CurveQuery(
                CraneDay.Project, CraneDay.Device(i % data.Devices), [new CurvePointQuery(CraneDay.PointIds[i % CraneDay.PointIds.Count], TimeSpan.FromSeconds(3))], data.Start, data.Start.AddDays(1));
            var began = run.Time.GetTimestamp();
            var curve = await store.QueryAsync(query, cancel);
            latencies.Add(run.Time.GetElapsedTime(began).TotalMilliseconds);
            run.Must(curve[0].Rows.Sum(row => row.Count) == 86_400, "the curve of a day has every reading");
        }

        await stop.CancelAsync();
        await ingesting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        run.Report.Add("curve of one point over a device's day while 15,000 points a second come in, p95", latencies.Percentile(0.95), "ms", Goal.AtMost(20))
            .Add("curve of a device's day", "ms", latencies);
    }

    private static async Task IngestAsync(BenchRun run, DuckDbSeriesStore store, CraneDay data, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), run.Time);
        var live = new CraneDay(LiveDevices, data.Start.AddDays(2));
        var sequence = 0UL;
        while (await timer.WaitForNextTickAsync(cancel))
        {
            // 1,500 points: five records of six points from each of fifty gateways of another project.
            var slice = live.NextSlice(5);
            var batches = Batches(slice, ref sequence);
            await Task.WhenAll(batches.Select(batch => store.AppendAsync(batch with { Project = new ProjectId("live") }, cancel)));
        }
    }
}
