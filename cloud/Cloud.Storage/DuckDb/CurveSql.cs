using System.Globalization;
using Cloud.Telemetry.Series;
using DuckDB.NET.Data;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>The curve of one series: raw rows or buckets, and the gaps between usable readings.</summary>
internal static class CurveSql
{
    private const int MostGaps = 1000;

    /// <summary>Brings the readings of the query into a table of this connection: one pass over the store for all that follows.</summary>
    public static void Gather(DuckDBConnection connection, IReadOnlyCollection<uint> series, CurveQuery query)
    {
        if (series.Count > 0)
            connection.Execute(string.Create(CultureInfo.InvariantCulture,
                $"""
                CREATE TEMP TABLE gathered AS SELECT series, ts, arrival, value, reason, quality > 0 AND NOT isnan(value) AS usable
                FROM reading WHERE series IN ({string.Join(',', series)}) AND ts >= {query.From.ToUnixTimeMilliseconds()} AND ts < {query.To.ToUnixTimeMilliseconds()}
                """));
    }

    public static Curve Read(DuckDBConnection connection, uint? series, CurvePointQuery point, CurveQuery query)
    {
        if (series is not { } id)
            return new Curve(point.Point, true, TimeSpan.Zero, [], [new CurveGap(query.From, query.To, null)]);
        var (from, to) = (query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds());
        var usable = string.Create(CultureInfo.InvariantCulture, $"FROM gathered WHERE series = {id} AND usable");
        var raw = connection.Query($"SELECT count(*) {usable}", r => r.GetInt64(0))[0] <= query.Buckets;
        var bucket = Math.Max(1, (to - from + query.Buckets - 1) / query.Buckets);
        return new Curve(
            point.Point,
            raw,
            raw ? TimeSpan.Zero : TimeSpan.FromMilliseconds(bucket),
            raw ? Raw(connection, usable) : Buckets(connection, usable, from, bucket),
            Gaps(connection, usable, id, from, to, (long)point.LongestSilence.TotalMilliseconds));
    }

    private static List<CurveRow> Raw(DuckDBConnection connection, string usable) => connection.Query(
        $"SELECT ts, value {usable} ORDER BY ts, arrival",
        r => new CurveRow(r.GetInt64(0), r.GetDouble(1), r.GetDouble(1), r.GetDouble(1), 1));

    private static List<CurveRow> Buckets(DuckDBConnection connection, string usable, long from, long bucket) => connection.Query(
        string.Create(CultureInfo.InvariantCulture,
            $"SELECT {from} + ((ts - {from}) // {bucket}) * {bucket} AS b, avg(value), min(value), max(value), count(*) {usable} GROUP BY b ORDER BY b"),
        r => new CurveRow(r.GetInt64(0), r.GetDouble(1), r.GetDouble(2), r.GetDouble(3), (int)r.GetInt64(4)));

    private static List<CurveGap> Gaps(DuckDBConnection connection, string usable, uint series, long from, long to, long silence) => connection.Query(
        string.Create(CultureInfo.InvariantCulture,
            $"""
            WITH edges AS (SELECT ts {usable} UNION ALL SELECT {to}),
                 gaps AS (SELECT prev, ts FROM (SELECT ts, lag(ts, 1, {from}) OVER (ORDER BY ts) AS prev FROM edges) WHERE ts - prev > {silence} ORDER BY ts LIMIT {MostGaps}),
                 bad AS (SELECT ts AS at, reason FROM gathered WHERE series = {series} AND NOT usable)
            SELECT prev, gaps.ts, mode(reason) FROM gaps LEFT JOIN bad ON bad.at >= prev AND bad.at <= gaps.ts GROUP BY prev, gaps.ts ORDER BY prev
            """),
        r => new CurveGap(
            DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(0)),
            DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(1)),
            r.IsDBNull(2) ? null : (QualityReason)r.GetByte(2)));
}
