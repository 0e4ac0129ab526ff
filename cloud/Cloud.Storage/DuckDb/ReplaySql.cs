using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Cloud.Telemetry.Series;
using DuckDB.NET.Data;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>The statement that brings stored readings again, and its rows.</summary>
internal static class ReplaySql
{
    [SuppressMessage("Security", "CA2100", Justification = "Built from numbers; texts are parameters.")]
    public static void Write(DuckDBCommand command, ReplayQuery query)
    {
        var sql = new StringBuilder(
            """
            SELECT d.device, s.point, r.ts, r.value, r.quality, r.reason, r.flags, r.arrival
            FROM reading r JOIN series s ON s.id = r.series JOIN device d ON d.id = s.device
            WHERE d.project = ?
            """);
        command.Parameters.Add(new DuckDBParameter(query.Project.Value));
        sql.Append(CultureInfo.InvariantCulture, $" AND r.ts >= {query.From.ToUnixTimeMilliseconds()} AND r.ts < {query.To.ToUnixTimeMilliseconds()}");
        sql.Append(CultureInfo.InvariantCulture, $" AND r.arrival > {query.AfterArrival} AND r.arrival <= {query.UpToArrival}");
        if (query.Device is { } device)
        {
            sql.Append(" AND d.device = ?");
            command.Parameters.Add(new DuckDBParameter(device.Value));
        }

        if (query.Points is { Count: > 0 } points)
        {
            sql.Append(" AND s.point IN (").AppendJoin(',', points.Select(_ => '?')).Append(')');
            foreach (var point in points)
                command.Parameters.Add(new DuckDBParameter(point.Value));
        }

        sql.Append(query.Order is ReplayOrder.DeviceTime ? " ORDER BY d.device, r.ts, r.arrival, s.point" : " ORDER BY r.arrival, d.device, r.ts, s.point");
        command.CommandText = sql.ToString();
    }

    public static StoredReading Read(DuckDBDataReader row, Dictionary<string, DeviceId> devices, Dictionary<string, PointId> points)
    {
        var (device, point) = (row.GetString(0), row.GetString(1));
        if (!devices.TryGetValue(device, out var deviceId))
            devices.Add(device, deviceId = new DeviceId(device));
        if (!points.TryGetValue(point, out var pointId))
            points.Add(point, pointId = new PointId(point));
        var reading = new Reading(
            pointId, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), row.GetDouble(3), (Quality)row.GetByte(4), (QualityReason)row.GetByte(5));
        return new StoredReading(deviceId, reading, StoredFlags.LaneOf(row.GetByte(6)), StoredFlags.IsLate(row.GetByte(6)), row.GetInt64(7));
    }
}
