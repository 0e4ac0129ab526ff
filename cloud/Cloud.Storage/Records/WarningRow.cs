using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Storage.Records;

/// <summary>A warning as a row.</summary>
internal static class WarningRow
{
    public const string Columns =
        "id, project, device, device_name, gateway, sensor_type, rule, title, title_en, level, worst_level, condition, handling, started_at, " +
        "recovered_at, last_at, count, point, value, peak, unit, threshold, assignee, detail, late, rung_level, rung_at, version";

    private static readonly string Upsert =
        $"INSERT INTO warning ({Columns}) VALUES (@" + Columns.Replace(", ", ", @", StringComparison.Ordinal) + ") ON CONFLICT (id) DO UPDATE SET " +
        string.Join(", ", Columns.Split(", ").Skip(1).Select(c => $"{c} = excluded.{c}"));

    public static Warning Read(DbDataReader r) => new()
    {
        Id = r.GetString(0),
        Project = new ProjectId(r.GetString(1)),
        Device = new DeviceId(r.GetString(2)),
        DeviceName = r.GetString(3),
        Gateway = new GatewayId(r.GetString(4)),
        SensorType = r.GetString(5),
        RuleId = r.GetString(6),
        Title = r.GetString(7),
        TitleEn = r.GetString(8),
        Level = r.GetInt32(9),
        WorstLevel = r.GetInt32(10),
        Condition = (WarningCondition)r.GetInt32(11),
        Handling = (WarningHandling)r.GetInt32(12),
        StartedAt = r.Instant(13),
        RecoveredAt = r.InstantOrNull(14),
        LastAt = r.Instant(15),
        Count = r.GetInt32(16),
        Point = new PointId(r.GetString(17)),
        Value = r.IsDBNull(18) ? null : r.GetDouble(18),
        Peak = r.IsDBNull(19) ? null : r.GetDouble(19),
        Unit = r.GetString(20),
        Threshold = r.Text(21) is { } json ? JsonSerializer.Deserialize(json, WarningJson.Default.WarningThreshold) : null,
        Assignee = r.Text(22),
        Detail = r.Text(23),
        Late = r.Flag(24),
        RungLevel = r.IsDBNull(25) ? null : r.GetInt32(25),
        RungAt = r.InstantOrNull(26),
        Version = r.GetInt64(27),
    };

    public static void Save(RecordConnection connection, Warning w) => connection.Execute(Upsert,
        ("@id", w.Id), ("@project", w.Project.Value), ("@device", w.Device.Value), ("@device_name", w.DeviceName),
        ("@gateway", w.Gateway.Value), ("@sensor_type", w.SensorType), ("@rule", w.RuleId), ("@title", w.Title), ("@title_en", w.TitleEn),
        ("@level", w.Level), ("@worst_level", w.WorstLevel), ("@condition", (int)w.Condition), ("@handling", (int)w.Handling),
        ("@started_at", w.StartedAt), ("@recovered_at", w.RecoveredAt), ("@last_at", w.LastAt), ("@count", w.Count),
        ("@point", w.Point.Value), ("@value", w.Value), ("@peak", w.Peak), ("@unit", w.Unit),
        ("@threshold", w.Threshold is null ? null : JsonSerializer.Serialize(w.Threshold, WarningJson.Default.WarningThreshold)),
        ("@assignee", w.Assignee), ("@detail", w.Detail), ("@late", w.Late), ("@rung_level", w.RungLevel), ("@rung_at", w.RungAt),
        ("@version", w.Version));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WarningThreshold))]
[JsonSerializable(typeof(ResponsibleChain))]
internal sealed partial class WarningJson : JsonSerializerContext;
