using System.Globalization;
using System.Runtime.CompilerServices;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using DuckDB.NET.Data;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>Queries, a few at a time, each on a connection of its own and off the caller's scheduler.</summary>
internal sealed class SeriesReader(Func<DuckDBConnection> open, int readers) : IAsyncDisposable
{
    // Most series have a reading in the last minutes; only those that have none are looked for further back.
    private static readonly TimeSpan[] LatestWindows =
        [TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), TimeSpan.FromDays(31), TimeSpan.FromDays(36_500)];

    private const int ReplayChunk = 4096;

    private readonly SemaphoreSlim _free = new(readers);

    public async Task<IReadOnlyList<Curve>> CurvesAsync(CurveQuery query, CancellationToken cancel) =>
        await RunAsync(
            connection =>
            {
                var series = connection.Query(
                    "SELECT s.point, s.id FROM series s JOIN device d ON d.id = s.device WHERE d.project = ? AND d.device = ?",
                    r => (Point: new PointId(r.GetString(0)), Id: (uint)r.GetValue(1)), query.Project.Value, query.Device.Value)
                    .ToDictionary(s => s.Point, s => s.Id);
                CurveSql.Gather(connection, [.. query.Points.Where(p => series.ContainsKey(p.Point)).Select(p => series[p.Point])], query);
                return (IReadOnlyList<Curve>)
                    [.. query.Points.Select(p => CurveSql.Read(connection, series.TryGetValue(p.Point, out var id) ? id : null, p, query))];
            },
            cancel);

    public async Task<IReadOnlyList<StoredReading>> LatestAsync(ProjectId project, DateTimeOffset before, CancellationToken cancel) =>
        await RunAsync(
            connection =>
            {
                var names = connection.Query(
                    "SELECT s.id, d.device, s.point FROM series s JOIN device d ON d.id = s.device WHERE d.project = ?",
                    r => (Id: (uint)r.GetValue(0), Device: new DeviceId(r.GetString(1)), Point: new PointId(r.GetString(2))), project.Value)
                    .ToDictionary(s => s.Id);
                var found = new List<StoredReading>();
                foreach (var window in LatestWindows)
                {
                    if (names.Count == 0)
                        break;
                    foreach (var (id, reading) in LatestWithin(connection, names.Keys, before, window))
                        if (names.Remove(id, out var name))
                            found.Add(reading with { Device = name.Device, Reading = reading.Reading with { Point = name.Point } });
                }

                return (IReadOnlyList<StoredReading>)found;
            },
            cancel);

    public async IAsyncEnumerable<StoredReading> ReplayAsync(ReplayQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            using var connection = open();
            using var command = connection.CreateCommand();
            ReplaySql.Write(command, query);
            command.UseStreamingMode = true;
            using var reader = await Task.Run(command.ExecuteReader, cancel);
            var devices = new Dictionary<string, DeviceId>(StringComparer.Ordinal);
            var points = new Dictionary<string, PointId>(StringComparer.Ordinal);
            var rows = new List<StoredReading>(ReplayChunk);
            do
            {
                rows.Clear();
                // Off the caller's scheduler: it may be a grain's.
                await Task.Run(
                    () =>
                    {
                        while (rows.Count < ReplayChunk && reader.Read())
                            rows.Add(ReplaySql.Read(reader, devices, points));
                    },
                    cancel);
                foreach (var row in rows)
                    yield return row;
            }
            while (rows.Count == ReplayChunk);
        }
        finally
        {
            _free.Release();
        }
    }

    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel) =>
        await RunAsync(
            connection => (IReadOnlyList<StoredEvent>)connection.Query(
                string.Create(CultureInfo.InvariantCulture,
                    $"""
                    SELECT gateway, device, ts, kind, json FROM event
                    WHERE project = ? AND ts >= {query.From.ToUnixTimeMilliseconds()} AND ts < {query.To.ToUnixTimeMilliseconds()} AND (? = '' OR device = ?)
                    ORDER BY ts LIMIT {query.Limit}
                    """),
                r => new StoredEvent(
                    new GatewayId(r.GetString(0)), DeviceOrNull(r, 1), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(2)), r.GetString(3), r.GetString(4)),
                query.Project.Value, query.Device?.Value ?? "", query.Device?.Value ?? ""),
            cancel);

    public async Task<DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var days = string.Create(CultureInfo.InvariantCulture, $"day BETWEEN {SiteDay.Number(from)} AND {SiteDay.Number(to)}");
        return await RunAsync(
            connection => new DeliveryTally(
                connection.Query(
                    $"""
                    SELECT d.device, t.day, sum(t.received)::BIGINT, sum(t.late)::BIGINT
                    FROM (SELECT * FROM tally UNION ALL SELECT * FROM tally_log) t JOIN device d ON d.id = t.device
                    WHERE d.project = ? AND {days} GROUP BY 1, 2
                    """,
                    r => new ReceivedTally(new DeviceId(r.GetString(0)), SiteDay.FromNumber(r.GetInt32(1)), r.GetInt64(2), r.GetInt64(3)), project.Value),
                connection.Query(
                    $"""
                    SELECT gateway, device, day, sum(most)::BIGINT FROM (
                      SELECT gateway, epoch, device, day, max(expected) AS most FROM ledger WHERE project = ? AND {days} GROUP BY ALL)
                    GROUP BY 1, 2, 3
                    """,
                    r => new ExpectedTally(new GatewayId(r.GetString(0)), new DeviceId(r.GetString(1)), SiteDay.FromNumber(r.GetInt32(2)), r.GetInt64(3)), project.Value),
                connection.Query(
                    $"SELECT gateway, device, day, count, first, last, lane, reason FROM lost WHERE project = ? AND {days} ORDER BY day, gateway, first",
                    r => new LostTally(new GatewayId(r.GetString(0)), DeviceOrNull(r, 1), SiteDay.FromNumber(r.GetInt32(2)), r.GetInt64(3),
                        new SequenceRange((ulong)r.GetValue(4), (ulong)r.GetValue(5)), r.GetString(6), r.GetString(7)),
                    project.Value),
                new Dictionary<MarkKey, SequenceRanges>()),
            cancel);
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < readers; i++)
            await _free.WaitAsync();
        _free.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<DuckDBConnection, T> query, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var connection = open();
                    return query(connection);
                },
                cancel);
        }
        finally
        {
            _free.Release();
        }
    }

    private static List<(uint Id, StoredReading Reading)> LatestWithin(
        DuckDBConnection connection, IEnumerable<uint> series, DateTimeOffset before, TimeSpan window) => connection.Query(
        string.Create(CultureInfo.InvariantCulture,
            $"""
            SELECT series, max(ts), arg_max(value, ts), arg_max(quality, ts), arg_max(reason, ts), arg_max(flags, ts), arg_max(arrival, ts)
            FROM reading WHERE series IN ({string.Join(',', series)}) AND {StoredFlags.NotLate}
              AND ts <= {before.ToUnixTimeMilliseconds()} AND ts > {(before - window).ToUnixTimeMilliseconds()}
            GROUP BY series
            """),
        r => ((uint)r.GetValue(0), new StoredReading(
            default,
            new Reading(default, DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)), r.GetDouble(2), (Quality)r.GetByte(3), (QualityReason)r.GetByte(4)),
            StoredFlags.LaneOf(r.GetByte(5)), StoredFlags.IsLate(r.GetByte(5)), r.GetInt64(6))));

    private static DeviceId? DeviceOrNull(DuckDBDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DeviceId(reader.GetString(column));
}
