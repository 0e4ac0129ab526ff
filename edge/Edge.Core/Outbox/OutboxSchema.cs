using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>Creates the tables and reads what belongs in memory.</summary>
internal static class OutboxSchema
{
    public const int PageBytes = 4096;
    private const long Format = 1;

    private const string Tables = """
        CREATE TABLE state(one INTEGER PRIMARY KEY CHECK(one = 1), epoch INTEGER NOT NULL, last INTEGER NOT NULL, uptime REAL NOT NULL,
            alarm_records INTEGER NOT NULL, alarm_bytes INTEGER NOT NULL, alarm_dropped INTEGER NOT NULL,
            live_records INTEGER NOT NULL, live_bytes INTEGER NOT NULL, live_dropped INTEGER NOT NULL,
            media_records INTEGER NOT NULL, media_bytes INTEGER NOT NULL, media_dropped INTEGER NOT NULL);
        CREATE TABLE alarm(sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE live(sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE media(sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE name(id INTEGER PRIMARY KEY, text TEXT NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE lost(id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL, lane INTEGER NOT NULL,
            reason TEXT NOT NULL, at INTEGER NOT NULL, readings TEXT NOT NULL, event INTEGER NOT NULL);
        CREATE TABLE ledger(day TEXT NOT NULL, device TEXT NOT NULL, readings INTEGER NOT NULL, PRIMARY KEY(day, device)) WITHOUT ROWID;
        CREATE TABLE mark(bucket INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
        CREATE TABLE quarantine(id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL, lane INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL);
        PRAGMA user_version = 1;
        """;

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA cache_size = -2000; PRAGMA temp_store = MEMORY;");
        return connection;
    }

    /// <summary>Makes the database ready for the committer: flushed before an append returns, whatever SQLite's defaults are.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is damaged (<c>SQLITE_CORRUPT</c>, <c>SQLITE_NOTADB</c>).</exception>
    public static void Prepare(SqliteConnection connection)
    {
        Execute(connection, $"PRAGMA page_size = {PageBytes}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        var format = Number(connection, "PRAGMA user_version");
        if (format == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            var epoch = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) | 1;
            Execute(connection, $"BEGIN IMMEDIATE; {Tables} INSERT INTO state VALUES(1, {epoch}, 0, 0, 0,0,0, 0,0,0, 0,0,0); COMMIT;");
        }
        else if (format != Format)
        {
            throw new SqliteException($"Outbox format {format} is not {Format}.", SQLitePCL.raw.SQLITE_NOTADB);
        }

        if (Number(connection, "PRAGMA page_count") < 4096 && Text(connection, "PRAGMA quick_check(1)") != "ok")
            throw new SqliteException("The outbox file is damaged.", SQLitePCL.raw.SQLITE_CORRUPT);
    }

    public static StoreState LoadState(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT * FROM state");
        using var row = command.ExecuteReader();
        if (!row.Read())
            throw new SqliteException("The outbox file has no state.", SQLitePCL.raw.SQLITE_CORRUPT);
        return new StoreState
        {
            Epoch = (ulong)row.GetInt64(1),
            Last = (ulong)row.GetInt64(2),
            Uptime = row.GetDouble(3),
            Lanes = [.. Enumerable.Range(0, 3).Select(i => new LaneTotals(row.GetInt64(4 + (i * 3)), row.GetInt64(5 + (i * 3)), row.GetInt64(6 + (i * 3))))],
            Lost = [.. LoadLost(connection)],
        };
    }

    public static void LoadNames(SqliteConnection connection, NameTable names)
    {
        using var command = Command(connection, "SELECT id, text, crc FROM name ORDER BY id");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (id, text) = (row.GetInt32(0), row.GetString(1));
            names.Restore(id, NameChecksum(id, text) == (uint)row.GetInt64(2) ? text : null);
        }
    }

    public static uint NameChecksum(int id, string text) =>
        RecordEncoding.Checksum((ulong)id, System.Text.Encoding.UTF8.GetBytes(text));

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    private static string? Text(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar() as string;
    }

    private static List<LostEntry> LoadLost(SqliteConnection connection)
    {
        var lost = new List<LostEntry>();
        using var command = Command(connection, "SELECT id, first, last, lane, reason, at, readings, event FROM lost ORDER BY id");
        using var row = command.ExecuteReader();
        while (row.Read())
            lost.Add(new LostEntry(
                row.GetInt64(0), new SequenceRange((ulong)row.GetInt64(1), (ulong)row.GetInt64(2)), (Lane)row.GetInt32(3), row.GetString(4),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), Tally.FromJson(row.GetString(6)), (ulong)row.GetInt64(7), Saved: true));
        return lost;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        // Only constant text and numbers of our own reach this; values are always parameters.
        command.CommandText = sql;
        return command;
    }
}
