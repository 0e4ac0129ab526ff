using Cloud.Telemetry.Vision;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>Verdicts on events of detectors: rows are only ever added.</summary>
public sealed class RecordVisionVerdicts(RecordDatabase database) : IVisionVerdicts
{
    /// <summary>To be given to <see cref="RecordDatabase"/>.</summary>
    public static RecordSchema Schema { get; } = new("vision",
    [
        """
        CREATE TABLE vision_verdict (
            id INTEGER PRIMARY KEY,
            event TEXT NOT NULL,
            project TEXT NOT NULL,
            device TEXT NOT NULL,
            point TEXT NOT NULL,
            confirmed INTEGER NOT NULL,
            by TEXT NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX vision_verdict_device ON vision_verdict (project, device, event);
        """,
    ]);

    public Task AddAsync(VisionVerdict verdict, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            connection.Execute(
                "INSERT INTO vision_verdict (event, project, device, point, confirmed, by, at) VALUES (@e, @p, @d, @point, @confirmed, @by, @at)",
                ("@e", verdict.Event), ("@p", verdict.Project.Value), ("@d", verdict.Device.Value), ("@point", verdict.Point),
                ("@confirmed", verdict.Confirmed), ("@by", verdict.By), ("@at", verdict.At));
        },
        cancel);

    public async Task<IReadOnlyList<VisionVerdict>> FindAsync(ProjectId project, DeviceId? device, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            """
            SELECT event, project, device, point, confirmed, by, at FROM vision_verdict v
            WHERE project = @p AND (@d = '' OR device = @d) AND id = (SELECT max(id) FROM vision_verdict w WHERE w.event = v.event AND w.project = v.project)
            ORDER BY id
            """,
            r => new VisionVerdict(
                r.GetString(0), new ProjectId(r.GetString(1)), new DeviceId(r.GetString(2)), r.GetString(3), r.Flag(4), r.GetString(5), r.Instant(6)),
            ("@p", project.Value), ("@d", device?.Value ?? "")), cancel);
}
