using Edge.Core.Drivers.Polling;
using Telemetry.Model;

namespace Edge.Tests.Drivers;

public sealed class PollCadenceSpecs
{
    [Fact]
    public void late_polls_do_not_shift_the_grid_and_missed_slots_are_counted_not_piled_up()
    {
        var cadence = new PollCadence("fast", Seconds(1), Seconds(0), Seconds(0));

        Assert.Equal(Seconds(0), cadence.Due);
        Assert.Equal(0, cadence.Advance(Seconds(0.3)));
        Assert.Equal(Seconds(1), cadence.Due);
        Assert.Equal(3, cadence.Advance(Seconds(4.5)));
        Assert.Equal(Seconds(5), cadence.Due);
        Assert.Equal(3, cadence.Missed);
    }

    [Fact]
    public void the_first_poll_is_at_once_and_the_grid_is_spread()
    {
        var cadence = new PollCadence("fast", Seconds(1), Seconds(10), Seconds(0.25));

        cadence.Advance(Seconds(10));
        Assert.Equal(Seconds(10.25), cadence.Due);
        cadence.Advance(Seconds(10.25));
        Assert.Equal(Seconds(11.25), cadence.Due);
    }

    [Fact]
    public void a_retry_comes_before_the_next_slot_and_leaves_the_grid_alone()
    {
        var cadence = new PollCadence("slow", Seconds(600), Seconds(0), Seconds(0));
        cadence.Advance(Seconds(1));

        cadence.RetryAt(Seconds(6));
        Assert.Equal(Seconds(6), cadence.Due);
        cadence.Advance(Seconds(6));

        Assert.Equal(Seconds(600), cadence.Due);
        Assert.Equal(0, cadence.Missed);
    }

    [Fact]
    public void back_off_doubles_from_five_to_sixty_seconds_and_ends_with_an_answer()
    {
        var health = new DeviceHealth(new PollingOptions());
        var waits = new List<double>();
        var now = Seconds(0);

        for (var i = 0; i < 8; i++)
        {
            health.Failed(QualityReason.NoAnswer, now, alone: false);
            if (health.IsQuarantined)
                waits.Add((health.RetryAt - now).TotalSeconds);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
        Assert.Equal(QualityReason.Quarantined, health.Reason);
        Assert.False(health.MayAsk(Seconds(59)));
        Assert.True(health.MayAsk(Seconds(60)));
        Assert.True(health.Succeeded());
        Assert.True(health.MayAsk(now));
    }

    [Fact]
    public void a_device_alone_on_its_bus_is_tried_every_five_seconds_and_says_why_it_is_silent()
    {
        var health = new DeviceHealth(new PollingOptions());

        for (var i = 0; i < 9; i++)
            health.Failed(QualityReason.NoAnswer, Seconds(0), alone: true);

        Assert.Equal((Seconds(5), QualityReason.NoAnswer), (health.RetryAt, health.Reason));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
