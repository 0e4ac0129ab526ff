using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace TestKit.Records;

/// <summary>
/// A private PostgreSQL server of this test run: a cluster in a temporary folder, reached through a socket in that folder only,
/// run by an unprivileged user, started when the first test asks and gone with this process however that ends.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private string? _folder;
    private Process? _process;
    private int _databases;

    /// <summary>Whether a commit waits for the disk, as in service; tests of correctness need not wait.</summary>
    public bool Durable { get; init; }

    /// <summary>Folder of the newest installed server's programs; null when there is none.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb")))
            .OrderByDescending(d => int.TryParse(d.Split('/')[^2], CultureInfo.InvariantCulture, out var version) ? version : 0).FirstOrDefault()
        : null;

    /// <summary>A new empty database; its connection. Skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancel)
    {
        Assert.SkipWhen(Programs is null, "PostgreSQL is not installed");
        await _starting.WaitAsync(cancel);
        try
        {
            _process ??= await StartAsync(cancel);
            var name = string.Create(CultureInfo.InvariantCulture, $"test{++_databases}");
            await using var connection = new NpgsqlConnection(Connection("postgres"));
            await connection.OpenAsync(cancel);
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy", connection);
            await create.ExecuteNonQueryAsync(cancel);
            return Connection(name);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (_folder is { } folder)
            Directory.Delete(folder, recursive: true);
        _starting.Dispose();
    }

    private string Connection(string database) => $"Host={_folder};Username=edge;Database={database};Pooling=false";

    private async Task<Process> StartAsync(CancellationToken cancel)
    {
        _folder = Directory.CreateTempSubdirectory("edge-pg").FullName;
        // initdb refuses to run as root; the end of standard input, which comes with our own end, stops the server.
        var script =
            $"""
            as=; [ "$(id -u)" = 0 ] && chown postgres "$0" && as="setpriv --reuid=postgres --regid=postgres --clear-groups"
            $as {Programs}/initdb -D "$0/data" -U edge -A trust -E UTF8 --locale=C --no-sync >"$0/initdb.log" 2>&1 || exit 1
            $as {Programs}/postgres -D "$0/data" -k "$0" -c listen_addresses= -c fsync={(Durable ? "on" : "off")} -c shared_buffers=32MB -c max_connections=200 -c autovacuum=off &
            cat >/dev/null
            kill -INT $!
            wait $!
            """;
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", script, _folder])
        {
            RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = _folder,
        })!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
                ready.TrySetResult();
            else if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("PostgreSQL did not start."));
        };
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel);
        return process;
    }
}
