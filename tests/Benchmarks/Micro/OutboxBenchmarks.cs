using BenchmarkDotNet.Attributes;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Telemetry.Model;
using TestKit;

namespace Benchmarks.Micro;

/// <summary>Durable appends to the gateway's outbox: one at a time, and many that share a commit.</summary>
public class OutboxBenchmarks : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteOutbox _outbox = null!;
    private DeviceReport _report = null!;
    private ulong _last;

    [Params(1, 64, 500)]
    public int Together { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _outbox = new SqliteOutbox(
            new OutboxOptions { Folder = Path.Combine(_folder.Path, Guid.CreateVersion7().ToString("n")) }, TimeProvider.System, NullLogger<SqliteOutbox>.Instance);
        var at = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        _report = new DeviceReport(
            new DeviceId("crane-1"), [.. Enumerable.Range(0, 30).Select(i => new Reading(new PointId($"point-{i}"), at, i * 0.1))], Lane.Live);
    }

    [Benchmark]
    public async Task Append_and_acknowledge()
    {
        var appended = await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => _outbox.AppendAsync(_report, CancellationToken.None).AsTask()));
        _last = appended.Max(id => id.Sequence);
        await _outbox.AcknowledgeAsync(_outbox.Epoch, SequenceRanges.Empty.Add(1, _last), CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task CloseAsync() => await _outbox.DisposeAsync();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
