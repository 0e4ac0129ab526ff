using System.Diagnostics;
using System.Tests.Disk;
using System.Tests.Site;
using System.Text;
using System.Text.Json.Nodes;
using TestKit;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>
/// Power that fails at any instant: the real stores run once over a recorded file layer, and thousands of crashes are made
/// from the record, with writes torn, lost and in another order; each time the real store opens what is left.
/// </summary>
public sealed class DiskCrashSpecs
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task the_outbox_has_lost_nothing_that_it_took_whenever_power_fails() =>
        await RunAsync("outbox", nameof(outbox_workload), SystemRun.Count(350, 7_000), OutboxOnDisk.FaultAsync);

    [Fact]
    public async Task the_series_store_has_lost_and_doubled_nothing_that_it_answered_whenever_power_fails() =>
        await RunAsync("series", nameof(series_workload), SystemRun.Count(150, 3_000), SeriesOnDisk.FaultAsync);

    [Fact(Explicit = true)]
    public async Task outbox_workload()
    {
        if (RecordedRun.Root is { } root)
            await OutboxOnDisk.WorkAsync(root, TestContext.Current.CancellationToken);
    }

    [Fact(Explicit = true)]
    public async Task series_workload()
    {
        if (RecordedRun.Root is { } root)
            await SeriesOnDisk.WorkAsync(root, TestContext.Current.CancellationToken);
    }

    private static async Task RunAsync(string store, string workload, int crashes, Func<string, string, CancellationToken, Task<string?>> fault)
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(SystemRun.IsLong ? 60 : 5));
        var report = new BenchmarkReport($"disk-{store}", $"power failures under the {store} store: writes torn, lost and reordered", SystemRun.IsLong, Clock);
        using var folder = new TemporaryFolder();
        var entries = await RecordedRun.OfAsync(folder.Path, workload, cancel);
        var (faults, opened) = (new List<string>(), new Distribution());

        await Parallel.ForEachAsync(Images(entries, folder.Path, crashes), cancel, async (image, token) =>
        {
            var began = Stopwatch.GetTimestamp();
            var found = await CheckAsync(fault, image.Folder, image.Told, token);
            opened.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (found is not null)
                lock (faults)
                    faults.Add($"crash {image.Number} after entry {image.At}: {found}");
            Directory.Delete(image.Folder, recursive: true);
        });

        report.Add("power failures", opened.Count, "").Add("with something lost, doubled or damaged", faults.Count, "", Goal.AtMost(0))
            .Add("writes on record", entries.Count(e => e.Kind == 'w'), "").Add("flushes on record", entries.Count(e => e.Kind == 's'), "")
            .Add("open and check everything", "ms", opened)
            .Raw("faults", new JsonArray([.. faults.Take(100).Select(text => JsonValue.Create(text))])).Write();
        Assert.True(faults.Count == 0, $"{faults.Count} of {crashes}:\n{string.Join('\n', faults.Take(5))}");
        SystemRun.Figures($"disk/{store}", $"{crashes} power failures over {entries.Count} operations, 0 lost, 0 doubled, 0 damaged; opened and checked in {opened.Percentile(0.5):0} ms (median)");
    }

    private static async Task<string?> CheckAsync(
        Func<string, string, CancellationToken, Task<string?>> fault, string folder, string told, CancellationToken cancel)
    {
        try
        {
            return await fault(folder, told, cancel);
        }
        catch (Exception refused) when (!cancel.IsCancellationRequested) // one image that cannot even be opened is one finding
        {
            return refused.Message;
        }
    }

    // Crash points ascend, so that the disk's certain state is built once; each image is written when it is its turn.
    private static IEnumerable<(int Number, int At, string Folder, string Told)> Images(IReadOnlyList<DiskEntry> entries, string folder, int crashes)
    {
        var random = new Random(20261123);
        var points = Enumerable.Range(0, crashes).Select(_ => random.Next(entries.Count + 1)).Order().ToList();
        var (disk, told, at) = (new CrashDisk(), new StringBuilder(), 0);
        for (var number = 0; number < crashes; number++)
        {
            for (; at < points[number]; at++)
                if (entries[at] is { Kind: 'w', Path: RecordedRun.Promises } promise)
                    told.Append(Encoding.UTF8.GetString(promise.Data.Span));
                else
                    disk.Apply(entries[at]);
            var image = Path.Combine(folder, $"crash-{number}");
            Directory.CreateDirectory(image);
            disk.Crash(image, random, path => path != RecordedRun.Promises && !path.EndsWith("-shm", StringComparison.Ordinal));
            yield return (number, at, image, told.ToString());
        }
    }
}
