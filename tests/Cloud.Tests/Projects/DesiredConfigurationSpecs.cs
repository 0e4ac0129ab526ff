using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Warnings;
using Telemetry.Model.Rules;

namespace Cloud.Tests.Projects;

public sealed class DesiredConfigurationSpecs
{
    [Fact]
    public void a_gateway_is_sent_what_it_acts_on_and_nothing_that_only_people_read()
    {
        var rule = new RuleDefinition(
            "crane-moment", "tower-crane", "力矩超限", "Load moment", new RuleMeasure("moment-ratio"),
            [new RuleLevel(2, "above", 100, "%", Source: "JGJ 332-2014 第 3.1.1 条", SourceEn: "JGJ 332-2014 §3.1.1")],
            Actions: [new RuleAction("siren", 2)], Source: "JGJ 332-2014", SourceEn: "JGJ 332-2014");
        var rules = new ProjectRules(1, RuleSet.Of([rule]).OrThrow(), [], new DateOnly(2026, 11, 23));

        var sent = DesiredConfiguration.Compose(7, [], rules);

        Assert.Contains("\"threshold\":100", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("sourceEn", sent, StringComparison.Ordinal);
    }
}
