using System.Data.Common;
using System.Text.Json;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Storage.Records;

/// <summary>The register of projects, gateways and devices in the record database.</summary>
public sealed class RecordDirectory(RecordDatabase database) : IDirectory
{
    private const string GatewayColumns =
        "id, project, name, desired_version, code_hash, code_expires, certificate_serial, certificate_not_after, revoked_at, revoked_reason";

    public static RecordSchema Schema { get; } = new("directory",
        [
            """
            CREATE TABLE project (
              id TEXT PRIMARY KEY, name TEXT NOT NULL, name_en TEXT, division TEXT NOT NULL, division_name TEXT NOT NULL, address TEXT NOT NULL,
              longitude REAL NOT NULL, latitude REAL NOT NULL, stage TEXT NOT NULL, version INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE gateway (
              id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES project (id), name TEXT NOT NULL, desired_version INTEGER NOT NULL DEFAULT 0,
              code_hash TEXT, code_expires INTEGER, certificate_serial TEXT, certificate_not_after INTEGER, revoked_at INTEGER, revoked_reason TEXT) WITHOUT ROWID;
            CREATE INDEX gateway_project ON gateway (project);
            CREATE TABLE device (
              project TEXT NOT NULL, id TEXT NOT NULL, gateway TEXT NOT NULL REFERENCES gateway (id), configuration TEXT NOT NULL,
              PRIMARY KEY (project, id)) WITHOUT ROWID;
            """,
        ]);

    public async Task<IReadOnlyList<Project>> ProjectsAsync(CancellationToken cancel) =>
        await database.ReadAsync(c => c.Query("SELECT * FROM project ORDER BY id", ReadProject), cancel);

    public async Task<Project?> ProjectAsync(ProjectId project, CancellationToken cancel) =>
        await database.ReadAsync(c => c.Query("SELECT * FROM project WHERE id = @id", ReadProject, ("@id", project.Value)).SingleOrDefault(), cancel);

    public async Task<bool> AddProjectAsync(Project project, CancellationToken cancel) =>
        await database.WriteAsync(
            c => c.Execute("INSERT INTO project VALUES (@id, @name, @en, @division, @area, @address, @lon, @lat, @stage, 1) ON CONFLICT DO NOTHING", Columns(project)),
            cancel) == 1;

    public async Task<bool> UpdateProjectAsync(Project project, CancellationToken cancel) =>
        await database.WriteAsync(
            c => c.Execute(
                """
                UPDATE project SET name = @name, name_en = @en, division = @division, division_name = @area, address = @address,
                  longitude = @lon, latitude = @lat, stage = @stage, version = version + 1 WHERE id = @id AND version = @version
                """,
                [.. Columns(project), ("@version", project.Version)]),
            cancel) == 1;

    public async Task<IReadOnlyList<GatewayEntry>> GatewaysAsync(ProjectId project, CancellationToken cancel) =>
        await database.ReadAsync(
            c => c.Query($"SELECT {GatewayColumns} FROM gateway WHERE project = @p ORDER BY id", ReadGateway, ("@p", project.Value)), cancel);

    public async Task<GatewayEntry?> GatewayAsync(GatewayId gateway, CancellationToken cancel) =>
        await database.ReadAsync(
            c => c.Query($"SELECT {GatewayColumns} FROM gateway WHERE id = @id", ReadGateway, ("@id", gateway.Value)).SingleOrDefault(), cancel);

    public async Task<bool> AddGatewayAsync(GatewayEntry gateway, CancellationToken cancel) =>
        await database.WriteAsync(
            c => c.Execute(
                "INSERT INTO gateway (id, project, name) SELECT @id, @project, @name WHERE EXISTS (SELECT 1 FROM project WHERE id = @project) ON CONFLICT DO NOTHING",
                ("@id", gateway.Id.Value), ("@project", gateway.Project.Value), ("@name", gateway.Name)),
            cancel) == 1;

    public async Task<bool> OpenEnrolmentAsync(GatewayId gateway, string codeHash, DateTimeOffset expiresAt, CancellationToken cancel) =>
        await database.WriteAsync(
            c => c.Execute("UPDATE gateway SET code_hash = @hash, code_expires = @expires WHERE id = @id",
                ("@id", gateway.Value), ("@hash", codeHash), ("@expires", expiresAt)),
            cancel) == 1;

    public async Task<EnrolmentOutcome> UseEnrolmentCodeAsync(GatewayId gateway, string codeHash, DateTimeOffset now, CancellationToken cancel) =>
        await database.WriteAsync(
            c =>
            {
                var expires = c.Scalar("SELECT code_expires FROM gateway WHERE id = @id AND code_hash = @hash", ("@id", gateway.Value), ("@hash", codeHash));
                if (expires is not long until)
                    return EnrolmentOutcome.Wrong;
                c.Execute("UPDATE gateway SET code_hash = NULL, code_expires = NULL WHERE id = @id", ("@id", gateway.Value));
                return now.ToUnixTimeMilliseconds() <= until ? EnrolmentOutcome.Accepted : EnrolmentOutcome.Expired;
            },
            cancel);

