using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>InfluxDB 1.x: writes are in its log and synchronised when they are answered; reads are InfluxQL with CSV answers.</summary>
internal sealed class InfluxDb1Server(InfluxDbOptions options) : ISeriesServer
{
    private readonly SeriesHttp _http = new(options, secret => new AuthenticationHeaderValue(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{secret}"))));

    public Task PrepareAsync(CancellationToken cancel) =>
        _http.QueryAsync("query", null, [new("q", $"CREATE DATABASE \"{options.Database}\"")], _ => Task.FromResult(true), cancel);

    public Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancel) =>
        _http.PostAsync($"write?db={options.Database}&precision=ns", lines, cancel);

    public Task FlushAsync(CancellationToken cancel) => Task.CompletedTask;

    public async Task<List<SeriesRow>> ReadAsync(
        ProjectId project, DeviceId? device, IReadOnlyList<PointId>? points, long from, long to, CancellationToken cancel)
    {
        var filter = (device is { } one ? $" AND device={Literal(one.Value)}" : "")
            + (points is null ? "" : $" AND ({string.Join(" OR ", points.Select(p => $"point={Literal(p.Value)}"))})");
        var rows = new List<SeriesRow>();
        await QueryAsync(
            string.Create(CultureInfo.InvariantCulture,
                $"SELECT v,s,a,device,point FROM reading WHERE db={Literal(options.Database)} AND project={Literal(project.Value)}{filter} AND time>={from * 1_000_000} AND time<{to * 1_000_000}"),
            line => rows.Add(Row(line, new DeviceId(line.Text(6)), new PointId(line.Text(7)))),
            cancel);
        return rows;
    }

    public async Task<List<SeriesRow>> LatestAsync(ProjectId project, long before, CancellationToken cancel)
    {
        var rows = new List<SeriesRow>();
        await QueryAsync(
            string.Create(CultureInfo.InvariantCulture,
                $"SELECT v,s,a FROM reading WHERE db={Literal(options.Database)} AND project={Literal(project.Value)} AND late='' AND time<{(before + 1) * 1_000_000} GROUP BY device,point ORDER BY time DESC LIMIT 1"),
            line =>
            {
                // device=crane-1,point=moment-ratio
                var tags = line.Text(1).Split(',');
                rows.Add(Row(line, new DeviceId(tags[0]["device=".Length..]), new PointId(tags[1]["point=".Length..])));
            },
            cancel);
        return rows;
    }

    public void Dispose() => _http.Dispose();

    private static SeriesRow Row(CsvLine line, DeviceId device, PointId point) =>
        new(device, point, line.Int64(2), line.DoubleOrNaN(3), (int)line.Int64(4), line.Int64(5));

    private static string Literal(string value) => $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    private Task QueryAsync(string query, Action<CsvLine> take, CancellationToken cancel) => _http.QueryAsync(
        "query", "application/csv", [new("db", options.Database), new("epoch", "ns"), new("chunked", "true"), new("q", query)],
        async stream =>
        {
            var reader = PipeReader.Create(stream);
            while (true)
            {
                var result = await reader.ReadAsync(cancel);
                var buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    Take(buffer.Slice(0, end), take);
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (result.IsCompleted && !buffer.IsEmpty)
                    throw new IOException("The series server ended its answer in the middle of a row.");
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                    return true;
            }
        },
        cancel);

    private static void Take(ReadOnlySequence<byte> line, Action<CsvLine> take)
    {
        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        // Every series and chunk begins with the names of its columns, after an empty line.
        if (bytes.IsEmpty || bytes.StartsWith("name,"u8))
            return;
        if (bytes.StartsWith("error"u8))
            throw new IOException($"The series server could not answer: {Encoding.UTF8.GetString(bytes)}");
        take(new CsvLine(bytes));
    }

    /// <summary>One row; a cell with a comma stands in quotation marks.</summary>
    private readonly ref struct CsvLine(ReadOnlySpan<byte> line)
    {
        private readonly ReadOnlySpan<byte> _line = line;

        public string Text(int column) => Encoding.UTF8.GetString(Cell(column));

        public long Int64(int column) =>
            Utf8Parser.TryParse(Cell(column), out long value, out _) ? value : throw new IOException("The series server answered with a row that is none.");

        public double DoubleOrNaN(int column) => Utf8Parser.TryParse(Cell(column), out double value, out _) ? value : double.NaN;

        private ReadOnlySpan<byte> Cell(int column)
        {
            var rest = _line;
            for (; ; column--)
            {
                var quoted = rest.StartsWith("\""u8);
                var end = quoted ? rest[1..].IndexOf((byte)'"') + 2 : rest.IndexOf((byte)',');
                if (end < 0)
                    end = rest.Length;
                if (column == 0)
                    return quoted ? rest[1..(end - 1)] : rest[..end];
                rest = end < rest.Length ? rest[(end + 1)..] : throw new IOException("The series server answered with a row that is too short.");
            }
        }
    }
}
