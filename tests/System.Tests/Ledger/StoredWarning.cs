using Microsoft.Data.Sqlite;

namespace System.Tests.Ledger;

/// <summary>A warning as the record store holds it.</summary>
internal sealed record StoredWarning(
    string Id, string Device, string Rule, int Level, int WorstLevel, DateTimeOffset StartedAt, DateTimeOffset? RecoveredAt, int Count, bool Late, DateTimeOffset? RungAt)
{
    /// <summary>Every warning of a project, read after the cloud has stopped.</summary>
    public static IReadOnlyList<StoredWarning> Read(string cloudFolder, string project)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(cloudFolder, "records.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT id, device, rule, level, worst_level, started_at, recovered_at, count, late, rung_at FROM warning WHERE project = $project ORDER BY started_at";
        command.Parameters.AddWithValue("$project", project);
        using var row = command.ExecuteReader();
        var warnings = new List<StoredWarning>();
        while (row.Read())
            warnings.Add(new StoredWarning(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), Instant(row.GetInt64(5)),
                row.IsDBNull(6) ? null : Instant(row.GetInt64(6)), row.GetInt32(7), row.GetBoolean(8), row.IsDBNull(9) ? null : Instant(row.GetInt64(9))));
        return warnings;
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
