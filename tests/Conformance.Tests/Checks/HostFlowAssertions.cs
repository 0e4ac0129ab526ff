using Conformance.Tests.Recording;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 5.9 and 5.10: order at the host, several servers.</summary>
internal static class HostFlowAssertions
{
    private const string OneBroker = "one host, one broker";
    private static readonly Check NoTimer = Never("no reorder timeout: see operational-behavior-host-reordering-param");

    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("operational-behavior-host-reordering-param", Role.Host, "a reorder timeout can be set", _ => Verdict.Failed("there is none")),
        new("operational-behavior-host-reordering-start", Role.Host, "a seq out of order starts it", NoTimer),
        new("operational-behavior-host-reordering-rebirth", Role.Host, "what stays missing makes the host ask for a rebirth", GapMakesRebirth),
        new("operational-behavior-host-reordering-success", Role.Host, "what comes in time stops it", NoTimer),
        new("operational-behavior-primary-application-state-with-multiple-servers-state-subs", Role.Host, "STATE on every server", Never(OneBroker)),
        new("operational-behavior-primary-application-state-with-multiple-servers-state", Role.Host, "STATE anew in every session with a server", Never(OneBroker)),
        new("operational-behavior-primary-application-state-with-multiple-servers-single-server", Role.Node, "the node has one connection at a time", PrimaryHost.OneServer),
        new("operational-behavior-primary-application-state-with-multiple-servers-walk", Role.Node, "an offline primary host makes the node go to the next server, the same one where there is one", PrimaryHost.LeavesWhenOffline),
    ];

    private static Verdict GapMakesRebirth(Trace trace) => trace.FactOf("sequence-gap") is not { } gap ? Verdict.NotApplicable("no gap in the session")
        : trace.Of("NCMD").Any(m => m.Index > gap.Index && m.Metric(Conditions.Rebirth) is { BooleanValue: true }) ? Verdict.Passed : Verdict.Failed("no rebirth is asked for");
}
