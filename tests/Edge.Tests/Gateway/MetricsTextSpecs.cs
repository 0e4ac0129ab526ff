using System.Diagnostics.Metrics;
using Edge.Core.Status;

namespace Edge.Tests.Gateway;

public sealed class MetricsTextSpecs
{
    [Fact]
    public void counters_histograms_and_gauges_of_our_meters_are_written_for_prometheus()
    {
        using var text = new MetricsText();
        using var ours = new Meter("Edge.Specs");
        using var foreign = new Meter("Foreign");
        ours.CreateCounter<long>("edge.specs.refused", null, "Refused").Add(2, new KeyValuePair<string, object?>("fault", "Bad \"Crc\""));
        ours.CreateHistogram<double>("edge.specs.jitter", "ms").Record(3);
        ours.CreateObservableGauge("edge.specs.depth", () => 7);
        foreign.CreateCounter<long>("foreign.count").Add(1);

        var page = text.Write();

        Assert.Contains("# HELP edge_specs_refused_total Refused\n# TYPE edge_specs_refused_total counter\nedge_specs_refused_total{fault=\"Bad \\\"Crc\\\"\"} 2\n", page);
        Assert.Contains("edge_specs_jitter_milliseconds_bucket{le=\"2\"} 0\nedge_specs_jitter_milliseconds_bucket{le=\"5\"} 1\n", page);
        Assert.Contains("edge_specs_jitter_milliseconds_count 1\n", page);
        Assert.Contains("# TYPE edge_specs_depth gauge\nedge_specs_depth 7\n", page);
        Assert.DoesNotContain("foreign", page);
    }
}
