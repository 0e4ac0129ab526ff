using Edge.Core.Rules;

namespace Edge.Tests.Rules;

public sealed class ActionRunSpecs
{
    [Fact]
    public void a_run_lasts_its_least_time_and_the_next_waits_for_the_gap()
    {
        var pump = new ActionRun(minOn: TimeSpan.FromSeconds(600), minGap: TimeSpan.FromSeconds(1800));
        var log = new List<(int, bool)>();

        foreach (var (second, wanted) in new[] { (0, true), (10, false), (599, false), (600, false), (700, true), (2399, true), (2400, true), (3100, true), (3101, false) })
        {
            pump.Wanted = wanted;
            pump.Advance(TimeSpan.FromSeconds(second));
            log.Add((second, pump.IsOn));
        }

        Assert.Equal(
            [(0, true), (10, true), (599, true), (600, false), (700, false), (2399, false), (2400, true), (3100, true), (3101, false)], log);
    }

    [Fact]
    public void a_siren_without_limits_follows_its_condition()
    {
        var siren = new ActionRun(TimeSpan.Zero, TimeSpan.Zero) { Wanted = true };

        siren.Advance(TimeSpan.FromSeconds(1));
        Assert.True(siren.IsOn);
        siren.Wanted = false;
        siren.Advance(TimeSpan.FromSeconds(1));

        Assert.False(siren.IsOn);
    }
}
