using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>
/// VictoriaMetrics: the v2 write endpoint of InfluxDB, export and MetricsQL for reading. It answers a write out of memory and
/// loses it when it is killed within some seconds; what it has written into a snapshot it does not lose. So a flush is a
/// snapshot, taken and deleted at once. It keeps milliseconds, and one reading of a point in each.
/// </summary>
internal sealed class VictoriaMetricsServer(InfluxDbOptions options) : ISeriesServer
{
    // Most series have a reading in the last minutes; only those that have none are looked for further back.
    private static readonly int[] LatestWindowSeconds = [3_600, 3 * 86_400, 400 * 86_400];

    private readonly SeriesHttp _http = new(options, secret => new AuthenticationHeaderValue("Token", secret));

    public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancel) => _http.PostAsync(
        $"api/v2/write?bucket={options.Database}&org={Uri.EscapeDataString(options.Organisation)}&precision=ns", lines, cancel);

    public async Task FlushAsync(CancellationToken cancel)
    {
        var name = await JsonAsync("snapshot/create", [], root => root.GetProperty("snapshot").GetString()!, cancel);
        await JsonAsync("snapshot/delete", [new("snapshot", name)], root => root.GetProperty("status").GetString()!, cancel);
    }

    public async Task<List<SeriesRow>> ReadAsync(
        ProjectId project, DeviceId? device, IReadOnlyList<PointId>? points, long from, long to, CancellationToken cancel)
    {
        var filter = (device is { } one ? $",device={Quoted(one.Value)}" : "")
            + (points is null ? "" : $",point=~{Quoted(string.Join('|', points.Select(p => Regex.Escape(p.Value))))}");
        var match = $"{{__name__=~\"reading_[vsa]\",{Labels(project)}{filter}}}";
        // Keyed by time alone within a point: a reading that was sent again as late holds its place once.
        var rows = new Dictionary<(DeviceId Device, PointId Point, long Time), SeriesRow>();
        await _http.QueryAsync(
            "api/v1/export", null, [new("match[]", match), new("start", Seconds(from)), new("end", Seconds(to - 1)), new("max_rows_per_line", "5000")],
            async stream =>
            {
                using var lines = new StreamReader(stream);
                while (await lines.ReadLineAsync(cancel) is { Length: > 0 } line)
                    Take(line, rows);
                return true;
            },
            cancel);
        return [.. rows.Values];
    }

    public async Task<List<SeriesRow>> LatestAsync(ProjectId project, long before, CancellationToken cancel)
    {
        var selector = $"{Labels(project)},late=\"\"";
        var missing = await KnownAsync($"reading_s{{{selector}}}", before, cancel);
        var found = new List<SeriesRow>();
        foreach (var window in LatestWindowSeconds)
        {
            if (missing.Count == 0)
                break;
            var times = await InstantAsync($"tlast_over_time(reading_s{{{selector}}}[{window}s])", before, cancel);
            var valued = await InstantAsync($"tlast_over_time(reading_v{{{selector}}}[{window}s])", before, cancel);
            var values = await InstantAsync($"last_over_time(reading_v{{{selector}}}[{window}s])", before, cancel);
            var states = await InstantAsync($"last_over_time(reading_s{{{selector}}}[{window}s])", before, cancel);
            var arrivals = await InstantAsync($"last_over_time(reading_a{{{selector}}}[{window}s])", before, cancel);
            foreach (var (key, time) in times)
            {
                if (!missing.Remove(key))
                    continue;
                var value = valued.TryGetValue(key, out var at) && at == time ? values.GetValueOrDefault(key, double.NaN) : double.NaN;
                found.Add(new SeriesRow(
                    key.Device, key.Point, (long)Math.Round(time * 1000) * 1_000_000, value, (int)states.GetValueOrDefault(key),
                    (long)arrivals.GetValueOrDefault(key)));
            }
        }

        return found;
    }

    public void Dispose() => _http.Dispose();

    private static string Seconds(long milliseconds) => (milliseconds / 1000m).ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string value) => JsonSerializer.Serialize(value);

    private string Labels(ProjectId project) => $"db={Quoted(options.Database)},project={Quoted(project.Value)}";

    /// <summary>One line of an export: some samples of one field of one series.</summary>
    private static void Take(string line, Dictionary<(DeviceId Device, PointId Point, long Time), SeriesRow> rows)
    {
        using var document = JsonDocument.Parse(line);
        var metric = document.RootElement.GetProperty("metric");
        var (field, (device, point)) = (metric.GetProperty("__name__").GetString()![^1], Key(metric));
        using var values = document.RootElement.GetProperty("values").EnumerateArray();
        using var times = document.RootElement.GetProperty("timestamps").EnumerateArray();
        foreach (var time in times)
        {
            values.MoveNext();
            if (values.Current.ValueKind is not JsonValueKind.Number)
                continue;
            var key = (device, point, time.GetInt64() * 1_000_000);
            if (!rows.TryGetValue(key, out var row))
                row = new SeriesRow(device, point, key.Item3, double.NaN, 0, 0);
            var value = values.Current.GetDouble();
            rows[key] = field switch
            {
                'v' => row with { Value = value },
                's' => row with { Status = (int)value },
                _ => row with { Arrival = (long)value },
            };
        }
    }

    private async Task<HashSet<(DeviceId Device, PointId Point)>> KnownAsync(string selector, long before, CancellationToken cancel) =>
        await JsonAsync(
            "api/v1/series", [new("match[]", selector), new("start", Seconds(before - (LatestWindowSeconds[^1] * 1000L))), new("end", Seconds(before))],
            root => root.GetProperty("data").EnumerateArray().Select(Key).ToHashSet(), cancel);

    private async Task<Dictionary<(DeviceId Device, PointId Point), double>> InstantAsync(string query, long before, CancellationToken cancel) =>
        await JsonAsync(
            "api/v1/query", [new("query", query), new("time", Seconds(before)), new("nocache", "1")],
            root => root.GetProperty("data").GetProperty("result").EnumerateArray().ToDictionary(
                r => Key(r.GetProperty("metric")), r => double.Parse(r.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)),
            cancel);

    private static (DeviceId Device, PointId Point) Key(JsonElement metric) =>
        (new DeviceId(metric.GetProperty("device").GetString()!), new PointId(metric.GetProperty("point").GetString()!));

    private Task<T> JsonAsync<T>(string path, IEnumerable<KeyValuePair<string, string>> form, Func<JsonElement, T> read, CancellationToken cancel) =>
        _http.QueryAsync(
            path, null, form,
            async stream =>
            {
                using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
                return read(document.RootElement);
            },
            cancel);
}
