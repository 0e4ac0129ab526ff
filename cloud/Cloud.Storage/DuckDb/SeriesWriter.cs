using Cloud.Storage.Series;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using DuckDB.NET.Data;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>One commit: all batches of a group in one transaction. Used by one thread at a time.</summary>
internal sealed class SeriesWriter : IDisposable
{
    private readonly Func<DuckDBConnection> _open;
    private readonly SeriesCatalogue _catalogue = new();
    private readonly TallyBook _tally = new();
    private readonly List<(ProjectId Project, SeriesRecord Record)> _events = [];
    private readonly FreshTables _fresh;
    private DuckDBConnection _connection;
    private bool _broken;
    private int _appended;

    public SeriesWriter(Func<DuckDBConnection> open, FreshTables fresh)
    {
        (_open, _fresh) = (open, fresh);
        _connection = open();
        SeriesSchema.Create(_connection);
        _catalogue.Load(_connection);
        _tally.Load(_connection);
        Marks.Load(_connection);
        _fresh.Load(_connection);
    }

    public MarkBook Marks { get; } = new();

    /// <summary>Stores the batches; on a fault nothing of them is stored.</summary>
    public IReadOnlyList<AppendResult> Commit(IReadOnlyList<ProjectBatch> batches, long nowMs)
    {
        if (_broken)
            Reopen();
        var position = Math.Max(Marks.Position + 1, nowMs);
        try
        {
            _connection.Execute("BEGIN TRANSACTION");
            var counts = Append(batches, position);
            if (!Marks.HasChanges)
            {
                _connection.Execute("ROLLBACK");
                return Results(batches, counts, Marks.Position);
            }

            _catalogue.AppendNew(_connection);
            AppendEvents(position);
            _tally.AppendAdded(_connection);
            Marks.AppendChanges(_connection, position);
            _connection.Execute("COMMIT");
            _catalogue.Committed();
            Marks.Committed(position);
            _fresh.Committed(_appended);
            return Results(batches, counts, position);
        }
        catch
        {
            _broken = true;
            _catalogue.RolledBack();
            Marks.RolledBack();
            throw;
        }
        finally
        {
            _tally.Clear();
            _events.Clear();
            _appended = 0;
        }
    }

    public void Dispose() => _connection.Dispose();

    private void Reopen()
    {
        // Closing the connection rolls its transaction back whatever state it is in.
        _connection.Dispose();
        _connection = _open();
        _broken = false;
    }

    private (int Stored, int Duplicates)[] Append(IReadOnlyList<ProjectBatch> batches, long position)
    {
        var counts = new (int Stored, int Duplicates)[batches.Count];
        using var readings = _connection.CreateAppender(_fresh.Active);
        for (var i = 0; i < batches.Count; i++)
        {
            var batch = batches[i];
            foreach (var record in batch.Records)
            {
                if (!Intake.TryTake(record, key => Marks.Current(batch.Project, key), (key, after) => Marks.Change(batch.Project, key, after)))
                {
                    counts[i].Duplicates++;
                    continue;
                }

                counts[i].Stored++;
                if (record.Device is { } device && !record.Readings.IsEmpty)
                    AppendReadings(readings, batch, record, device, position);
                if (record.Event is not null)
                    _events.Add((batch.Project, record));
            }
        }

        return counts;
    }

    private void AppendReadings(DuckDBAppender appender, ProjectBatch batch, SeriesRecord record, DeviceId device, long position)
    {
        var series = _catalogue.Device(batch.Project, device);
        foreach (ref readonly var reading in record.Readings.Span)
        {
            var late = LateRule.IsLate(record.Lane, reading.Time, batch.ArrivedAt);
            var time = reading.Time.ToUnixTimeMilliseconds();
            appender.CreateRow()
                .AppendValue((uint?)_catalogue.Series(series, reading.Point))
                .AppendValue((long?)time)
                .AppendValue((double?)reading.Value)
                .AppendValue((byte?)reading.Quality)
                .AppendValue((byte?)reading.Reason)
                .AppendValue((byte?)StoredFlags.Pack(record.Lane, late))
                .AppendValue((long?)position)
                .EndRow();
            _tally.Add(series.Id, SiteDay.Number(time), late);
            _appended++;
        }
    }

    private void AppendEvents(long position)
    {
        if (_events.Count == 0)
            return;
        using (var events = _connection.CreateAppender("event"))
            foreach (var (project, record) in _events)
                events.CreateRow().AppendValue(project.Value).AppendValue(record.Gateway.Value).AppendValue(record.Device?.Value)
                    .AppendValue((long?)record.Event!.Time.ToUnixTimeMilliseconds()).AppendValue(record.Event.Kind)
                    .AppendValue(record.Event.Json).AppendValue((long?)position).EndRow();
        using (var ledgers = _connection.CreateAppender("ledger"))
            foreach (var (project, record) in _events)
                foreach (var (device, count) in record.Event!.Ledger?.Devices ?? new Dictionary<DeviceId, long>())
                    ledgers.CreateRow().AppendValue(project.Value).AppendValue(record.Gateway.Value).AppendValue((ulong?)record.Id.Epoch)
                        .AppendValue(device.Value).AppendValue((int?)SiteDay.Number(record.Event.Ledger!.Day)).AppendValue((long?)count).EndRow();
        using var losses = _connection.CreateAppender("lost");
        foreach (var (project, record) in _events)
            if (record.Event!.Lost is { } lost && lost.MayBeReportedBy(record.Id))
                AppendLoss(losses, project, record, lost);
    }

    private static void AppendLoss(DuckDBAppender losses, ProjectId project, SeriesRecord record, LostRange lost)
    {
        if (lost.Readings.Count == 0)
            Row(lost.Device, SiteDay.Number(record.Event!.Time.ToUnixTimeMilliseconds()), (long)(lost.Range.Last - lost.Range.First + 1));
        foreach (var (device, day, count) in lost.Readings)
            Row(device, SiteDay.Number(day), count);

        void Row(DeviceId? device, int day, long count) => losses.CreateRow()
            .AppendValue(project.Value).AppendValue(record.Gateway.Value).AppendValue((ulong?)(lost.Epoch ?? record.Id.Epoch))
            .AppendValue((ulong?)lost.Range.First).AppendValue((ulong?)lost.Range.Last).AppendValue(lost.Lane).AppendValue(lost.Reason)
            .AppendValue(device?.Value).AppendValue((int?)day).AppendValue((long?)count).EndRow();
    }

    private AppendResult[] Results(IReadOnlyList<ProjectBatch> batches, (int Stored, int Duplicates)[] counts, long position) =>
    [
        .. batches.Select((batch, i) => new AppendResult(position, counts[i].Stored, counts[i].Duplicates,
            batch.Records.Select(r => new MarkKey(r.Gateway, r.Id.Epoch)).Distinct()
                .ToDictionary(key => key, key => Marks.Current(batch.Project, key)))),
    ];
}

/// <summary>Lane and lateness of a reading in one byte.</summary>
internal static class StoredFlags
{
    private const byte LateBit = 0x10;

    /// <summary>SQL condition for readings that did not arrive late.</summary>
    public const string NotLate = "flags < 16";

    public static byte Pack(Lane lane, bool late) => (byte)((byte)lane | (late ? LateBit : 0));

    public static Lane LaneOf(byte flags) => (Lane)(flags & 0x0F);

    public static bool IsLate(byte flags) => (flags & LateBit) != 0;
}
