using Conformance.Tests.Checks;
using Conformance.Tests.Recording;

namespace Conformance.Tests;

/// <summary>The judge is judged: every check that passes on our node fails on some session that is spoilt.</summary>
public sealed class CheckSpecs(Sessions sessions)
{
    [Fact]
    public void every_check_that_passes_can_fail()
    {
        var trace = sessions.Traces[Subject.OurNode];
        var never = Subject.Judge(Subject.OurNode, trace).Where(v => v.Value.Outcome is Outcome.Passed).Select(v => v.Key).ToHashSet();

        foreach (var mutation in Mutations.All.Values)
            never.ExceptWith(Subject.Judge(Subject.OurNode, Mutations.Apply(trace, mutation)).Where(v => v.Value.Outcome is Outcome.Failed).Select(v => v.Key));

        // Only an unreadable payload has a data type of another kind, and that is told by the checks of the encoding.
        Assert.Equal(["payloads-metric-datatype-value-type"], never.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void every_spoilt_session_is_noticed()
    {
        var trace = sessions.Traces[Subject.OurNode];
        var sound = Subject.Judge(Subject.OurNode, trace).Count(v => v.Value.Outcome is Outcome.Failed);

        var unnoticed = Mutations.All.Where(m => Subject.Judge(Subject.OurNode, Mutations.Apply(trace, m.Value)).Count(v => v.Value.Outcome is Outcome.Failed) <= sound).Select(m => m.Key);

        Assert.Empty(unnoticed);
    }
}
