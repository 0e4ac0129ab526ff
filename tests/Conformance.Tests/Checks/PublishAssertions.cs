using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;
using static Conformance.Tests.Checks.Conditions;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 5.16 and 5.17: what births and data hold, commands.</summary>
internal static class PublishAssertions
{
    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("operational-behavior-data-publish-nbirth", Role.Node, "NBIRTH names every metric that NDATA brings in its session", Order.NamedByBirth("NDATA")),
        new("operational-behavior-data-publish-nbirth-values", Role.Node, "each metric of NBIRTH has a value, or is null and says so", EachMetric(["NBIRTH"], (_, _, m) => Valued(m))),
        new("operational-behavior-data-publish-nbirth-change", Role.Node, "NDATA only when something of the node has changed", Order.News("NDATA")),
        new("operational-behavior-data-publish-nbirth-order", Role.Node, "live values in NBIRTH and NDATA stand in the order of time", Order.Chronological("NBIRTH", "NDATA")),
        new("operational-behavior-data-publish-dbirth", Role.Node, "DBIRTH names every metric that DDATA brings in its session", Order.NamedByBirth("DDATA")),
        new("operational-behavior-data-publish-dbirth-values", Role.Node, "each metric of DBIRTH has a value, or is null and says so", EachMetric(["DBIRTH"], (_, _, m) => Valued(m))),
        new("operational-behavior-data-publish-dbirth-change", Role.Node, "DDATA only when something of the device has changed", Judge.All(Order.News("DDATA"), Order.NotByTheClock)),
        new("operational-behavior-data-publish-dbirth-order", Role.Node, "live values in DBIRTH and DDATA stand in the order of time", Order.Chronological("DBIRTH", "DDATA")),

        new("operational-behavior-data-commands-rebirth-name", Role.Node, "NBIRTH has Node Control/Rebirth", Each("NBIRTH", HasRebirth)),
        new("operational-behavior-data-commands-rebirth-name-aliases", Role.Node, "Node Control/Rebirth has no alias", Each("NBIRTH", m => HasRebirth(m) ?? (m.Metric(Rebirth)!.HasAlias ? "has an alias" : null))),
        new("operational-behavior-data-commands-rebirth-datatype", Role.Node, "Node Control/Rebirth is a Boolean", Each("NBIRTH", RebirthIsBoolean)),
        new("operational-behavior-data-commands-rebirth-value", Role.Node, "Node Control/Rebirth is false in NBIRTH", Each("NBIRTH", RebirthIsFalse)),
        new("operational-behavior-data-commands-ncmd-rebirth-verb", Role.Host, "a rebirth is asked for by NCMD", Asked(m => m.Type is "NCMD" ? null : m.Type)),
        new("operational-behavior-data-commands-ncmd-rebirth-name", Role.Host, "by the metric Node Control/Rebirth", Asked(m => m.Metric(Rebirth) is null ? "another name" : null)),
        new("operational-behavior-data-commands-ncmd-rebirth-value", Role.Host, "with the value true", Asked(m => m.Metric(Rebirth) is { BooleanValue: true } ? null : "not true")),
        new("operational-behavior-data-commands-rebirth-action-1", Role.Node, "asked for a rebirth, the node stops its data", Order.AfterRebirth((_, _, sent) =>
            // One message may cross the request on its way; what follows it was sent by a node that had read it.
            sent.TakeWhile(m => m.Type is not "NBIRTH").Count(m => m.Type is "NDATA" or "DDATA") > 1 ? "data before the births" : null)),
        new("operational-behavior-data-commands-rebirth-action-2", Role.Node, "and sends NBIRTH and every DBIRTH", Order.AfterRebirth((trace, request, sent) =>
        {
            var known = trace.Sent.Where(m => m.Type is "DBIRTH" && m.Connection == request.Connection && m.Index < request.Index).Select(m => m.Device).Distinct();
            var birth = sent.SkipWhile(m => m.Type is not "NBIRTH").ToList();
            var born = birth.Skip(1).TakeWhile(m => m.Type is "DBIRTH" or "DDEATH").Where(m => m.Type is "DBIRTH").Select(m => m.Device);
            return birth.Count == 0 ? "no NBIRTH" : known.Except(born).Any() ? "not every DBIRTH" : null;
        })),
        new("operational-behavior-data-commands-rebirth-action-3", Role.Node, "with the bdSeq of the will of this connection", Order.AfterRebirth((trace, _, sent) =>
            sent.FirstOrDefault(m => m.Type is "NBIRTH") is { } birth ? BdSeqOfWill(trace, birth) : "no NBIRTH")),
        new("operational-behavior-data-commands-ncmd-verb", Role.Host, "a command to the node is an NCMD", Each("NCMD", NodeForm)),
        new("operational-behavior-data-commands-ncmd-metric-name", Role.Host, "NCMD names a metric of the NBIRTH", EachMetric(["NCMD"], (t, _, m) => t.DefinitionOf(m) is null ? "not in the NBIRTH" : null)),
        new("operational-behavior-data-commands-ncmd-metric-value", Role.Host, "NCMD brings a value of the metric's type", EachMetric(["NCMD"], Fits)),
        new("operational-behavior-data-commands-dcmd-verb", Role.Host, "a command to a device is a DCMD", t => t.FactOf("device-written") is not { } written
            ? Verdict.NotApplicable("no device is written") : t.Of("DCMD").Any() ? Verdict.Passed : Verdict.Failed(written.Detail)),
        new("operational-behavior-data-commands-dcmd-metric-name", Role.Host, "DCMD names a metric of the DBIRTH", EachMetric(["DCMD"], (t, _, m) => t.DefinitionOf(m) is null ? "not in the DBIRTH" : null)),
        new("operational-behavior-data-commands-dcmd-metric-value", Role.Host, "DCMD brings a value of the metric's type", EachMetric(["DCMD"], Fits)),
    ];

    private static Check Asked(Func<Message, string?> wrong) => trace => Judge.Of(
        trace.Sent.Where(m => m.Payload?.Metrics.Any(x => Judge.NameOf(trace, x) == Rebirth) == true), wrong, "no rebirth is asked for");

    private static string? Fits(Trace trace, Message message, Metric metric) => (trace.DefinitionOf(metric)?.Type ?? metric.Datatype) switch
    {
        11 => metric.ValueCase == Metric.ValueOneofCase.BooleanValue,
        12 or 14 or 15 => metric.ValueCase == Metric.ValueOneofCase.StringValue,
        17 or 18 => metric.ValueCase == Metric.ValueOneofCase.BytesValue,
        9 => metric.ValueCase == Metric.ValueOneofCase.FloatValue,
        10 => metric.ValueCase == Metric.ValueOneofCase.DoubleValue,
        <= 8 or 13 => metric.ValueCase is Metric.ValueOneofCase.IntValue or Metric.ValueOneofCase.LongValue,
        _ => true,
    } ? null : $"a value of the kind {metric.ValueCase}";
}
