using BenchmarkDotNet.Attributes;
using Cloud.Storage.DuckDb;
using Cloud.Storage.Records;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telemetry.Model;
using TestKit;

namespace Benchmarks.Micro;

/// <summary>Durable commits of the cloud's two stores, by how much shares one.</summary>
public class StoreBenchmarks : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private DuckDbSeriesStore _series = null!;
    private RecordDatabase _records = null!;
    private ulong _sequence;

    [Params(1, 100, 1_000)]
    public int Records { get; set; }

    [GlobalSetup]
    public void Open()
    {
        var folder = Path.Combine(_folder.Path, Guid.CreateVersion7().ToString("n"));
        _series = new DuckDbSeriesStore(
            Options.Create(new DuckDbSeriesOptions { Folder = folder, CommitEveryMilliseconds = 0 }), TimeProvider.System, NullLogger<DuckDbSeriesStore>.Instance);
        _records = RecordDatabase.Open(Path.Combine(folder, "records.db"), new RecordSchema("micro", ["CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL)"]));
    }

    [Benchmark]
    public Task<AppendResult> Series_append_six_points_a_record()
    {
        var records = Enumerable.Range(0, Records).Select(i => new SeriesRecord(
            new GatewayId("gw-1"), new RecordId(1, ++_sequence), new DeviceId("crane-1"), Lane.Live,
            Enumerable.Range(0, 6).Select(point => new Reading(new PointId($"point-{point}"), At.AddSeconds(_sequence), i)).ToArray())).ToList();
        return _series.AppendAsync(new ProjectBatch(new ProjectId("p"), At, records), CancellationToken.None);
    }

    [Benchmark]
    public Task Record_writes() => Task.WhenAll(Enumerable.Range(0, Records).Select(i => _records.WriteAsync(
        connection => connection.Execute("INSERT INTO t (v) VALUES (@v)", ("@v", "a row of a register")), CancellationToken.None)));

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await _series.DisposeAsync();
        await _records.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
