using Cloud.Telemetry.Series;
using Telemetry.Model;
using TestKit;

namespace Cloud.Tests.Series;

/// <summary>A machine that loses power leaves the end of the log in any state; what was answered lies before it.</summary>
public sealed class TornLogSpecs
{
    private static readonly ProjectId Project = new("site-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(16)]
    [InlineData(4_000)]
    public async Task a_log_that_ends_in_zeros_is_opened_with_everything_that_was_answered(int zeros)
    {
        using var crashed = await CrashedAsync();
        await using (var log = File.Open(LogOf(crashed), FileMode.Append))
            await log.WriteAsync(new byte[zeros], Cancel);

        await AssertAllThereAsync(crashed);
        Assert.Single(Directory.GetFiles(crashed.Path, "*-torn-*"));
    }

    [Fact]
    public async Task a_last_entry_with_a_lost_sector_is_cut_off_and_kept_aside()
    {
        using var crashed = await CrashedAsync();
        var log = LogOf(crashed);
        var whole = new FileInfo(log).Length;
        using (var more = Copy(crashed.Path))
        {
            await using (var store = DuckDbSeriesSpecs.Open(more.Path))
            {
                await store.AppendAsync(Batch(4), Cancel);
                File.Copy(LogOf(more), log, overwrite: true);
            }
        }

        await using (var file = File.OpenWrite(log))
        {
            file.Position = whole + 40;
            await file.WriteAsync(new byte[64], Cancel);
        }

        await AssertAllThereAsync(crashed);
    }

    private static async Task<TemporaryFolder> CrashedAsync()
    {
        using var folder = new TemporaryFolder();
        await using var store = DuckDbSeriesSpecs.Open(folder.Path);
        for (var sequence = 1ul; sequence <= 3; sequence++)
            await store.AppendAsync(Batch(sequence), Cancel);
        return Copy(folder.Path);
    }

    private static async Task AssertAllThereAsync(TemporaryFolder folder)
    {
        await using var store = DuckDbSeriesSpecs.Open(folder.Path);
        Assert.Equal(3ul, Assert.Single((await store.MarksAsync(Project, Cancel)).Marks).Value.HighWater);
        Assert.Equal(4ul, (await store.AppendAsync(Batch(4), Cancel)).Marks.Values.Single().HighWater);
    }

    private static ProjectBatch Batch(ulong sequence) => new(Project, Noon,
        [new SeriesRecord(new GatewayId("gw-1"), new RecordId(7, sequence), new DeviceId("crane-1"), Lane.Live, new[] { new Reading(new PointId("moment-ratio"), Noon, sequence) })]);

    private static string LogOf(TemporaryFolder folder) => Path.Combine(folder.Path, "series.duckdb.wal");

    private static TemporaryFolder Copy(string path)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(path))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        return copy;
    }
}
