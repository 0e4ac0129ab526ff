using Benchmarks.Rig;
using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.Paths;

/// <summary>PostgreSQL with binary COPY into a table with the index that a curve needs; with its defaults (durable) and without waiting for the disk.</summary>
internal static class PostgreSqlPeer
{
    public static async Task RunAsync(BenchRun run, bool durable, IEnumerable<CraneDay.Slice> slices, CancellationToken cancel)
    {
        var name = durable ? "postgresql COPY, default (durable)" : "postgresql COPY, synchronous_commit off";
        await using var server = await PostgreSqlRig.StartAsync(
            run.InFolder($"postgres-{durable}"), $"-c shared_buffers=512MB -c synchronous_commit={(durable ? "on" : "off")}", cancel);
        await FeedAsync(run, name, server, slices, cancel);
    }

    private static async Task FeedAsync(BenchRun run, string name, PostgreSqlRig server, IEnumerable<CraneDay.Slice> slices, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(server.Connection("postgres"));
        await connection.OpenAsync(cancel);
        await using (var create = new NpgsqlCommand("CREATE TABLE reading (series int NOT NULL, ts bigint NOT NULL, value float8 NOT NULL, quality smallint NOT NULL); CREATE INDEX ON reading (series, ts)", connection))
            await create.ExecuteNonQueryAsync(cancel);
        var (wall, points, used) = (TimeSpan.Zero, 0L, server.CpuSeconds());
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
            .Add($"{name}: CPU of the server", (server.CpuSeconds() - used) / points * 1e6, "s per million points");
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
}
