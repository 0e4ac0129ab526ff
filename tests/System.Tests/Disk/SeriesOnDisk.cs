using System.Globalization;
using Cloud.Storage.DuckDb;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace System.Tests.Disk;

/// <summary>The series store under load, and what must be true of it after any crash.</summary>
internal static class SeriesOnDisk
{
    private const int Batches = 400, PerBatch = 250;
    private const ulong Epoch = 7;
    private static readonly ProjectId Project = new("site-1");
    private static readonly GatewayId[] Gateways = [new("gw-1"), new("gw-2")];
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 23);

    /// <summary>Two gateways send batch after batch, now and then one a second time; every answer is written down.</summary>
    public static async Task WorkAsync(string root, CancellationToken cancel)
    {
        await using var promises = new Promises(root);
        await using var store = Open(root);
        await Task.WhenAll(Gateways.Select(gateway => Task.Run(() => SendAsync(gateway, store, promises, cancel), cancel)));
    }

    /// <summary>Null when the store after a crash holds what had been answered, whole and once; otherwise what is wrong.</summary>
    public static async Task<string?> FaultAsync(string folder, string told, CancellationToken cancel)
    {
        await using var store = Open(folder);
        var marks = (await store.MarksAsync(Project, cancel)).Marks;
        var tally = (await store.TallyAsync(Project, Day, Day, cancel)).Received.ToDictionary(row => row.Device.Value, row => row.Received);
        var found = Gateways.ToDictionary(gateway => gateway.Value, _ => new List<double>());
        await foreach (var stored in store.ReplayAsync(new ReplayQuery(Project, ReplayOrder.DeviceTime, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), cancel))
            found[stored.Device.Value].Add(stored.Reading.Value);
        foreach (var gateway in Gateways)
        {
            var promised = told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
                .Where(words => words[0] == gateway.Value).Select(words => ulong.Parse(words[1], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
            var mark = marks.GetValueOrDefault(new MarkKey(gateway, Epoch), SequenceRanges.Empty);
            if (mark.HighWater < promised || mark.Islands.Count > 0 || mark.HighWater % PerBatch != 0)
                return $"{gateway.Value}: answered up to {promised}, the mark is {mark.HighWater} with {mark.Islands.Count} islands";
            if (!found[gateway.Value].SequenceEqual(Enumerable.Range(1, (int)mark.HighWater).Select(number => (double)number)))
                return $"{gateway.Value}: the mark is {mark.HighWater}, {found[gateway.Value].Count} readings are there, {found[gateway.Value].Distinct().Count()} different";
            if (tally.GetValueOrDefault(gateway.Value) != (long)mark.HighWater)
                return $"{gateway.Value}: the mark is {mark.HighWater}, {tally.GetValueOrDefault(gateway.Value)} are counted";
        }

        return null;
    }

    private static async Task SendAsync(GatewayId gateway, DuckDbSeriesStore store, Promises promises, CancellationToken cancel)
    {
        for (var batch = 0; batch < Batches / Gateways.Length; batch++)
        {
            await store.AppendAsync(Batch(gateway, batch), cancel);
            promises.Write(string.Create(CultureInfo.InvariantCulture, $"{gateway.Value} {(batch + 1) * PerBatch}"));
            if (batch % 7 == 6)
                await store.AppendAsync(Batch(gateway, batch - 3), cancel);
        }
    }

    private static ProjectBatch Batch(GatewayId gateway, int batch) => new(Project, Noon, [.. Enumerable.Range((batch * PerBatch) + 1, PerBatch).Select(number =>
        new SeriesRecord(gateway, new RecordId(Epoch, (ulong)number), new DeviceId(gateway.Value), Lane.Live,
            new[] { new Reading(new PointId("moment-ratio"), Noon.AddMilliseconds(number), number) }))]);

    private static DuckDbSeriesStore Open(string folder) => new(
        Options.Create(new DuckDbSeriesOptions { Folder = Path.Combine(folder, "series"), CommitEveryMilliseconds = 0, MemoryLimitMiB = 256, CheckpointMiB = 4, SettleRows = 10_000, Readers = 1, Threads = 1 }),
        TimeProvider.System, NullLogger<DuckDbSeriesStore>.Instance);
}
