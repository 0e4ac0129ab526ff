using System.Tests.Oracle;
using System.Tests.Site;
using TestKit.Reports;
using TestKit.Rules;

namespace System.Tests.Scenarios;

/// <summary>Random sequences: rules, warnings through restarts, and explanations give what the slow evaluator gives.</summary>
public sealed class OracleSpecs
{
    private const int Events = 60;
    private static readonly int Sequences = SystemRun.Count(2_000, 1_000_000);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task random_sequences_through_restarts_differ_nowhere_from_the_slow_evaluator()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(SystemRun.IsLong ? 90 : 5));
        var report = new BenchmarkReport("oracle", "random event sequences against a slow, obvious evaluator", SystemRun.IsLong, Clock);

        var rules = await CountAsync(seed => Task.FromResult(RuleOracle.Difference(seed, Events, restart: seed % 2 == 0)), cancel);
        var warnings = await CountAsync(seed => WarningOracle.DifferenceAsync(seed, Events), cancel);

        report.Add("sequences, each through the evaluator and through a project", Sequences, "")
            .Add("events a sequence", Events, "").Add("differences of the evaluator", rules.Count, "", Goal.AtMost(0))
            .Add("differences of open warnings", warnings.Count, "", Goal.AtMost(0));
        report.Write();
        Assert.True(rules.Count == 0, string.Join('\n', rules.Take(5)));
        Assert.True(warnings.Count == 0, string.Join('\n', warnings.Take(5)));
        SystemRun.Figures("oracle", $"{Sequences} sequences of {Events} events, 0 differences");
    }

    private static async Task<IReadOnlyList<string>> CountAsync(Func<int, Task<string?>> difference, CancellationToken cancel)
    {
        var found = new List<string>();
        await Parallel.ForEachAsync(Enumerable.Range(1, Sequences), cancel, async (seed, _) =>
        {
            if (await difference(seed) is { } text)
                lock (found)
                    found.Add(text);
        });
        return found;
    }
}
