using Cloud.Platform.Backup;
using Cloud.Storage.DuckDb;
using DuckDB.NET.Data;

namespace Cloud.Storage.Backup;

/// <summary>The telemetry in DuckDB: the store itself writes a copy as of one instant, because nobody else may open its file.</summary>
public sealed class SeriesBackup(DuckDbSeriesStore store) : IBackupSource
{
    private const string File = "series.duckdb";

    /// <inheritdoc/>
    public string Name => "series";

    /// <inheritdoc/>
    public Task SnapshotAsync(string folder, CancellationToken cancel) => Task.Run(() => store.CopyTo(Path.Combine(folder, File)), cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CheckAsync(string folder, CancellationToken cancel) => Task.Run<IReadOnlyDictionary<string, long>>(
        () =>
        {
            using var copy = new DuckDBConnection($"Data Source={Path.Combine(folder, File)};access_mode=READ_ONLY");
            copy.Open();
            var counts = new Dictionary<string, long>();
            using var tables = copy.CreateCommand();
            tables.CommandText = "SELECT table_name, estimated_size FROM duckdb_tables() ORDER BY table_name";
            using var rows = tables.ExecuteReader();
            while (rows.Read())
                counts[rows.GetString(0)] = Convert.ToInt64(rows.GetValue(1), System.Globalization.CultureInfo.InvariantCulture);
            return counts;
        },
        cancel);
}
