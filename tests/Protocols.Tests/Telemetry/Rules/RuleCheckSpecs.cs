using Telemetry.Model.Faults;
using Telemetry.Model.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class RuleCheckSpecs
{
    private static readonly RuleDefinition Sound = A.MomentRule();

    public static TheoryData<string, RuleDefinition, string> Faults => new()
    {
        { "id", Sound with { Id = "Crane Moment" }, "is not an id" },
        { "title", Sound with { Title = " " }, "is empty" },
        { "titleEn", Sound with { TitleEn = "" }, "is empty" },
        { "sensorType", Sound with { SensorType = "rocket" }, "is unknown" },
        { "measure.point", Measured(new("thrust")), "is not a point of tower-crane" },
        { "measure.aggregate", Measured(new("moment-ratio", "median", 60)), "is not one of" },
        { "measure.window", Measured(new("moment-ratio", "mean")), "needs a window" },
        { "measure.window", Measured(new("moment-ratio", "last", 60)), "has no window" },
        { "measure.coverage", Measured(new("moment-ratio", "mean", 60, Coverage: 1.5)), "must be 0 to 1" },
        { "measure.coverage", Measured(new("moment-ratio", Coverage: 0.5)), "has no window to cover" },
        { "measure.per", Measured(new("hook-height", "rate", 60, 0)), "more than 0" },
        { "measure.per", Measured(new("moment-ratio", "mean", 60, 60)), "belongs to 'rate'" },
        { "measure.per", Measured(new("moment-ratio", "rate", 60, 86_400)), "there is no unit" },
        { "measure.relativeTo", Measured(new("load", RelativeTo: "max-speed")), "is not a parameter" },
        { "measure.relativeTo", Measured(new("load", RelativeTo: "jib-length")), "cannot be divided" },
        { "levels", Sound with { Levels = [] }, "must have 1 to 8 levels" },
        { "levels[0].level", Level(new(5, "above", 90, "%")), "is not 1 (red) to 4 (blue)" },
        { "levels[0].compare", Level(new(3, "over", 90, "%")), "is not above or below" },
        { "levels[0].unit", Level(new(3, "above", 90, "furlong")), "is not a known unit" },
        { "levels[0].unit", Level(new(3, "above", 90, "t")), "is not the measure's unit" },
        { "levels[0].threshold", Level(new(3, "above", double.NaN, "%")), "is not a finite number" },
        { "levels[0].threshold", Level(new(3, "above", 500, "%")), "can never be reached" },
        { "levels[0].threshold", Level(new(3, "above", -10, "%")), "would always be reached" },
        { "levels[0].threshold", Level(new(3, "below", 200, "%")), "would always be reached" },
        { "levels[0].clear", Level(new(3, "above", 90, "%", Clear: 95)), "must be below the threshold" },
        { "levels[0].clear", Level(new(3, "below", 90, "%", Clear: 85)), "must be above the threshold" },
        { "levels[0].clear", Level(new(3, "above", 90, "%", Clear: double.NaN)), "is not a finite number" },
        { "levels[0].hold", Level(new(3, "above", 90, "%", Hold: -1)), "must be 0 to" },
        { "levels[0].clearHold", Level(new(3, "above", 90, "%", ClearHold: 9e9)), "must be 0 to" },
        { "levels[0].repeat", Level(new(3, "above", 90, "%", Repeat: 0)), "must be 1 to" },
        { "levels[0].from", Level(new(3, "above", 90, "%", From: new(22, 0))), "go together" },
        { "levels[0].to", Level(new(3, "above", 90, "%", From: new(22, 0), To: new(22, 0))), "is the same as from" },
        { "levels[0].source", Sound with { Source = null }, "where the number comes from" },
        { "levels[0].threshold", Levels(new(2, "above", 90, "%"), new(3, "above", 100, "%")), "must lie beyond level 3" },
        { "levels[0].threshold", Levels(new(2, "above", 90, "%"), new(3, "above", 90, "%")), "must lie beyond level 3" },
        { "levels[0].threshold", Levels(new(2, "above", 20, "%"), new(2, "below", 30, "%")), "leaves no value that is normal" },
        { "levels[1]", Levels(new(2, "above", 90, "%"), new(2, "above", 90, "%")), "is the same as levels[0]" },
        { "levels[0].compare", Seconds(new(3, "below", 60, "s")), "grows with time" },
        { "levels[0].repeat", Seconds(new(3, "above", 60, "s", Repeat: 2)), "does not repeat" },
        { "levels[0].threshold", Seconds(new(3, "above", 0, "s")), "would always be reached" },
        { "when[0].point", Sound with { When = [new("thrust", "above", 1)] }, "is not a point" },
        { "when[0].compare", Sound with { When = [new("lifting", "over", 1)] }, "is not above, below or equal" },
        { "when[0].value", Sound with { When = [new("lifting", "above", 2)] }, "is outside what 'lifting' can be" },
        { "actions[0].output", Sound with { Actions = [new("trumpet", 2)] }, "is not an output" },
        { "actions[0].output", Sound with { Actions = [new("emergency-stop", 2)] }, "is not an output" },
        { "actions[0].atLevel", Sound with { Actions = [new("siren", 5)] }, "must be 1 (red) to 4 (blue)" },
        { "actions[0].atLevel", Level(new(3, "above", 90, "%")) with { Actions = [new("siren", 2)] }, "no level of the rule" },
        { "actions[0].minOn", Sound with { Actions = [new("siren", 2, -1)] }, "must be 0 to 86400 s" },
        { "actions[0].minGap", Sound with { Actions = [new("siren", 2, 0, -1)] }, "must be 0 to 86400 s" },
    };

    [Fact]
    public void a_sound_rule_has_no_fault() => Assert.Empty(RuleCheck.Check(Sound));

    [Theory]
    [MemberData(nameof(Faults))]
    public void each_fault_is_named_with_its_path(string path, RuleDefinition rule, string reason) =>
        Assert.Contains(RuleCheck.Check(rule), fault => fault.Path == path && fault.Reason.Contains(reason, StringComparison.Ordinal));

    [Fact]
    public void all_faults_are_listed_at_once()
    {
        var rule = Sound with { Title = "", Source = null, When = [new("thrust", "over", 1)] };

        Assert.Equal(1 + 3 + 2, RuleCheck.Check(rule).Count);
    }

    [Fact]
    public void the_same_threshold_may_be_more_severe_after_a_longer_hold() =>
        Assert.Empty(RuleCheck.Check(Levels(new(1, "above", 100, "%", Hold: 3), new(2, "above", 100, "%"))));

    [Fact]
    public void an_id_that_is_there_twice_is_a_fault() =>
        Assert.Contains(RuleCheck.Check([Sound, Sound], "pack"), fault => fault.Path == "rules[1].id");

    [Fact]
    public void an_unsound_rule_gets_no_plan()
    {
        var refused = Assert.Throws<ModelException>(() => RulePlan.Create(Level(new(3, "above", 500, "%"))));

        Assert.Contains("can never be reached", refused.Message, StringComparison.Ordinal);
    }

    private static RuleDefinition Measured(RuleMeasure measure) => Sound with { Measure = measure };

    private static RuleDefinition Level(RuleLevel level) => Sound with { Levels = [level] };

    private static RuleDefinition Levels(params RuleLevel[] levels) => Sound with { Levels = levels };

    private static RuleDefinition Seconds(RuleLevel level) =>
        Sound with { Measure = new("moment-ratio", "missing"), Levels = [level] };
}
