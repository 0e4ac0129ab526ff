using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>
/// <see cref="IOutbox"/> on SQLite in WAL mode with <c>synchronous=FULL</c>: one committer, group commit, records with a
/// check sum, deletion by range. Limits by lane: alarms are never dropped and are refused only when the reserve is spent;
/// live, backlog and media drop their oldest, by name.
/// </summary>
public sealed class SqliteOutbox : IOutbox, IDeliveryLedger
{
    private readonly OutboxOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LaneCursors _cursors = new();
    private readonly AgeMarks _recent;
    private readonly OutboxMeter _meter;
    private readonly OutboxStore _store;
    private readonly Committer _committer;
    private readonly ITimer _sweep;
    private bool _closed;

    /// <summary>Opens the store. A damaged one is set aside; a disk that cannot be used is reported by <see cref="Status"/>, not thrown.</summary>
    public SqliteOutbox(OutboxOptions options, TimeProvider time, ILogger<SqliteOutbox> logger)
    {
        (_options, _time, _logger) = (options, time, logger);
        _recent = new AgeMarks(1, Math.Max(options.BacklogAgeSeconds, options.ReconnectBacklogSeconds));
        _meter = new OutboxMeter(options.Folder, () => Status);
        _store = new OutboxStore(options, _meter, _cursors, time, logger);
        _store.Open();
        _committer = new Committer(_store, options, _meter, _cursors, _recent, time, logger);
        var period = TimeSpan.FromSeconds(options.SweepSeconds);
        _sweep = time.CreateTimer(_ => Sweep(), null, period, period);
    }

    /// <inheritdoc/>
    public ulong Epoch => _store.File?.State.Epoch ?? 0;

    /// <inheritdoc/>
    public OutboxStatus Status => ReadStatus();

