using Microsoft.Data.Sqlite;
using Telemetry.Model;

namespace System.Tests.Ledger;

/// <summary>What a gateway's outbox says of itself, read after the gateway has stopped.</summary>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Last">Last sequence given.</param>
/// <param name="Waiting">Sequences that the cloud has not acknowledged.</param>
/// <param name="Readings">Readings appended by device, all days.</param>
internal sealed record OutboxFile(ulong Epoch, ulong Last, IReadOnlySet<ulong> Waiting, IReadOnlyDictionary<string, long> Readings)
{
    public static OutboxFile Read(string dataFolder)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataFolder, "outbox", "outbox.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false,
        }.ToString());
        connection.Open();
        var (epoch, last) = Query(connection, "SELECT epoch, last FROM state", row => ((ulong)row.GetInt64(0), (ulong)row.GetInt64(1)))[0];
        return new OutboxFile(
            epoch,
            last,
            Query(connection, "SELECT sequence FROM alarm UNION ALL SELECT sequence FROM live UNION ALL SELECT sequence FROM media",
                row => (ulong)row.GetInt64(0)).ToHashSet(),
            Query(connection, "SELECT device, sum(readings) FROM ledger GROUP BY device", row => (Device: row.GetString(0), Count: row.GetInt64(1)))
                .ToDictionary(row => row.Device, row => row.Count));
    }

    /// <summary>Sequences that were given and that neither side has: lost.</summary>
    public IReadOnlyList<NumberSpan> Missing(SequenceRanges held)
    {
        var missing = new List<long>();
        for (var sequence = 1UL; sequence <= Last; sequence++)
            if (!held.Contains(sequence) && !Waiting.Contains(sequence))
                missing.Add((long)sequence);
        return NumberSpan.Of(missing);
    }

    private static List<T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }
}
