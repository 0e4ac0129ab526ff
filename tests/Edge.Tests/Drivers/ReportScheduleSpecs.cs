using Edge.Core.Drivers.Reporting;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Tests.Drivers;

public sealed class ReportScheduleSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void every_takes_the_first_reading_of_each_period_on_a_fixed_grid()
    {
        var schedule = new ReportSchedule(new ReportPolicy("every", "10s"));

        var taken = Enumerable.Range(0, 31).Where(s => schedule.Take(At(s + 0.4, 5 + s)));

        Assert.Equal([0, 10, 20, 30], taken);
    }

    [Fact]
    public void change_takes_what_leaves_the_dead_band_and_at_least_one_each_period()
    {
        var schedule = new ReportSchedule(new ReportPolicy("change", "10s", 0.5));

        var taken = new[] { (0, 5.0), (1, 5.4), (2, 5.5), (3, 5.6), (4, 4.9), (9, 4.9), (10, 4.9), (11, 4.9) }
            .Where(s => schedule.Take(At(s.Item1, s.Item2))).Select(s => s.Item1);

        Assert.Equal([0, 2, 4, 10], taken);
    }

    [Fact]
    public void poll_takes_all()
    {
        var schedule = new ReportSchedule(new ReportPolicy("poll"));

        Assert.All(Enumerable.Range(0, 5), s => Assert.True(schedule.Take(At(s, 1))));
    }

    [Fact]
    public void a_change_of_quality_is_reported_at_once()
    {
        var schedule = new ReportSchedule(new ReportPolicy("every", "1h"));
        schedule.Take(At(0, 1));

        Assert.True(schedule.Take(Reading.Bad(new("load"), Start.AddSeconds(1), QualityReason.NoAnswer)));
        Assert.False(schedule.Take(Reading.Bad(new("load"), Start.AddSeconds(2), QualityReason.NoAnswer)));
        Assert.True(schedule.Take(Reading.Bad(new("load"), Start.AddSeconds(3), QualityReason.Quarantined)));
        Assert.True(schedule.Take(At(4, 1)));
    }

    [Fact]
    public void a_daily_value_is_taken_at_the_midnight_of_the_site()
    {
        var schedule = new ReportSchedule(new ReportPolicy("every", "1d"));
        schedule.Take(At(0, 1));

        Assert.False(schedule.Take(At((11 * 3600) + (59 * 60) + 59, 1)));
        Assert.True(schedule.Take(At(12 * 3600, 1)));
    }

    [Theory]
    [InlineData("sometimes", "10s", 0)]
    [InlineData("every", "10", 0)]
    [InlineData("every", "0s", 0)]
    [InlineData("every", "-5s", 0)]
    [InlineData("every", "32d", 0)]
    [InlineData("change", "10s", -1)]
    [InlineData("change", "10s", double.NaN)]
    public void an_impossible_policy_is_refused(string mode, string period, double deadBand) =>
        Assert.Throws<FormatException>(() => new ReportSchedule(new ReportPolicy(mode, period, deadBand)));

    private static Reading At(double seconds, double value) => new(new("load"), Start.AddSeconds(seconds), value);
}
