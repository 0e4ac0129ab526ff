using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>Warnings in the record store.</summary>
public sealed class RecordWarningStore(RecordDatabase database) : IWarningStore
{
    public Task<T> WriteAsync<T>(Func<IWarningTransaction, T> work, CancellationToken cancel) =>
        database.WriteAsync(connection => work(new RecordWarningTransaction(connection)), cancel);

    public Task<Warning?> FindAsync(string id, CancellationToken cancel) =>
        database.ReadAsync(connection => new RecordWarningTransaction(connection).Find(id), cancel);

    public async Task<IReadOnlyList<WarningLogEntry>> LogAsync(string id, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            "SELECT warning, at, actor, action, note, handling_from, handling_to FROM warning_log WHERE warning = @id ORDER BY id",
            r => new WarningLogEntry(r.GetString(0), r.Instant(1), r.GetString(2), r.GetString(3), r.Text(4),
                (WarningHandling)r.GetInt32(5), (WarningHandling)r.GetInt32(6)),
            ("@id", id)), cancel);

    public Task<WarningPage> ListAsync(WarningFilter filter, CancellationToken cancel) =>
        database.ReadAsync(connection => new WarningListQuery(filter, database.Dialect).Run(connection), cancel);

    public async Task<IReadOnlyDictionary<ProjectId, IReadOnlyDictionary<int, int>>> OpenCountsAsync(CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            "SELECT project, level, count(*) FROM warning WHERE handling < 7 GROUP BY project, level",
            r => (Project: new ProjectId(r.GetString(0)), Level: r.GetInt32(1), Count: r.GetInt32(2)))
            .GroupBy(row => row.Project)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<int, int>)g.ToDictionary(row => row.Level, row => row.Count)), cancel);

    public async Task<IReadOnlyList<ActiveEpisode>> ActiveAsync(ProjectId project, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT w.device, w.rule, e.id, e.started_at, e.level, e.peak, e.late FROM warning_episode e{connection.Dialect.IndexedBy("warning_episode_active")}
            JOIN warning w ON w.id = e.warning WHERE e.ended_at IS NULL AND w.project = @project ORDER BY e.started_at
            """,
            r => new ActiveEpisode(new DeviceId(r.GetString(0)), r.GetString(1), r.GetString(2), r.Instant(3), r.GetInt32(4),
                r.IsDBNull(5) ? double.NaN : r.GetDouble(5), r.Flag(6)),
            ("@project", project.Value)), cancel);

    public async Task<IReadOnlyList<WarningEpisode>> EpisodesAsync(string id, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            "SELECT * FROM warning_episode WHERE warning = @id ORDER BY started_at", RecordWarningTransaction.ReadEpisode, ("@id", id)), cancel);

    public async Task<IReadOnlyList<Warning>> OnDeviceAsync(
        ProjectId project, DeviceId device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            $"""
            SELECT {WarningRow.Columns} FROM warning
            WHERE project = @project AND device = @device AND started_at < @to AND coalesce(recovered_at, {long.MaxValue}) >= @from
            ORDER BY started_at
            """,
            WarningRow.Read, ("@project", project.Value), ("@device", device.Value), ("@from", from), ("@to", to)), cancel);

    public async Task<IReadOnlyList<ScheduledPush>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            "SELECT p.* FROM warning_push p JOIN warning w ON w.id = p.warning WHERE p.due <= @now ORDER BY w.level, p.due LIMIT @limit",
            RecordWarningTransaction.ReadPush, ("@now", now), ("@limit", limit)), cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) =>
        database.ReadAsync(connection => connection.Scalar("SELECT min(due) FROM warning_push") is long due
            ? DateTimeOffset.FromUnixTimeMilliseconds(due) : (DateTimeOffset?)null, cancel);

    public Task<ScheduledPush?> ScheduleAsync(string id, CancellationToken cancel) =>
        database.ReadAsync(connection => new RecordWarningTransaction(connection).FindSchedule(id), cancel);

    public Task<AcknowledgeLink?> FindLinkAsync(string hash, CancellationToken cancel) =>
        database.ReadAsync(connection => new RecordWarningTransaction(connection).FindLink(hash), cancel);

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel) =>
        database.WriteAsync(
            connection => connection.Execute("DELETE FROM warning_link WHERE expires_at < @before", ("@before", before))
                + connection.Execute(
                    "DELETE FROM warning_mark WHERE episode IN (SELECT id FROM warning_episode WHERE ended_at < @before)", ("@before", before)),
            cancel);
}
