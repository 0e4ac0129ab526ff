using Microsoft.Data.Sqlite;

namespace System.Tests.Ledger;

/// <summary>The conditions that warnings are made of.</summary>
internal static class StoredEpisode
{
    /// <summary>How often a rule's condition was raised in a project; read after the cloud has stopped.</summary>
    public static int Count(string cloudFolder, string project, string rule)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(cloudFolder, "records.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM warning_episode e JOIN warning w ON w.id = e.warning WHERE w.project = $project AND w.rule = $rule";
        command.Parameters.AddWithValue("$project", project);
        command.Parameters.AddWithValue("$rule", rule);
        return (int)(long)command.ExecuteScalar()!;
    }
}