    /// <inheritdoc/>
    public async ValueTask<RecordId> AppendAsync(DeviceReport report, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var work = new AppendWork(report);
        if (work.Estimate > RecordEncoding.MaxBytes)
            throw new OutboxRefusedException($"A record of {work.Estimate} bytes is beyond {RecordEncoding.MaxBytes}.");
        return await PostAsync(work, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<OutboxRecord>> TakeAsync(Lane lane, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        cancel.ThrowIfCancellationRequested();
        SqliteException? fault;
        lock (_store.ReadGate)
        {
            AgeOut();
            if (TryTake(lane, limit, out fault) is { } taken)
                return taken;
        }

        await PostAsync(new FaultWork(fault!), cancel);
        return [];
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(Lane least, CancellationToken cancel)
    {
        while (true)
        {
            AgeOut();
            var ready = _cursors.Ready(least);
            if (ReferenceEquals(ready, Task.CompletedTask))
                return;
            await ready.WaitAsync(cancel);
        }
    }

    /// <inheritdoc/>
    public void ResetCursor() => _cursors.ResetTo(_recent.OlderThan(_options.ReconnectBacklogSeconds, Seconds()));

    /// <inheritdoc/>
    public async ValueTask AcknowledgeAsync(ulong epoch, SequenceRanges held, CancellationToken cancel) =>
        await PostAsync(new AcknowledgeWork(epoch, held), cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LedgerEvent>> ReadLedgerAsync(CancellationToken cancel)
    {
        var work = new LedgerWork();
        await PostAsync(work, cancel);
        return [.. work.Ledger.Counts.GroupBy(c => c.Key.Day, StringComparer.Ordinal).OrderBy(day => day.Key, StringComparer.Ordinal)
            .Select(day => new LedgerEvent(day.Key, day.ToDictionary(c => c.Key.Device, c => c.Value, StringComparer.Ordinal)))];
    }

    /// <summary>Commits what is queued and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, true))
            return;
        await _sweep.DisposeAsync();
        await _committer.DisposeAsync();
        _meter.Dispose();
        _store.Dispose();
    }

    // The marks are set by the clock, not when the committer gets to it: a busy disk must not make records look young.
    private void Sweep()
    {
        var state = _store.File?.State;
        _recent.Note(Seconds(), state?.LastStored[1] ?? 0);
        _committer.TryPost(new SweepWork(_store.File?.Uptime ?? 0, state?.Last ?? 0));
    }

    private async Task<RecordId> PostAsync(Work work, CancellationToken cancel)
    {
        if (!_committer.TryPost(work))
            throw new OutboxRefusedException("The outbox is closed.");
        return await work.Done.WaitAsync(cancel);
    }

    private void AgeOut() => _cursors.Age(_recent.OlderThan(_options.BacklogAgeSeconds, Seconds()));

    // Null when the file cannot be read; the gate is held.
    private List<OutboxRecord>? TryTake(Lane lane, int limit, out SqliteException? fault)
    {
        fault = null;
        var taken = new List<OutboxRecord>();
        try
        {
            while (taken.Count < limit && _store.File is { } file && _cursors.Next(lane) is var (range, generation))
            {
                var last = ReadInto(taken, file, lane, range, limit - taken.Count);
                _cursors.Took(lane, last, generation);
            }

            return taken;
        }
        catch (SqliteException met)
        {
            fault = met;
            return null;
        }
    }

    private ulong ReadInto(List<OutboxRecord> taken, OutboxFile file, Lane lane, SequenceRange range, int limit)
    {
        using var select = new Statement(file.Reader, $"SELECT sequence, body, at FROM {LaneTable.Names[LaneTable.IndexOf(lane)]} WHERE sequence BETWEEN $1 AND $2 ORDER BY sequence LIMIT $3");
        using var row = select.Read(range.First, range.Last, (long)limit);
        var (read, last) = (0, range.Last);
        for (; row.Read(); read++)
        {
            last = (ulong)row.GetInt64(0);
            var body = row.GetFieldValue<byte[]>(1);
            if (file.Encoding.TryDecode(last, body, lane, out var report))
            {
                taken.Add(new OutboxRecord(new RecordId(file.State.Epoch, last), report, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))));
                continue;
            }

            Log.Quarantined(_logger, last, lane);
            _committer.TryPost(new QuarantineWork(lane, last, body));
        }

        return read < limit ? range.Last : last;
    }

    private OutboxStatus ReadStatus()
    {
        AgeOut();
        lock (_store.ReadGate)
        {
            if (_store.File is not { } file)
                return new OutboxStatus([], 0, [], OutboxCondition.Refusing);
            var state = file.State;
            return new OutboxStatus(ReadLanes(file, state), state.Last, [.. state.Lost.Select(e => e.Public)], _store.Condition);
        }
    }

    private List<LaneStatus> ReadLanes(OutboxFile file, StoreState state)
    {
        var (alarm, both, media) = (state.Lanes[0], state.Lanes[1], state.Lanes[2]);
        try
        {
            var boundary = _cursors.Boundary;
            var live = LiveAfter(file, boundary);
            return
            [
                new LaneStatus(Lane.Alarm, alarm.Records, alarm.Bytes, Oldest(file, 0, 0), alarm.Dropped),
                new LaneStatus(Lane.Live, live.Records, live.Bytes, Oldest(file, 1, boundary), 0),
                new LaneStatus(Lane.History, Math.Max(0, both.Records - live.Records), Math.Max(0, both.Bytes - live.Bytes), Oldest(file, 1, 0, boundary), both.Dropped),
                new LaneStatus(Lane.Media, media.Records, media.Bytes, Oldest(file, 2, 0), media.Dropped),
            ];
        }
        catch (SqliteException fault)
        {
            // Whoever asks how the outbox does must be told, above all then.
            _committer.TryPost(new FaultWork(fault));
            return
            [
                new LaneStatus(Lane.Alarm, alarm.Records, alarm.Bytes, null, alarm.Dropped), new LaneStatus(Lane.Live, 0, 0, null, 0),
                new LaneStatus(Lane.History, both.Records, both.Bytes, null, both.Dropped), new LaneStatus(Lane.Media, media.Records, media.Bytes, null, media.Dropped),
            ];
        }
    }

    private static (long Records, long Bytes) LiveAfter(OutboxFile file, ulong boundary)
    {
        using var select = new Statement(file.Reader, "SELECT count(*), coalesce(sum(length(body)), 0) FROM live WHERE sequence >= $1");
        using var row = select.Read(boundary);
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private static DateTimeOffset? Oldest(OutboxFile file, int lane, ulong first, ulong before = long.MaxValue)
    {
        using var select = new Statement(file.Reader, $"SELECT at FROM {LaneTable.Names[lane]} WHERE sequence >= $1 AND sequence < $2 ORDER BY sequence LIMIT 1");
        using var row = select.Read(first, before);
        return row.Read() ? DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)) : null;
    }

    private double Seconds() => _time.GetElapsedTime(0).TotalSeconds;
}