    public Task SetCertificateAsync(GatewayId gateway, string serial, DateTimeOffset notAfter, CancellationToken cancel) =>
        database.WriteAsync(
            c => c.Execute(
                "UPDATE gateway SET certificate_serial = @serial, certificate_not_after = @end, revoked_at = NULL, revoked_reason = NULL WHERE id = @id",
                ("@id", gateway.Value), ("@serial", serial), ("@end", notAfter)),
            cancel);

    public async Task<bool> RevokeAsync(GatewayId gateway, string reason, DateTimeOffset at, CancellationToken cancel) =>
        await database.WriteAsync(
            c => c.Execute(
                "UPDATE gateway SET revoked_at = @at, revoked_reason = @reason, code_hash = NULL, code_expires = NULL WHERE id = @id",
                ("@id", gateway.Value), ("@at", at), ("@reason", reason)),
            cancel) == 1;

    public async Task<IReadOnlyList<DeviceEntry>> DevicesAsync(ProjectId project, CancellationToken cancel) =>
        await database.ReadAsync(
            c => c.Query("SELECT gateway, configuration FROM device WHERE project = @p ORDER BY id",
                r => new DeviceEntry(project, new GatewayId(r.GetString(0)), JsonSerializer.Deserialize<DeviceConfiguration>(r.GetString(1))!),
                ("@p", project.Value)),
            cancel);

    public async Task<DeviceChange> AddDeviceAsync(DeviceEntry device, CancellationToken cancel) =>
        await database.WriteAsync(
            c => !Has(c, device) ? new DeviceChange(0, DeviceRefusal.NoSuchGateway)
                : c.Execute("INSERT INTO device VALUES (@p, @id, @g, @body) ON CONFLICT DO NOTHING", Columns(device)) == 0
                    ? new DeviceChange(0, DeviceRefusal.IdTaken)
                    : new DeviceChange(NextVersion(c, device.Gateway.Value)),
            cancel);

    public async Task<DeviceChange> UpdateDeviceAsync(DeviceEntry device, CancellationToken cancel) =>
        await database.WriteAsync(
            c =>
            {
                if (!Has(c, device))
                    return new DeviceChange(0, DeviceRefusal.NoSuchGateway);
                if (GatewayOf(c, device.Project, device.Id) is not { } before)
                    return new DeviceChange(0, DeviceRefusal.NoSuchDevice);
                c.Execute("UPDATE device SET gateway = @g, configuration = @body WHERE project = @p AND id = @id", Columns(device));
                if (!string.Equals(before, device.Gateway.Value, StringComparison.Ordinal))
                    NextVersion(c, before);
                return new DeviceChange(NextVersion(c, device.Gateway.Value));
            },
            cancel);

    public async Task<DeviceChange> RemoveDeviceAsync(ProjectId project, DeviceId device, CancellationToken cancel) =>
        await database.WriteAsync(
            c =>
            {
                if (GatewayOf(c, project, device) is not { } gateway)
                    return new DeviceChange(0, DeviceRefusal.NoSuchDevice);
                c.Execute("DELETE FROM device WHERE project = @p AND id = @id", ("@p", project.Value), ("@id", device.Value));
                return new DeviceChange(NextVersion(c, gateway));
            },
            cancel);

    public Task<long> TouchDesiredAsync(GatewayId gateway, CancellationToken cancel) =>
        database.WriteAsync(c => NextVersion(c, gateway.Value), cancel);

    private static bool Has(RecordConnection connection, DeviceEntry device) => connection.Scalar(
        "SELECT 1 FROM gateway WHERE id = @g AND project = @p", ("@g", device.Gateway.Value), ("@p", device.Project.Value)) is not null;

    private static string? GatewayOf(RecordConnection connection, ProjectId project, DeviceId device) => connection.Scalar(
        "SELECT gateway FROM device WHERE project = @p AND id = @id", ("@p", project.Value), ("@id", device.Value)) as string;

    private static long NextVersion(RecordConnection connection, string gateway) => connection.Scalar(
        "UPDATE gateway SET desired_version = desired_version + 1 WHERE id = @g RETURNING desired_version", ("@g", gateway)) as long? ?? 0;

    private static (string, object?)[] Columns(Project p) =>
    [
        ("@id", p.Id.Value), ("@name", p.Name), ("@en", p.NameEn), ("@division", p.Division), ("@area", p.DivisionName),
        ("@address", p.Address), ("@lon", p.Longitude), ("@lat", p.Latitude), ("@stage", p.Stage),
    ];

    private static (string, object?)[] Columns(DeviceEntry d) =>
        [("@p", d.Project.Value), ("@id", d.Id.Value), ("@g", d.Gateway.Value), ("@body", JsonSerializer.Serialize(d.Configuration))];

    private static Project ReadProject(DbDataReader r) => new(
        new ProjectId(r.GetString(0)), r.GetString(1), r.Text(2), r.GetString(3), r.GetString(4), r.GetString(5),
        r.GetDouble(6), r.GetDouble(7), r.GetString(8), r.GetInt64(9));

    private static GatewayEntry ReadGateway(DbDataReader r) => new(
        new GatewayId(r.GetString(0)), new ProjectId(r.GetString(1)), r.GetString(2), r.GetInt64(3),
        new EnrolmentState(r.Text(4), r.InstantOrNull(5), r.Text(6), r.InstantOrNull(7), r.InstantOrNull(8), r.Text(9)));
}
