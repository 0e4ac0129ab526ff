using Edge.Drivers.Hj212;

namespace Edge.Tests.Drivers;

public sealed class StationClockSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private static (DateTimeOffset Placed, bool IsWrong) Place(StationClock clock, TimeSpan behind, bool isBackfill = false)
    {
        var time = Now - behind;
        return (clock.Place(time, time, Now, isBackfill, out var isWrong), isWrong);
    }

    private static StationClock SeenRight()
    {
        var clock = new StationClock(TimeSpan.FromSeconds(30));
        Place(clock, TimeSpan.Zero);
        return clock;
    }

    [Fact]
    public void a_clock_that_jumps_two_years_back_is_wrong_at_once_and_the_gateways_time_is_used()
    {
        var (placed, isWrong) = Place(SeenRight(), TimeSpan.FromDays(730));

        Assert.True(isWrong);
        Assert.Equal(Now, placed);
    }

    [Fact]
    public void an_hour_old_resend_of_a_station_whose_clock_was_just_right_keeps_its_time()
    {
        var (placed, isWrong) = Place(SeenRight(), TimeSpan.FromHours(1));

        Assert.False(isWrong);
        Assert.Equal(Now.AddHours(-1), placed);
    }

    [Fact]
    public void back_fill_keeps_its_time_as_far_back_as_a_station_remembers_and_no_further()
    {
        Assert.False(Place(new StationClock(TimeSpan.FromSeconds(30)), TimeSpan.FromDays(20), isBackfill: true).IsWrong);
        Assert.True(Place(new StationClock(TimeSpan.FromSeconds(30)), TimeSpan.FromDays(40), isBackfill: true).IsWrong);
    }

    [Fact]
    public void a_clock_ahead_is_wrong_however_right_it_was() =>
        Assert.True(Place(SeenRight(), TimeSpan.FromMinutes(-5)).IsWrong);
}
