using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;
using Telemetry.Model.Sensors;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class ShippedRuleSpecs
{
    private static readonly RuleSet Rules = RuleSet.Load(ShippedModels.Rules).OrThrow();

    private static readonly ProfileCatalogue Profiles = ProfileCatalogue.Load(ShippedModels.Devices).OrThrow();

    [Fact]
    public void every_shipped_pack_is_sound() => Assert.Empty(RuleSet.Load(ShippedModels.Rules).Faults);

    [Fact]
    public void every_kind_of_device_has_rules_and_a_rule_for_being_offline() =>
        Assert.All(SensorTypes.All, type => Assert.Contains(Rules.For(type.Id), rule => rule.Measure.Aggregate == "missing"));

    [Fact]
    public void every_rule_of_a_shipped_profile_finds_the_parameters_that_it_divides_by()
    {
        foreach (var profile in Profiles.All)
            foreach (var rule in Rules.Effective(profile, null, [], new DateOnly(2026, 11, 23)))
                Assert.True(
                    rule.Measure.RelativeTo is not { } name || profile.Parameters?.ContainsKey(name) == true,
                    $"{profile.Id} states no {rule.Measure.RelativeTo} for {rule.Id}");
    }

    [Fact]
    public void every_threshold_names_its_source_in_chinese_and_in_english()
    {
        var sources = Rules.All.SelectMany(rule => rule.Levels.Select(level => (rule.Id, zh: level.Source ?? rule.Source, en: level.Source is null ? rule.SourceEn : level.SourceEn)));

        Assert.All(sources, one => Assert.True(
            one.zh?.Any(IsHan) == true && one.en?.Any(IsHan) == false, $"{one.Id}: '{one.zh}' / '{one.en}'"));

        static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';
    }

    [Fact]
    public void a_rule_is_left_out_where_the_profile_lacks_its_point()
    {
        var pit = Rules.Effective(Profiles.Find("generic-foundation-pit")!, null, [], new DateOnly(2026, 11, 23));

        Assert.Contains(pit, rule => rule.Id == "pit-deep-10");
        Assert.DoesNotContain(pit, rule => rule.Id == "pit-deep-11");
    }

    [Theory]
    [InlineData("crane-moment", 3, 90)]
    [InlineData("crane-moment", 2, 100)]
    [InlineData("crane-moment", 1, 110)]
    [InlineData("crane-load", 1, 110)]
    [InlineData("crane-wind", 3, 10.8)]
    [InlineData("crane-wind", 2, 13.8)]
    [InlineData("crane-tilt", 2, 0.229)]
    [InlineData("crane-collision", 3, 5)]
    [InlineData("crane-collision", 1, 2)]
    [InlineData("dust-pm10", 2, 150)]
    [InlineData("dust-tsp", 1, 1000)]
    [InlineData("noise-night", 2, 55)]
    [InlineData("formwork-settlement", 1, 8)]
    [InlineData("formwork-displacement", 3, 9.6)]
    [InlineData("pit-top-horizontal", 2, 85)]
    [InlineData("gas-o2-low", 1, 19.5)]
    public void the_packs_hold_the_numbers_of_the_domain_page(string rule, int level, double threshold) =>
        Assert.Equal(threshold, Rules.Find(rule)!.Levels.Single(one => one.Level == level).Threshold);

    [Fact]
    public void spray_starts_at_orange_runs_ten_minutes_and_pauses_thirty() =>
        Assert.All(
            ["dust-pm10", "dust-pm25", "dust-tsp"],
            id => Assert.Equal(new RuleAction("spray-pump", 2, 600, 1_800), Assert.Single(Rules.Find(id)!.Actions!)));

    [Fact]
    public void moment_and_emergency_stop_sound_the_siren() =>
        Assert.All(["crane-moment", "emergency-stop"], id => Assert.Contains(Rules.Find(id)!.Actions!, action => action.Output == "siren"));

    [Fact]
    public void every_title_is_bilingual_and_told_apart()
    {
        Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Title).Distinct().Count());
        Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.TitleEn).Distinct().Count());
        Assert.All(Rules.All, rule => Assert.Contains(rule.Title, c => c >= '\u4e00'));
    }

    [Fact]
    public void every_level_number_is_there_once_so_that_an_override_can_name_it() =>
        Assert.All(Rules.All, rule => Assert.Equal(rule.Levels.Count, rule.Levels.Select(level => level.Level).Distinct().Count()));
}
