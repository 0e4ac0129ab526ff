using System.Data.Common;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>The warning tables while the one writer holds them.</summary>
internal sealed class RecordWarningTransaction(RecordConnection connection) : IWarningTransaction
{
    public bool TryMark(string episode, string key) =>
        connection.Execute("INSERT INTO warning_mark VALUES (@e, @k) ON CONFLICT DO NOTHING", ("@e", episode), ("@k", key)) == 1;

    public Warning? Find(string id) =>
        connection.Query($"SELECT {WarningRow.Columns} FROM warning WHERE id = @id", WarningRow.Read, ("@id", id)).FirstOrDefault();

    public Warning? FindByEpisode(string episode) => connection.Query(
        $"SELECT {WarningRow.Columns} FROM warning WHERE id = (SELECT warning FROM warning_episode WHERE id = @e)",
        WarningRow.Read, ("@e", episode)).FirstOrDefault();

    public Warning? FindMergeable(ProjectId project, DeviceId device, string rule, DateTimeOffset endedSince) => connection.Query(
        $"""
        SELECT {WarningRow.Columns} FROM warning
        WHERE project = @project AND device = @device AND rule = @rule AND (handling < 7 OR coalesce(recovered_at, last_at) >= @since)
        ORDER BY handling >= 7, started_at DESC LIMIT 1
        """,
        WarningRow.Read, ("@project", project.Value), ("@device", device.Value), ("@rule", rule), ("@since", endedSince)).FirstOrDefault();

    public void Save(Warning warning) => WarningRow.Save(connection, warning);

    public void SaveEpisode(WarningEpisode e) => connection.Execute(
        """
        INSERT INTO warning_episode VALUES (@id, @warning, @started, @ended, @level, @peak, @late)
        ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, level = excluded.level, peak = excluded.peak, late = excluded.late
        """,
        ("@id", e.Id), ("@warning", e.Warning), ("@started", e.StartedAt), ("@ended", e.EndedAt), ("@level", e.Level), ("@peak", e.Peak), ("@late", e.Late));

    public WarningEpisode? FindEpisode(string id) =>
        connection.Query("SELECT * FROM warning_episode WHERE id = @id", ReadEpisode, ("@id", id)).FirstOrDefault();

    public int OtherActiveEpisodes(string warning, string episode) => Convert.ToInt32(connection.Scalar(
        "SELECT count(*) FROM warning_episode WHERE warning = @w AND ended_at IS NULL AND id <> @e", ("@w", warning), ("@e", episode)),
        System.Globalization.CultureInfo.InvariantCulture);

    public void Log(WarningLogEntry entry) => connection.Execute(
        "INSERT INTO warning_log (warning, at, actor, action, note, handling_from, handling_to) VALUES (@w, @at, @actor, @action, @note, @from, @to)",
        ("@w", entry.Warning), ("@at", entry.At), ("@actor", entry.Actor), ("@action", entry.Action), ("@note", entry.Note),
        ("@from", (int)entry.From), ("@to", (int)entry.To));

    public void Schedule(ScheduledPush push) => connection.Execute(
        """
        INSERT INTO warning_push VALUES (@w, @round, @step, @repeat, @due)
        ON CONFLICT (warning) DO UPDATE SET round = excluded.round, step = excluded.step, repeat = excluded.repeat, due = excluded.due
        """,
        ("@w", push.Warning), ("@round", push.Round), ("@step", push.Step), ("@repeat", push.Repeat), ("@due", push.Due));

    public ScheduledPush? FindSchedule(string warning) =>
        connection.Query("SELECT * FROM warning_push WHERE warning = @w", ReadPush, ("@w", warning)).FirstOrDefault();

    public void Unschedule(string warning) => connection.Execute("DELETE FROM warning_push WHERE warning = @w", ("@w", warning));

    public void AddLink(AcknowledgeLink link) => connection.Execute(
        "INSERT INTO warning_link VALUES (@hash, @w, @person, @expires, NULL)",
        ("@hash", link.Hash), ("@w", link.Warning), ("@person", link.Person), ("@expires", link.ExpiresAt));

    public AcknowledgeLink? FindLink(string hash) =>
        connection.Query("SELECT * FROM warning_link WHERE hash = @hash", ReadLink, ("@hash", hash)).FirstOrDefault();

    public void UseLink(string hash, DateTimeOffset at) =>
        connection.Execute("UPDATE warning_link SET used_at = @at WHERE hash = @hash", ("@hash", hash), ("@at", at));

    internal static WarningEpisode ReadEpisode(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.Instant(2), r.InstantOrNull(3), r.GetInt32(4), r.IsDBNull(5) ? null : r.GetDouble(5), r.Flag(6));

    internal static ScheduledPush ReadPush(DbDataReader r) => new(r.GetString(0), r.GetInt64(1), r.GetInt32(2), r.GetInt32(3), r.Instant(4));

    internal static AcknowledgeLink ReadLink(DbDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), r.Instant(3), r.InstantOrNull(4));
}
