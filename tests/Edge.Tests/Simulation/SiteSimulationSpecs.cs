using FirmwareSim.Machines;
using FirmwareSim.Scenarios;
using FirmwareSim.Site;

namespace Edge.Tests.Simulation;

public sealed class SiteSimulationSpecs
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    private static SiteSimulation Site(int seed, params ScenarioEvent[] events)
    {
        IMachine[] machines =
        [
            new TowerCrane("crane-1", new CraneBuild(0, 0, 45), new LoadChart(), Noise.For(seed, "crane-1")),
            new TowerCrane("crane-2", new CraneBuild(90, 0, 46), new LoadChart(), Noise.For(seed, "crane-2")),
            new HighFormwork("formwork-1", 30, Noise.For(seed, "formwork-1")),
            new FoundationPit("pit-1", new Dictionary<string, double> { ["deep-horizontal-01"] = 1.5, ["deep-horizontal-05"] = 7.5 }, Noise.For(seed, "pit-1")),
            new DustStation("dust-1", Noise.For(seed, "dust-1")),
            new BuildersHoist("hoist-1", 60, Noise.For(seed, "hoist-1")),
        ];
        var scenario = new Scenario("test", "test", seed, 4, events);
        return new SiteSimulation(scenario, machines, new TruthLog(null, TimeProvider.System, []), Morning);
    }

    private static List<double> Follow(SiteSimulation site, string device, string point, int seconds)
    {
        var seen = new List<double>();
        for (var i = 0; i < seconds; i++)
        {
            site.Advance(10);
            seen.Add(site.Panel(device)[point]);
        }

        return seen;
    }

    [Fact]
    public void the_same_seed_gives_the_same_day()
    {
        var first = Follow(Site(5), "crane-1", "load", 300);
        var second = Follow(Site(5), "crane-1", "load", 300);

        Assert.Equal(first, second);
        Assert.NotEqual(first, Follow(Site(6), "crane-1", "load", 300));
    }

    [Fact]
    public void trolleying_out_with_a_constant_load_passes_90_and_then_100_percent()
    {
        var creep = new ScenarioEvent(1, "crane-1", "load-creep", new Dictionary<string, double> { ["load"] = 2.2, ["to"] = 34, ["seconds"] = 40, ["hold"] = 20 });

        var ratios = Follow(Site(5, creep), "crane-1", "moment-ratio", 55);

        var (ninety, hundred) = (ratios.FindIndex(r => r >= 90), ratios.FindIndex(r => r >= 100));
        Assert.InRange(ninety, 15, 35);
        Assert.InRange(hundred, ninety + 2, 45);
        Assert.True(ratios.Max() < 120);
    }

    [Fact]
    public void an_ordinary_day_stays_under_the_load_chart()
    {
        var site = Site(5);

        Assert.All(Follow(site, "crane-1", "moment-ratio", 3_600), ratio => Assert.InRange(ratio, 0, 90));
        Assert.True(site.Panel("crane-1")["cycle-count"] >= 5);
    }

    [Fact]
    public void two_cranes_that_slew_together_come_under_two_metres()
    {
        var closing = new Dictionary<string, double> { ["radius"] = 50, ["seconds"] = 60, ["hold"] = 30 };
        var site = Site(5,
            new ScenarioEvent(1, "crane-1", "closing", new Dictionary<string, double>(closing) { ["slew"] = 0 }),
            new ScenarioEvent(1, "crane-2", "closing", new Dictionary<string, double>(closing) { ["slew"] = 180 }));

        var distances = Follow(site, "crane-1", "collision-distance", 80);

        Assert.True(distances[^1] <= 2);
        Assert.Equal(1, site.Panel("crane-1")["alarm-collision"]);
    }

    [Fact]
    public void a_pour_loads_the_posts_and_a_bad_foot_settles_beyond_8_mm()
    {
        var site = Site(5,
            new ScenarioEvent(1, "formwork-1", "pour", new Dictionary<string, double> { ["share"] = 0.75, ["seconds"] = 300 }),
            new ScenarioEvent(120, "formwork-1", "settle", new Dictionary<string, double> { ["to"] = 10, ["seconds"] = 180 }));

        Assert.True(Follow(site, "formwork-1", "settlement", 110).Max() < 6.4);
        Assert.True(Follow(site, "formwork-1", "settlement", 220).Max() > 8);
        Assert.InRange(site.Panel("formwork-1")["axial-force"], 20, 25);
    }

    [Fact]
    public void water_that_breaks_in_raises_the_level_by_more_than_a_metre()
    {
        var site = Site(5, new ScenarioEvent(10, "pit-1", "water-inrush", new Dictionary<string, double> { ["rise"] = 1.6, ["seconds"] = 120 }));

        Assert.True(Follow(site, "pit-1", "water-level-change", 9).Max() < 50);
        Assert.True(Follow(site, "pit-1", "water-level-change", 130).Max() > 1_000);
    }

    [Fact]
    public void a_gust_rises_above_the_stop_work_wind_and_passes()
    {
        var site = Site(5, new ScenarioEvent(10, "weather", "gust", new Dictionary<string, double> { ["peak"] = 15, ["seconds"] = 60 }));

        var wind = Follow(site, "crane-1", "wind-speed", 120);

        Assert.True(wind.Max() > 13.8);
        Assert.True(wind[^1] < 10.8);
    }

    [Fact]
    public void dust_rises_through_the_ladder()
    {
        var site = Site(5, new ScenarioEvent(10, "weather", "dust", new Dictionary<string, double> { ["peak"] = 260, ["seconds"] = 600 }));

        Assert.True(Follow(site, "dust-1", "pm10", 400).Max() > 250);
    }

    [Fact]
    public void a_stuck_sensor_stands_still_and_moves_again_when_the_fault_is_over()
    {
        var site = Site(5, new ScenarioEvent(5, "crane-2", "fault", Fault: "stuck", Point: "wind-speed", Seconds: 20));
        Follow(site, "crane-2", "wind-speed", 6);

        var stuck = Follow(site, "crane-2", "wind-speed", 15);
        var after = Follow(site, "crane-2", "wind-speed", 15);

        Assert.Single(stuck.Distinct());
        Assert.True(after.Distinct().Count() > 5);
    }

    [Fact]
    public void a_hoist_never_moves_with_an_open_door_unless_the_scenario_says_so()
    {
        var site = Site(5);
        for (var i = 0; i < 6_000; i++)
        {
            site.Advance(1);
            Assert.False(site.Panel("hoist-1")["moving"] == 1 && site.Panel("hoist-1")["front-door-open"] == 1);
        }
    }
}
