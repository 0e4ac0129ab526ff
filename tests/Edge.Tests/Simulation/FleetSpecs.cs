using FirmwareSim.Fleet;

namespace Edge.Tests.Simulation;

public sealed class FleetSpecs
{
    [Fact]
    public void a_histogram_answers_within_two_percent_and_forgets_nothing()
    {
        var histogram = new LatencyHistogram();
        for (var milliseconds = 1; milliseconds <= 1_000; milliseconds++)
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(1_000, histogram.Count);
        Assert.InRange(histogram.Quantile(0.5), 500_000, 510_000);
        Assert.InRange(histogram.Quantile(0.99), 990_000, 1_000_000);
        Assert.Equal(1_000_000, histogram.Quantile(1));
        Assert.Equal(1_000, histogram.Buckets().Sum(bucket => bucket[1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000_000_000_000_000)]
    public void every_duration_has_a_bucket(long microseconds)
    {
        var histogram = new LatencyHistogram();

        histogram.Add(TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond));

        Assert.Equal(Math.Max(0, microseconds), histogram.LargestMicroseconds);
        Assert.Single(histogram.Buckets());
    }

    [Fact]
    public void phases_follow_each_other_and_the_last_one_stays()
    {
        var fleet = new FleetOptions("127.0.0.1", 1883, 1, TimeSpan.FromSeconds(1)) { Phases = FleetPhase.Parse("10x1,5x3,1x0.5") };

        Assert.Equal([0, 0, 1, 2, 2], ((double[])[0, 9.9, 10, 15, 500]).Select(at => fleet.PhaseAt(TimeSpan.FromSeconds(at))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10x0")]
    [InlineData("-1x1")]
    [InlineData("axb")]
    public void phases_that_are_none_are_refused(string text) => Assert.Throws<ArgumentException>(() => FleetPhase.Parse(text));
}
