using System.Data.Common;
using System.Globalization;
using Cloud.Storage.Records;
using Microsoft.Data.Sqlite;

namespace Cloud.Storage.Sqlite;

/// <summary>The embedded record database: one SQLite file in WAL mode with synchronous=FULL.</summary>
public sealed class SqliteDialect(string path) : IRecordDialect
{
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = path, ForeignKeys = true, Pooling = false, DefaultTimeout = 30,
    }.ToString();

    /// <inheritdoc/>
    public string Place => path;

    /// <inheritdoc/>
    public int Readers => 4;

    /// <inheritdoc/>
    public string Begin => "BEGIN IMMEDIATE";

    /// <inheritdoc/>
    public bool DefersControl => false;

    /// <inheritdoc/>
    public string Like => "LIKE";

    /// <inheritdoc/>
    public ISearchDialect Search { get; } = new SqliteSearch();

    /// <inheritdoc/>
    public IReadOnlyList<string> Preamble => [];

    /// <inheritdoc/>
    public DbConnection Open(bool forWriting)
    {
        if (forWriting && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = forWriting ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768;" : "PRAGMA cache_size=-32768;";
            command.ExecuteNonQuery();
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return connection;
    }

    /// <inheritdoc/>
    public string Script(string script) => script;

    // What the database itself finds outdated has grown tenfold; at twice the size plans already differ by as much as hundreds of
    // milliseconds. What has no row numbers grows with what has.
    /// <inheritdoc/>
    public bool Learn(RecordConnection connection)
    {
        connection.Execute("PRAGMA optimize=0x10002");
        var known = connection.Query(
            """
            SELECT t.name, MAX(CAST(s.stat AS INTEGER)), t.sql LIKE '%WITHOUT ROWID%' FROM sqlite_stat1 s JOIN sqlite_schema t ON t.type = 'table' AND t.name = s.tbl
            WHERE t.name NOT LIKE 'search\_word%' ESCAPE '\' GROUP BY t.name, t.sql
            """,
            row => (Table: row.GetString(0), Rows: row.GetInt64(1), Numbered: row.GetInt64(2) == 0));
        var grown = known.Where(table => table.Numbered && connection.Scalar($"SELECT MAX(rowid) FROM {table.Table}") is long last && last > 2 * table.Rows + 1000).ToList();
        foreach (var (table, _, _) in grown.Count == 0 ? grown : [.. grown, .. known.Where(table => !table.Numbered)])
            connection.Execute($"ANALYZE {table}");
        // A platform that is nearly empty would teach the planner that the tables inside the word index are tiny for ever: it would
        // read all of them wherever a few rows are removed.
        connection.Execute(
            """
            UPDATE sqlite_stat1 SET stat = '1000000' WHERE tbl IN ('search_word_data', 'search_word_docsize') AND idx IS NULL;
            UPDATE sqlite_stat1 SET stat = '1000000 100000 1' WHERE tbl = 'search_word_idx';
            ANALYZE sqlite_schema
            """);
        return true;
    }

    // A compound question in the order of its branches is merged out of their indexes, row by row.
    /// <inheritdoc/>
    public string Newest(IReadOnlyList<string> questions, int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join(" UNION ", questions)} ORDER BY 1 DESC LIMIT {limit}");

    /// <inheritdoc/>
    public string Unindexed(string column) => "+" + column;

    /// <inheritdoc/>
    public bool SortsToGroup => true;

    /// <inheritdoc/>
    public string IndexedBy(string index) => $" INDEXED BY {index}";

    /// <inheritdoc/>
    public DbParameter Json(string name, string text) => new SqliteParameter(name, text);
}
