using System.Diagnostics;
using Cloud.Platform.Backup;
using Cloud.Storage.PostgreSql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cloud.Storage.Backup;

/// <summary>
/// The record database: SQLite by its own online copy while writers go on, PostgreSQL by its own <c>pg_dump</c>. A rehearsal
/// opens the copy, lets the database check it, and counts.
/// </summary>
/// <param name="path">The SQLite file; null where the records lie in PostgreSQL.</param>
/// <param name="postgres">The PostgreSQL database, where they lie there.</param>
public sealed class RecordBackup(string? path, IOptions<PostgreSqlOptions> postgres) : IBackupSource
{
    private const string File = "records.db";
    private const string Dump = "records.sql";
    private static readonly string[] Tables = ["user_account", "organisation", "person", "record_history", "audit_entry", "approval_case", "file_entry", "warning"];

    /// <inheritdoc/>
    public string Name => "records";

    /// <inheritdoc/>
    public async Task SnapshotAsync(string folder, CancellationToken cancel)
    {
        if (path is null)
        {
            await RunAsync("pg_dump", ["--no-owner", "--no-privileges", "--file", Path.Combine(folder, Dump)], cancel);
            return;
        }

        await using var from = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 60 }.ToString());
        await from.OpenAsync(cancel);
        await using var command = from.CreateCommand();
        // As of one instant, compact, and without a log beside it.
        command.CommandText = "VACUUM INTO $to";
        command.CommandTimeout = 24 * 3600;
        command.Parameters.AddWithValue("$to", Path.Combine(folder, File));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, long>> CheckAsync(string folder, CancellationToken cancel)
    {
        if (path is null)
            return await CheckDumpAsync(Path.Combine(folder, Dump), cancel);
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, File), Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        await copy.OpenAsync(cancel);
        if (await ScalarAsync(copy, "PRAGMA integrity_check", cancel) is not "ok")
            throw new InvalidDataException("The restored record database is damaged.");
        var counts = new Dictionary<string, long>();
        foreach (var table in Tables)
            if (await ScalarAsync(copy, $"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'", cancel) is 1L)
                counts[table] = (long)(await ScalarAsync(copy, $"SELECT COUNT(*) FROM {table}", cancel))!;
        return counts;
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 24 * 3600;
        return await command.ExecuteScalarAsync(cancel);
    }

    // A scratch database beside the real one: the dump is only known to be sound once it was taken in.
    private async Task<IReadOnlyDictionary<string, long>> CheckDumpAsync(string dump, CancellationToken cancel)
    {
        var scratch = "edge_rehearsal";
        await RunAsync("psql", ["--quiet", "--command", $"DROP DATABASE IF EXISTS {scratch}", "--command", $"CREATE DATABASE {scratch} TEMPLATE template0"], cancel);
        try
        {
            await RunAsync("psql", ["--quiet", "--set", "ON_ERROR_STOP=1", "--file", dump, "--dbname", scratch], cancel);
            var connection = new NpgsqlConnectionStringBuilder(postgres.Value.Connection) { Database = scratch, Pooling = false, Password = Password() };
            await using var open = new NpgsqlConnection(connection.ToString());
            await open.OpenAsync(cancel);
            var counts = new Dictionary<string, long>();
            foreach (var table in Tables)
            {
#pragma warning disable CA2100 // Constants of this file.
                await using var known = new NpgsqlCommand($"SELECT to_regclass('{table}') IS NOT NULL", open);
                await using var count = new NpgsqlCommand($"SELECT COUNT(*) FROM {table}", open);
#pragma warning restore CA2100
                if (await known.ExecuteScalarAsync(cancel) is true)
                    counts[table] = (long)(await count.ExecuteScalarAsync(cancel))!;
            }

            return counts;
        }
        finally
        {
            await RunAsync("psql", ["--quiet", "--command", $"DROP DATABASE IF EXISTS {scratch}"], CancellationToken.None);
        }
    }

    private string? Password() =>
        postgres.Value.PasswordFile is { } file ? System.IO.File.ReadAllText(file).Trim() : new NpgsqlConnectionStringBuilder(postgres.Value.Connection).Password;

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var connection = new NpgsqlConnectionStringBuilder(postgres.Value.Connection);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGDATABASE"] = connection.Database;
        if (Password() is { Length: > 0 } password)
            start.Environment["PGPASSWORD"] = password;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} cannot be started.");
        var (error, output) = (process.StandardError.ReadToEndAsync(cancel), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancel));
        await process.WaitForExitAsync(cancel);
        await output;
        if (process.ExitCode != 0)
            throw new IOException($"{program}: {await error}");
    }
}
