using System.Globalization;
using System.Net.Http.Headers;
using System.Tests.Programs;
using System.Text;
using Benchmarks.Rig;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>
/// The same cranes given to other stores over HTTP or COPY, with their defaults and with durable settings where they have
/// any; shorter, because they are slower. <c>tests/Benchmarks/peers.sh</c> installs them.
/// </summary>
internal static class SeriesPeers
{
    private const int Hours = 1;

    public static async Task RunAsync(BenchRun run, CraneDay data, CancellationToken cancel)
    {
        if (Peers.Find("influxd") is { } influx)
            foreach (var durable in (bool[])[false, true])
                await InfluxAsync(run, influx, durable, data.Devices, cancel);
        if (Peers.Find("victoria-metrics") is { } victoria)
            await VictoriaAsync(run, victoria, data.Devices, cancel);
        if (PostgreSqlRig.Programs is not null)
            foreach (var durable in (bool[])[false, true])
                await PostgreSqlPeer.RunAsync(run, durable, Cut(data.Devices), cancel);
    }

    /// <summary>An hour of the same cranes.</summary>
    private static IEnumerable<CraneDay.Slice> Cut(int devices) =>
        new CraneDay(devices, new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero)).Slices().Take(Hours * 60);

    private static async Task InfluxAsync(BenchRun run, string program, bool durable, int devices, CancellationToken cancel)
    {
        var name = durable ? "influxdb 1.6, a write-ahead flush every write" : "influxdb 1.6, a write-ahead flush every 100 ms";
        var (ports, folder) = (Ports.Free(2), run.InFolder($"influx-{durable}"));
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "influxdb.conf");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{ports[1]}"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
              index-version = "tsi1"
              wal-fsync-delay = "{(durable ? "0s" : "100ms")}"
              max-values-per-tag = 0
            [http]
              bind-address = "127.0.0.1:{ports[0]}"
              log-enabled = false
            """), cancel);
        var server = run.Start($"influx-{durable}", program, "-config", configuration);
        using var http = Client(ports[0]);
        await UpAsync(http, "ping", cancel);
        using (await http.PostAsync("query?q=CREATE+DATABASE+t", null, cancel))
        {
        }

        await FeedAsync(run, name, server, http, "write?db=t&precision=ms", devices, Path.Combine(folder), "query?db=t&epoch=ms&q=", Influx, cancel);
    }

    private static async Task VictoriaAsync(BenchRun run, string program, int devices, CancellationToken cancel)
    {
        var (port, folder) = (Ports.Free(1)[0], run.InFolder("victoria"));
        var server = run.Start(
            "victoria", program, $"-httpListenAddr=127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", $"-storageDataPath={folder}", "-retentionPeriod=100y", "-search.latencyOffset=0s");
        using var http = Client(port);
        await UpAsync(http, "health", cancel);
        await FeedAsync(run, "victoria-metrics 1.79 (answers before it flushes; it has no durable setting)", server, http, "write?precision=ms", devices, folder, "api/v1/query_range?", Victoria, cancel);
    }

    private static async Task FeedAsync(
        BenchRun run, string name, RunningProgram server, HttpClient http, string write, int devices, string folder, string query, Func<int, string> ask, CancellationToken cancel)
    {
        var before = ProcessUsage.Read(server.Id);
        var (wall, points) = (TimeSpan.Zero, 0L);
        foreach (var slice in Cut(devices))
        {
            var bodies = Lines(slice).ToList();
            var began = run.Time.GetTimestamp();
            await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel }, async (body, token) =>
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/plain");
                using var answer = await http.PostAsync(write, content, token);
                answer.EnsureSuccessStatusCode();
            });
            wall += run.Time.GetElapsedTime(began);
            points += slice.Values.Length;
        }

        var used = ProcessUsage.Read(server.Id).CpuSeconds - before.CpuSeconds;
        run.Report.Add($"{name}: append", points / wall.TotalSeconds, "points a second").Add($"{name}: CPU of the server", used / points * 1e6, "s per million points");
        var latencies = new Distribution();
        for (var i = 0; i < 50; i++)
        {
            var began = run.Time.GetTimestamp();
            using var answer = await http.GetAsync(query + ask(i % devices), cancel);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(cancel);
            latencies.Add(run.Time.GetElapsedTime(began).TotalMilliseconds);
        }

        run.Report.Add($"{name}: curve of one point over an hour, at rest", "ms", latencies);
        await server.StopAsync(cancel);
        run.Report.Add($"{name}: on disk after closing", Peers.DiskBytes(folder) / (double)points, "bytes a point");
    }

    private static string Influx(int device) =>
        Uri.EscapeDataString($"SELECT mean(\"load\"),min(\"load\"),max(\"load\") FROM crane WHERE device='crane-{device}' AND time >= '2026-11-22T16:00:00Z' AND time < '2026-11-22T17:00:00Z' GROUP BY time(7s)");

    private static string Victoria(int device) =>
        $"query={Uri.EscapeDataString($"avg_over_time(crane_load{{device=\"crane-{device}\"}}[7s])")}&start=2026-11-22T16:00:00Z&end=2026-11-22T17:00:00Z&step=7s";

    // 5,000 lines a request, as its maker advises.
    private static IEnumerable<byte[]> Lines(CraneDay.Slice slice)
    {
        var text = new StringBuilder();
        var lines = 0;
        for (var device = 0; device < slice.Devices; device++)
            for (var second = 0; second < slice.Seconds; second++)
            {
                text.Append(CultureInfo.InvariantCulture, $"crane,project=bench,device=crane-{device} ");
                for (var point = 0; point < CraneDay.PointNames.Count; point++)
                    text.Append(CultureInfo.InvariantCulture, $"{(point == 0 ? "" : ",")}{CraneDay.PointNames[point]}={slice.Value(device, second, point)}");
                text.Append(CultureInfo.InvariantCulture, $" {slice.At(second).ToUnixTimeMilliseconds()}\n");
                if (++lines % 5_000 != 0)
                    continue;
                yield return Encoding.ASCII.GetBytes(text.ToString());
                text.Clear();
            }

        if (text.Length > 0)
            yield return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static HttpClient Client(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromMinutes(2) };

    private static Task UpAsync(HttpClient http, string path, CancellationToken cancel) => Until.TrueAsync(
        "the peer is up", TimeSpan.FromSeconds(60), async token => (await http.GetAsync(path, token)).IsSuccessStatusCode, cancel);
}
