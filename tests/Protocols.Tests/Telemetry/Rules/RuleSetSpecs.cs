using System.Text;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class RuleSetSpecs
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly RuleSet Rules = RuleSet.Load(ShippedModels.Rules).OrThrow();

    [Fact]
    public void an_override_moves_threshold_and_way_back_and_keeps_its_reason()
    {
        var level = Moment(null, new RuleOverride("crane-moment", null, 3, 80, "新机试用期从严")).Levels.Single(one => one.Level == 3);

        Assert.Equal((80d, "新机试用期从严"), (level.Threshold, level.Source));
        Assert.Equal(88 * 80 / 90d, level.Clear!.Value, 9);
    }

    [Fact]
    public void an_override_of_a_device_wins_over_the_projects()
    {
        RuleOverride[] overrides = [new("crane-moment", null, 3, 80, "全场"), new("crane-moment", "crane-1", 3, 85, "一号")];

        Assert.Equal(85, Moment("crane-1", overrides).Levels.Single(level => level.Level == 3).Threshold);
        Assert.Equal(80, Moment("crane-2", overrides).Levels.Single(level => level.Level == 3).Threshold);
    }

    [Fact]
    public void a_level_or_a_whole_rule_can_be_disabled()
    {
        Assert.DoesNotContain(Moment(null, new RuleOverride("crane-moment", null, 3, 0, "噪声", true)).Levels, level => level.Level == 3);
        Assert.DoesNotContain(
            Rules.Effective("tower-crane", null, [new("crane-slewing", null, 0, 0, "动臂塔机", true)], Today), rule => rule.Id == "crane-slewing");
    }

    [Theory]
    [InlineData("crane-moment", 3, 500, "坏", "can never be reached")]
    [InlineData("crane-moment", 3, 105, "坏", "must lie beyond level 3")]
    [InlineData("crane-moment", 4, 70, "坏", "has no level 4")]
    [InlineData("crane-moment", 3, 80, "", "is missing")]
    [InlineData("crane-moment", 0, 80, "坏", "can only be disabled")]
    [InlineData("no-such-rule", 3, 80, "坏", "there is no such rule")]
    public void an_impossible_override_is_refused(string rule, int level, double threshold, string reason, string fault) =>
        Assert.Contains(Rules.Check(new RuleOverride(rule, null, level, threshold, reason)), one => one.Reason.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void two_overrides_that_are_sound_alone_may_be_refused_together()
    {
        RuleOverride[] overrides = [new("crane-moment", null, 3, 99, "放宽"), new("crane-moment", null, 2, 95, "从严")];

        Assert.All(overrides, change => Assert.Empty(Rules.Check(change)));
        Assert.NotEmpty(Rules.Check(overrides));
    }

    [Fact]
    public void levels_may_move_past_each_other_together()
    {
        RuleOverride[] overrides = [new("crane-moment", null, 3, 105, "放宽"), new("crane-moment", null, 2, 112, "放宽"), new("crane-moment", null, 1, 120, "放宽")];

        Assert.NotEmpty(Rules.Check(overrides[0]));
        Assert.Empty(Rules.Check(overrides));
    }

    [Fact]
    public void a_rule_that_is_not_in_force_yet_is_left_out()
    {
        var rules = RuleSet.Of([A.MomentRule() with { ValidFrom = Today.AddDays(1) }]).OrThrow();

        Assert.Empty(rules.Effective("tower-crane", null, [], Today));
        Assert.Single(rules.Effective("tower-crane", null, [], Today.AddDays(1)));
    }

    [Fact]
    public void a_pack_names_its_file_and_only_its_own_kind_of_device()
    {
        var pack = RuleSet.Parse("dust-station.json", File.ReadAllBytes(Path.Combine(ShippedModels.Rules, "gpio-panel.json")));

        Assert.Contains(pack.Faults, fault => fault.Path == "sensorType");
    }

    [Fact]
    public void a_broken_pack_is_a_fault_and_no_crash()
    {
        Assert.NotEmpty(RuleSet.Parse("gpio-panel.json", Encoding.UTF8.GetBytes("{ \"sensorType\": ")).Faults);
        Assert.NotEmpty(RuleSet.Load("/no/such/folder").Faults);
    }

    private static RuleDefinition Moment(string? device, params RuleOverride[] overrides)
    {
        Assert.Empty(Rules.Check(overrides));
        return Rules.Effective("tower-crane", device, overrides, Today).Single(rule => rule.Id == "crane-moment");
    }
}
