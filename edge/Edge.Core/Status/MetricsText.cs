using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Edge.Core.Status;

/// <summary>All meters whose name begins with <c>Edge.</c>, in Prometheus' text format.</summary>
public sealed class MetricsText : IDisposable
{
    // A label that grows without end must not take the gateway's memory.
    private const int MostSeries = 4000;
    private static readonly double[] Bounds = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    /// <summary>Begins to listen.</summary>
    public MetricsText()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Edge.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Take(i, value, tags));
        _listener.Start();
    }

    /// <summary>The page.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in _series.GroupBy(s => s.Key.Instrument).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var (name, type) = NameOf(group.Key);
            if (group.Key.Description is { } description)
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {description}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
            foreach (var (key, series) in group.OrderBy(s => s.Key.Labels, StringComparer.Ordinal))
                series.Write(text, name, key.Labels);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, LabelsOf(tags));
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MostSeries)
                return;
            series = _series.GetOrAdd(key, static k => new Series(KindOf(k.Instrument)));
        }

        series.Take(value);
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var labels = new StringBuilder();
        foreach (var (name, value) in tags)
            labels.Append(labels.Length == 0 ? "" : ",").Append(name.Replace('.', '_')).Append("=\"")
                .Append(value?.ToString()?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        return labels.ToString();
    }

    private static (string Name, string Type) NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        return KindOf(instrument) switch
        {
            Kind.Sum => (name + "_total", "counter"),
            Kind.Histogram => (instrument.Unit == "ms" ? name + "_milliseconds" : name, "histogram"),
            _ => (name, "gauge"),
        };
    }

    private static Kind KindOf(Instrument instrument) => instrument switch
    {
        Counter<long> or Counter<int> or Counter<double> => Kind.Sum,
        ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> => Kind.ObservedSum,
        Histogram<double> or Histogram<long> or Histogram<int> => Kind.Histogram,
        UpDownCounter<long> or UpDownCounter<int> or UpDownCounter<double> => Kind.UpDown,
        _ => Kind.Gauge,
    };

    private enum Kind { Sum, ObservedSum, Histogram, UpDown, Gauge }

    private sealed class Series(Kind kind)
    {
        private readonly Lock _lock = new();
        private readonly long[] _buckets = kind == Kind.Histogram ? new long[Bounds.Length] : [];
        private double _value;
        private long _count;

        public void Take(double value)
        {
            lock (_lock)
            {
                _value = kind is Kind.ObservedSum or Kind.Gauge ? value : _value + value;
                _count++;
                for (var i = 0; i < _buckets.Length; i++)
                    if (value <= Bounds[i])
                        _buckets[i]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (_lock)
            {
                var braces = labels.Length == 0 ? "" : $"{{{labels}}}";
                if (kind != Kind.Histogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {_value}\n");
                    return;
                }

                var before = labels.Length == 0 ? "" : labels + ",";
                for (var i = 0; i < Bounds.Length; i++)
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{Bounds[i]}\"}} {_buckets[i]}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"+Inf\"}} {_count}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {_value}\n{name}_count{braces} {_count}\n");
            }
        }
    }
}
