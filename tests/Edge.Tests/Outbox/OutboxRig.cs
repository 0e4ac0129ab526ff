using System.Diagnostics.Metrics;
using System.Text.Json;
using Edge.Core.Outbox;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using TestKit;
using TestKit.Outbox;

namespace Edge.Tests.Outbox;

/// <summary>A SQLite outbox in a folder of its own, with its counters.</summary>
internal sealed class OutboxRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _counts = [];
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    public OutboxRig(Func<OutboxOptions, OutboxOptions>? configure = null)
    {
        Options = new OutboxOptions { Folder = Path.Combine(_folder.Path, "outbox"), FallbackFolder = "", ReserveBytes = 64 << 10 };
        Options = configure?.Invoke(Options) ?? Options;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Tags?.Any(t => Equals(t.Value, Options.Folder)) == true)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (_counts)
                _counts[instrument.Name] = _counts.GetValueOrDefault(instrument.Name) + value;
        });
        _listener.Start();
        Outbox = Open();
    }

    public OutboxOptions Options { get; private set; }

    public string Folder => _folder.Path;

    public FakeTimeProvider Time { get; } = new(Report.Noon);

    public SqliteOutbox Outbox { get; private set; }

    public CancellationToken Cancel => _limit.Token;

    public string Database => Path.Combine(Options.Folder, "outbox.db");

    public long Count(string name)
    {
        lock (_counts)
            return _counts.GetValueOrDefault("edge.outbox." + name);
    }

    public async Task<ulong> AppendAsync(DeviceReport report) => (await Outbox.AppendAsync(report, Cancel)).Sequence;

    /// <summary>Reopens the store, after doing something to its files.</summary>
    public async Task ReopenAsync(Action meanwhile)
    {
        await Outbox.DisposeAsync();
        meanwhile();
        Outbox = Open();
    }

    /// <summary>Runs SQL on the file from outside.</summary>
    public void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One sweep, done.</summary>
    public async Task SweepAsync()
    {
        Time.Advance(TimeSpan.FromSeconds(Options.SweepSeconds));
        await Outbox.ReadLedgerAsync(Cancel);
    }

    public async Task<IReadOnlyList<OutboxRecord>> TakeAllAsync(Lane lane)
    {
        var all = new List<OutboxRecord>();
        while (await Outbox.TakeAsync(lane, 1_000, Cancel) is { Count: > 0 } batch)
            all.AddRange(batch);
        return all;
    }

    /// <summary>Everything in the outbox, as JSON where it is an event.</summary>
    public async Task<List<JsonElement>> EventsAsync(Lane lane) =>
        [.. (await TakeAllAsync(lane)).Where(r => r.Report.Event?.StartsWith('{') == true).Select(r => JsonDocument.Parse(r.Report.Event!).RootElement)];

    public async ValueTask DisposeAsync()
    {
        await Outbox.DisposeAsync();
        _listener.Dispose();
        _limit.Dispose();
        _folder.Dispose();
    }

    private SqliteOutbox Open() => new(Options, Time, NullLogger<SqliteOutbox>.Instance);
}
