using System.Text.Json.Nodes;

namespace TestKit.Reports;

/// <summary>Values with logarithmic buckets 1 % wide: any number of them in fixed memory. Safe for several threads.</summary>
public sealed class Distribution
{
    private const double Width = 1.01, Least = 1e-6;
    private static readonly double LogWidth = Math.Log(Width);
    private readonly SortedDictionary<int, long> _buckets = [];
    private readonly Lock _gate = new();
    private double _sum;
    private double _max = double.NegativeInfinity;

    /// <summary>Values taken.</summary>
    public long Count { get; private set; }

    /// <summary>NaN when empty.</summary>
    public double Mean => Count == 0 ? double.NaN : _sum / Count;

    /// <summary>NaN when empty.</summary>
    public double Max => Count == 0 ? double.NaN : _max;

    /// <summary>Takes a value; what is not above zero counts as one millionth.</summary>
    public void Add(double value) => Add(value, 1);

    /// <summary>Takes a value that came so many times, as another histogram counted it.</summary>
    public void Add(double value, long times)
    {
        var bucket = (int)Math.Floor(Math.Log(Math.Max(Least, value)) / LogWidth);
        lock (_gate)
        {
            _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + times;
            Count += times;
            _sum += value * times;
            _max = Math.Max(_max, value);
        }
    }

    /// <summary>All values of a sequence.</summary>
    public static Distribution Of(IEnumerable<double> values)
    {
        var distribution = new Distribution();
        foreach (var value in values)
            distribution.Add(value);
        return distribution;
    }

    /// <summary>The value that a share (0–1) did not exceed, within 1 %; 1 is the exact greatest; NaN when empty.</summary>
    public double Percentile(double share)
    {
        lock (_gate)
        {
            if (Count == 0 || share >= 1)
                return Max;
            var wanted = (long)Math.Ceiling(share * Count);
            var seen = 0L;
            foreach (var (bucket, count) in _buckets)
                if ((seen += count) >= wanted)
                    return Math.Min(_max, Math.Exp((bucket + 1) * LogWidth));
            return _max;
        }
    }

    internal JsonObject ToJson(string name, string unit)
    {
        lock (_gate)
            return new JsonObject
            {
                ["name"] = name, ["unit"] = unit, ["count"] = Count, ["mean"] = Count == 0 ? null : Mean, ["max"] = Count == 0 ? null : _max,
                ["upperBounds"] = new JsonArray([.. _buckets.Keys.Select(bucket => JsonValue.Create(Math.Round(Math.Exp((bucket + 1) * LogWidth), 6)))]),
                ["counts"] = new JsonArray([.. _buckets.Values.Select(count => JsonValue.Create(count))]),
            };
    }
}
