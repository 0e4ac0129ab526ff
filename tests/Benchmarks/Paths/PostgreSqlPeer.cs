using System.Diagnostics;
using System.Globalization;
using System.Tests.Programs;
using Benchmarks.Rig;
using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.Paths;

/// <summary>PostgreSQL with binary COPY into a table with the index that a curve needs; with its defaults (durable) and without waiting for the disk.</summary>
internal static class PostgreSqlPeer
{
    public static async Task RunAsync(BenchRun run, string binaries, bool durable, IEnumerable<CraneDay.Slice> slices, CancellationToken cancel)
    {
        var name = durable ? "postgresql COPY, default (durable)" : "postgresql COPY, synchronous_commit off";
        var (port, folder) = (Ports.Free(1)[0], run.InFolder($"postgres-{durable}"));
        Directory.CreateDirectory(folder);
        // The server refuses to run as root: it gets its own account when we are.
        var root = Environment.UserName == "root";
        if (root)
            await ShellAsync($"chown postgres {folder} && chmod o+x {Path.GetDirectoryName(folder)}", cancel);
        var prefix = root ? "runuser -u postgres -- " : "";
        await ShellAsync($"{prefix}{binaries}/initdb -D {folder}/data -A trust -U bench >/dev/null", cancel);
        var options = string.Create(CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c shared_buffers=512MB -c synchronous_commit={(durable ? "on" : "off")}");
        await ShellAsync($"{prefix}{binaries}/pg_ctl -D {folder}/data -w -o '{options}' -l {folder}/log start >/dev/null", cancel);
        try
        {
            await FeedAsync(run, name, port, folder, slices, cancel);
        }
        finally
        {
            await ShellAsync($"{prefix}{binaries}/pg_ctl -D {folder}/data -m fast -w stop >/dev/null", CancellationToken.None);
        }
    }

    private static async Task FeedAsync(BenchRun run, string name, int port, string folder, IEnumerable<CraneDay.Slice> slices, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=bench;Database=postgres");
        await connection.OpenAsync(cancel);
        await using (var create = new NpgsqlCommand("CREATE TABLE reading (series int NOT NULL, ts bigint NOT NULL, value float8 NOT NULL, quality smallint NOT NULL); CREATE INDEX ON reading (series, ts)", connection))
            await create.ExecuteNonQueryAsync(cancel);
        var (wall, points, used) = (TimeSpan.Zero, 0L, ServerSeconds(folder));
        foreach (var slice in slices)
        {
            var began = run.Time.GetTimestamp();
            await using (var copy = await connection.BeginBinaryImportAsync("COPY reading FROM STDIN (FORMAT BINARY)", cancel))
            {
                for (var device = 0; device < slice.Devices; device++)
                    for (var second = 0; second < slice.Seconds; second++)
                        for (var point = 0; point < CraneDay.PointNames.Count; point++)
                            Row(copy, device * CraneDay.PointNames.Count + point, slice.At(second).ToUnixTimeMilliseconds(), slice.Value(device, second, point));
                await copy.CompleteAsync(cancel);
            }

            wall += run.Time.GetElapsedTime(began);
            points += slice.Values.Length;
        }

        await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection);
        await checkpoint.ExecuteNonQueryAsync(cancel);
        run.Report.Add($"{name}: append, client included", points / wall.TotalSeconds, "points a second")
            .Add($"{name}: CPU of the server", (ServerSeconds(folder) - used) / points * 1e6, "s per million points");
        await using var size = new NpgsqlCommand("SELECT pg_total_relation_size('reading')", connection);
        run.Report.Add($"{name}: table and index", (long)(await size.ExecuteScalarAsync(cancel))! / (double)points, "bytes a point");
    }

    private static void Row(NpgsqlBinaryImporter copy, int series, long at, double value)
    {
        copy.StartRow();
        copy.Write(series, NpgsqlDbType.Integer);
        copy.Write(at, NpgsqlDbType.Bigint);
        copy.Write(value, NpgsqlDbType.Double);
        copy.Write((short)2, NpgsqlDbType.Smallint);
    }

    // Its work is spread over children of the postmaster.
    private static double ServerSeconds(string folder)
    {
        var master = File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First();
        return Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(id => int.TryParse(id, CultureInfo.InvariantCulture, out _))
            .Where(id => id == master || ParentOf(id!) == master).Sum(id => ProcessUsage.Read(int.Parse(id!, CultureInfo.InvariantCulture)).CpuSeconds);
    }

    private static string? ParentOf(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task ShellAsync(string command, CancellationToken cancel)
    {
        using var shell = Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync(cancel);
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{command}: ended with {shell.ExitCode}");
    }
}
