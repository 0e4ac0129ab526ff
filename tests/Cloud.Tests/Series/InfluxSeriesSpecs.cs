using Cloud.Storage.InfluxDb;
using Cloud.Storage.Records;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TestKit.Series;

namespace Cloud.Tests.Series;

/// <summary>The series store over line protocol, its book in a real record file, on a real server.</summary>
public abstract class InfluxSeriesContract(SeriesProcess server, InfluxDbServer kind) : TimeSeriesContract, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-influx").FullName;
    private readonly Dictionary<ITimeSeriesStore, RecordDatabase> _books = [];
    private string? _database;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override async Task<ITimeSeriesStore> OpenAsync()
    {
        _database ??= await server.DatabaseAsync(Cancel);
        var book = RecordDatabase.Open(Path.Combine(_folder, "records.db"), SeriesBookSchema.Schema);
        var options = new InfluxDbOptions { Url = server.Url, Server = kind, Database = _database, CommitEveryMilliseconds = 0 };
        var store = new InfluxSeriesStore(Options.Create(options), book, TimeProvider.System, NullLogger<InfluxSeriesStore>.Instance);
        _books.Add(store, book);
        return store;
    }

    protected override async Task CloseAsync(ITimeSeriesStore store)
    {
        await ((InfluxSeriesStore)store).DisposeAsync();
        await _books[store].DisposeAsync();
    }

    [Fact]
    public async Task what_was_answered_survives_a_kill_of_the_server()
    {
        var store = await OpenAsync();
        var records = Enumerable.Range(0, 1000).Select(i => Record((ulong)i + 1, Noon.AddSeconds(i), i)).ToList();
        await store.AppendAsync(Batch(Noon, records), Cancel);

        await server.KillAndStartAsync(Cancel);

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (double)i), await ValuesAsync(store));
        await CloseAsync(store);
    }

    [Fact]
    public async Task of_two_processes_on_one_project_none_loses_and_none_doubles()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        await one.AppendAsync(Batch(Noon, Record(1, Noon, 1)), Cancel);
        await two.AppendAsync(Batch(Noon, Record(2, Noon.AddSeconds(1), 2)), Cancel);

        // What the first knows of the project is out of date now: it says so, and the next attempt holds.
        await Assert.ThrowsAsync<IOException>(() => one.AppendAsync(Batch(Noon, Record(2, Noon.AddSeconds(1), 2), Record(3, Noon.AddSeconds(2), 3)), Cancel));
        var again = await one.AppendAsync(Batch(Noon, Record(2, Noon.AddSeconds(1), 2), Record(3, Noon.AddSeconds(2), 3)), Cancel);

        Assert.Equal((1, 1), (again.Stored, again.Duplicates));
        Assert.Equal(3ul, again.Marks[new MarkKey(Gateway, 7)].HighWater);
        Assert.Equal([1, 2, 3], await ValuesAsync(two));
        Assert.Equal(3, Assert.Single((await two.TallyAsync(Project, new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 23), Cancel)).Received).Received);
        await CloseAsync(one);
        await CloseAsync(two);
    }

    private static async Task<List<double>> ValuesAsync(ITimeSeriesStore store)
    {
        var values = new List<double>();
        await foreach (var stored in store.ReplayAsync(new ReplayQuery(Project, ReplayOrder.DeviceTime, Noon.AddYears(-1), Noon.AddYears(1)), Cancel))
            values.Add(stored.Reading.Value);
        return values;
    }
}

public sealed class InfluxDb1Fixture : IAsyncDisposable
{
    public SeriesProcess Server { get; } = SeriesProcess.InfluxDb1();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class VictoriaMetricsFixture : IAsyncDisposable
{
    public SeriesProcess Server { get; } = SeriesProcess.VictoriaMetrics();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class InfluxDb1SeriesSpecs(InfluxDb1Fixture fixture)
    : InfluxSeriesContract(fixture.Server, InfluxDbServer.InfluxDb1), IClassFixture<InfluxDb1Fixture>;

public sealed class VictoriaMetricsSeriesSpecs(VictoriaMetricsFixture fixture)
    : InfluxSeriesContract(fixture.Server, InfluxDbServer.VictoriaMetrics), IClassFixture<VictoriaMetricsFixture>;
