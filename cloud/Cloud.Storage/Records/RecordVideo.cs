using System.Data.Common;
using System.Text.Json;
using Cloud.Telemetry.Vision;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>Log, walls and backups of video.</summary>
public sealed class RecordVideo(RecordDatabase database) : IVideoRecords
{
    /// <summary>To be given to <see cref="RecordDatabase"/>.</summary>
    public static RecordSchema Schema { get; } = new("video",
    [
        """
        CREATE TABLE video_log (
            id TEXT PRIMARY KEY,
            project TEXT NOT NULL,
            device TEXT NOT NULL,
            at INTEGER NOT NULL,
            by TEXT NOT NULL,
            action TEXT NOT NULL,
            detail TEXT NOT NULL
        );
        CREATE INDEX video_log_time ON video_log (project, at);
        CREATE TABLE video_wall (
            id TEXT PRIMARY KEY,
            project TEXT NOT NULL,
            name TEXT NOT NULL,
            tiles INTEGER NOT NULL,
            cameras TEXT NOT NULL,
            dwell INTEGER NOT NULL,
            by TEXT NOT NULL
        );
        CREATE INDEX video_wall_project ON video_wall (project);
        CREATE TABLE video_backup (
            id TEXT PRIMARY KEY,
            project TEXT NOT NULL,
            device TEXT NOT NULL,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            hash TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            note TEXT NOT NULL,
            by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX video_backup_project ON video_backup (project, at);
        """,
    ]);

    public Task LogAsync(IReadOnlyList<VideoLogEntry> entries, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            foreach (var entry in entries)
                connection.Execute(
                    "INSERT INTO video_log (id, project, device, at, by, action, detail) VALUES (@id, @p, @d, @at, @by, @action, @detail) ON CONFLICT (id) DO NOTHING",
                    ("@id", entry.Id.ToString("N")), ("@p", entry.Project.Value), ("@d", entry.Device?.Value ?? ""), ("@at", entry.At), ("@by", entry.By),
                    ("@action", entry.Action), ("@detail", entry.Detail));
        },
        cancel);

    public async Task<IReadOnlyList<VideoLogEntry>> LogAsync(
        ProjectId project, DeviceId? device, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            """
            SELECT id, project, device, at, by, action, detail FROM video_log
            WHERE project = @p AND (@d = '' OR device = @d) AND at >= @from AND at < @to ORDER BY at DESC, id DESC LIMIT @limit
            """,
            r => new VideoLogEntry(
                Guid.ParseExact(r.GetString(0), "N"), new ProjectId(r.GetString(1)), r.GetString(2) is { Length: > 0 } id ? new DeviceId(id) : null, r.Instant(3),
                r.GetString(4), r.GetString(5), r.GetString(6)),
            ("@p", project.Value), ("@d", device?.Value ?? ""), ("@from", from), ("@to", to), ("@limit", limit)), cancel);

    public async Task<IReadOnlyList<VideoWall>> WallsAsync(ProjectId project, CancellationToken cancel) => await database.ReadAsync(
        connection => connection.Query(
            "SELECT id, project, name, tiles, cameras, dwell, by FROM video_wall WHERE project = @p ORDER BY name, id",
            r => new VideoWall(
                Guid.ParseExact(r.GetString(0), "N"), new ProjectId(r.GetString(1)), r.GetString(2), (int)r.GetInt64(3),
                JsonSerializer.Deserialize<string[]>(r.GetString(4)) ?? [], (int)r.GetInt64(5), r.GetString(6)),
            ("@p", project.Value)), cancel);

    public Task PutAsync(VideoWall wall, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                """
                INSERT INTO video_wall (id, project, name, tiles, cameras, dwell, by) VALUES (@id, @p, @name, @tiles, @cameras, @dwell, @by)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, tiles = excluded.tiles, cameras = excluded.cameras, dwell = excluded.dwell, by = excluded.by
                """,
                ("@id", wall.Id.ToString("N")), ("@p", wall.Project.Value), ("@name", wall.Name), ("@tiles", wall.Tiles),
                ("@cameras", JsonSerializer.Serialize(wall.Cameras)), ("@dwell", wall.DwellSeconds), ("@by", wall.By));
        },
        cancel);

    public Task<bool> RemoveWallAsync(ProjectId project, Guid id, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute("DELETE FROM video_wall WHERE project = @p AND id = @id", ("@p", project.Value), ("@id", id.ToString("N"))) > 0, cancel);

    public async Task<IReadOnlyList<VideoBackup>> BackupsAsync(ProjectId project, CancellationToken cancel) => await database.ReadAsync(
        connection => connection.Query(
            "SELECT id, project, device, begins, ends, hash, bytes, note, by, at FROM video_backup WHERE project = @p ORDER BY at DESC, id",
            Read, ("@p", project.Value)), cancel);

    public Task<bool> AddAsync(VideoBackup backup, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            """
            INSERT INTO video_backup (id, project, device, begins, ends, hash, bytes, note, by, at)
            VALUES (@id, @p, @d, @from, @to, @hash, @bytes, @note, @by, @at) ON CONFLICT (id) DO NOTHING
            """,
            ("@id", backup.Id.ToString("N")), ("@p", backup.Project.Value), ("@d", backup.Device.Value), ("@from", backup.From), ("@to", backup.To),
            ("@hash", backup.Hash), ("@bytes", backup.Bytes), ("@note", backup.Note), ("@by", backup.By), ("@at", backup.At)) > 0,
        cancel);

    private static VideoBackup Read(DbDataReader r) => new(
        Guid.ParseExact(r.GetString(0), "N"), new ProjectId(r.GetString(1)), new DeviceId(r.GetString(2)), r.Instant(3), r.Instant(4), r.GetString(5),
        r.GetInt64(6), r.GetString(7), r.GetString(8), r.Instant(9));
}
