using Telemetry.Model;

namespace Cloud.Telemetry.Series;

/// <summary>Which curves.</summary>
/// <param name="Project">The project.</param>
/// <param name="Device">The device.</param>
/// <param name="Points">The points, each with the longest silence that is not a gap (three report periods).</param>
/// <param name="From">Event time from, included.</param>
/// <param name="To">Event time to, not included.</param>
/// <param name="Buckets">Most rows a point; 1–5000.</param>
public sealed record CurveQuery(
    ProjectId Project,
    DeviceId Device,
    IReadOnlyList<CurvePointQuery> Points,
    DateTimeOffset From,
    DateTimeOffset To,
    int Buckets = 500);

/// <summary>One point of a curve query.</summary>
public readonly record struct CurvePointQuery(PointId Point, TimeSpan LongestSilence);

/// <summary>The curve of one point.</summary>
/// <param name="Point">The point.</param>
/// <param name="Raw">True when every reading is a row of its own.</param>
/// <param name="Bucket">Width of a row's bucket; zero when raw.</param>
/// <param name="Rows">Ascending in time; only usable readings (good and uncertain).</param>
/// <param name="Gaps">Where usable readings are missing for longer than the longest silence.</param>
public sealed record Curve(PointId Point, bool Raw, TimeSpan Bucket, IReadOnlyList<CurveRow> Rows, IReadOnlyList<CurveGap> Gaps)
{
    /// <summary>
    /// The rows with one empty row (count 0, NaN) inside every gap that lies between two rows, so that nobody joins them.
    /// </summary>
    public IEnumerable<CurveRow> WithBreaks()
    {
        var gap = 0;
        CurveRow? previous = null;
        foreach (var row in Rows)
        {
            var broken = false;
            for (; gap < Gaps.Count && Gaps[gap].From.ToUnixTimeMilliseconds() < row.TimeMs; gap++)
                broken = true;
            if (broken && previous is { } before && row.TimeMs - before.TimeMs > Math.Max(1, Bucket.TotalMilliseconds))
                yield return new CurveRow(before.TimeMs + (row.TimeMs - before.TimeMs) / 2, double.NaN, double.NaN, double.NaN, 0);
            yield return row;
            previous = row;
        }
    }
}

/// <summary>One row of a curve.</summary>
/// <param name="TimeMs">Raw: the reading's time. Otherwise the bucket's start. Unix milliseconds.</param>
/// <param name="Avg">Mean of the bucket.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="Count">Readings in the bucket; 0 marks a break.</param>
public readonly record struct CurveRow(long TimeMs, double Avg, double Min, double Max, int Count);

/// <summary>A stretch without usable readings.</summary>
/// <param name="From">The last usable reading before it, or the start of the query.</param>
/// <param name="To">The first usable reading after it, or the end of the query.</param>
/// <param name="Reason">What most of the bad readings inside say; null when nothing arrived at all.</param>
public sealed record CurveGap(DateTimeOffset From, DateTimeOffset To, QualityReason? Reason);
