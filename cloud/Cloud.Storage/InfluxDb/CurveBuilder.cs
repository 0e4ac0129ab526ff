using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>The curve of one point out of its readings, ascending in time: rows, buckets and gaps in one pass.</summary>
internal sealed class CurveBuilder(CurveQuery query, CurvePointQuery point)
{
    private const int MostGaps = 1000;

    private readonly long _from = query.From.ToUnixTimeMilliseconds();
    private readonly long _to = query.To.ToUnixTimeMilliseconds();
    private readonly long _width = Math.Max(
        1, (query.To.ToUnixTimeMilliseconds() - query.From.ToUnixTimeMilliseconds() + query.Buckets - 1) / query.Buckets);

    private readonly List<CurveRow> _raw = [];
    private readonly List<CurveRow> _buckets = [];
    private readonly List<CurveGap> _gaps = [];
    private readonly Dictionary<QualityReason, int> _reasons = [];
    private long? _last;
    private double _sum;

    public void Add(in SeriesRow row)
    {
        var (time, status) = (row.Milliseconds, row.Status);
        if (SeriesLines.QualityOf(status) is Quality.Bad || double.IsNaN(row.Value))
        {
            var reason = SeriesLines.ReasonOf(status);
            _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
            return;
        }

        Silence(time);
        _last = time;
        if (_raw.Count <= query.Buckets)
            _raw.Add(new CurveRow(time, row.Value, row.Value, row.Value, 1));
        var start = _from + ((time - _from) / _width * _width);
        if (_buckets.Count == 0 || _buckets[^1].TimeMs != start)
        {
            _buckets.Add(new CurveRow(start, row.Value, row.Value, row.Value, 1));
            _sum = row.Value;
            return;
        }

        _sum += row.Value;
        var before = _buckets[^1];
        _buckets[^1] = new CurveRow(
            start, _sum / (before.Count + 1), Math.Min(before.Min, row.Value), Math.Max(before.Max, row.Value), before.Count + 1);
    }

    public Curve Build()
    {
        Silence(_to);
        var raw = _raw.Count <= query.Buckets;
        return new Curve(point.Point, raw, raw ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_width), raw ? _raw : _buckets, _gaps);
    }

    private void Silence(long until)
    {
        var since = _last ?? _from;
        if (until - since > (long)point.LongestSilence.TotalMilliseconds && _gaps.Count < MostGaps)
            _gaps.Add(new CurveGap(
                DateTimeOffset.FromUnixTimeMilliseconds(since), DateTimeOffset.FromUnixTimeMilliseconds(until),
                _reasons.Count == 0 ? null : _reasons.MaxBy(r => r.Value).Key));
        _reasons.Clear();
    }
}
