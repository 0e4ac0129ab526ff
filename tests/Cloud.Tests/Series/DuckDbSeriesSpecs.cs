using Cloud.Storage.DuckDb;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TestKit.Series;

namespace Cloud.Tests.Series;

public sealed class DuckDbSeriesSpecs : TimeSeriesContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-series").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<ITimeSeriesStore> OpenAsync() => Task.FromResult<ITimeSeriesStore>(Open(_folder));

    protected override async Task CloseAsync(ITimeSeriesStore store) => await ((DuckDbSeriesStore)store).DisposeAsync();

    [Fact]
    public async Task readings_are_there_once_while_they_move_to_their_settled_place()
    {
        var cancel = TestContext.Current.CancellationToken;
        var store = Open(_folder);
        for (var batch = 0; batch < 80; batch++)
        {
            var records = Enumerable.Range(0, 1000).Select(i => (batch * 1000) + i).Select(i => Record((ulong)i + 1, Noon.AddSeconds(i), i)).ToList();
            await store.AppendAsync(Batch(Noon, records), cancel);
            if (batch % 8 == 7)
                Assert.Equal((batch + 1) * 1000, await CountAsync(store));
        }

        await store.DisposeAsync();
        await using var again = Open(_folder);
        Assert.Equal(80_000, await CountAsync(again));
        var curve = Assert.Single(await again.QueryAsync(
            new CurveQuery(Project, Crane, [new CurvePointQuery(Ratio, TimeSpan.FromSeconds(5))], Noon, Noon.AddSeconds(80_000), 100), cancel));
        Assert.Empty(curve.Gaps);
        Assert.All(curve.Rows, row => Assert.Equal(800, row.Count));
    }

    private static async Task<int> CountAsync(DuckDbSeriesStore store)
    {
        var count = 0;
        await foreach (var _ in store.ReplayAsync(
            new ReplayQuery(Project, ReplayOrder.Arrival, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), TestContext.Current.CancellationToken))
            count++;
        return count;
    }

    internal static DuckDbSeriesStore Open(string folder) => new(
        Options.Create(new DuckDbSeriesOptions { Folder = folder, CommitEveryMilliseconds = 0, MemoryLimitMiB = 256, SettleRows = 10_000 }),
        TimeProvider.System,
        NullLogger<DuckDbSeriesStore>.Instance);
}
