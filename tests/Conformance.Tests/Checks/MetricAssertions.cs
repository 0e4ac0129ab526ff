using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;
using static Conformance.Tests.Checks.Conditions;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 6.4.5 to 6.4.9: payload, metric, properties.</summary>
internal static class MetricAssertions
{
    private const uint Int32Type = 3, LastPropertyType = 34;
    private static readonly string[] Named = [.. Births, .. Data], Any = [.. Births, .. Data, .. Commands];

    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("payloads-timestamp-in-UTC", Role.Node | Role.Host, "timestamps of payloads are UTC milliseconds", Each("NBIRTH DBIRTH NDATA DDATA DDEATH NCMD DCMD", NearNow)),
        new("payloads-sequence-num-always-included", Role.Node, "every message of the node but NDEATH has a seq", Each("NBIRTH DBIRTH NDATA DDATA DDEATH", Numbered)),
        new("payloads-sequence-num-req-nbirth", Role.Node, "NBIRTH has a seq of 0 to 255", Each("NBIRTH", Numbered)),
        new("payloads-sequence-num-incrementing", Role.Node, "seq grows by one with every message and is 0 after 255", Wraps),
        new("payloads-name-requirement", Role.Node, "a metric without an alias has a name", EachMetric(Named, (_, _, m) => m.HasName || m.HasAlias ? null : "neither name nor alias")),
        new("payloads-alias-uniqueness", Role.Node, "an alias belongs to one metric of the whole node", UniqueAliases),
        new("payloads-alias-birth-requirement", Role.Node, "a metric with an alias has its name beside it in births",
            EachMetric(Births, (_, _, m) => m.HasName ? null : "no name", "the node uses no aliases", m => m.HasAlias)),
        new("payloads-alias-data-cmd-requirement", Role.Node | Role.Host, "a metric whose birth gave an alias comes by it alone",
            EachMetric([.. Data, .. Commands], (t, _, m) => t.DefinitionOf(m)?.Alias is null || !m.HasName && m.HasAlias ? null : "by name though it has an alias")),
        new("payloads-name-birth-data-requirement", Role.Node, "each metric of births and data has a timestamp", EachMetric(Named, (_, _, m) => m.HasTimestamp ? null : "no timestamp")),
        new("payloads-name-cmd-requirement", Role.Host, "metrics of commands may have a timestamp", Allowed),
        new("payloads-metric-timestamp-in-UTC", Role.Node, "timestamps of metrics are UTC milliseconds", EachMetric(Named, (_, message, m) => InThePast(message, m))),
        new("payloads-metric-datatype-value-type", Role.Node | Role.Host, "the data type is an unsigned 32-bit field", EachMetric(Any, (_, _, m) => Field(m, 4))),
        new("payloads-metric-datatype-value", Role.Node | Role.Host, "the data type is one of the list", EachMetric(Any, (_, _, m) => m.HasDatatype ? Typed(m) : null)),
        new("payloads-metric-datatype-req", Role.Node, "each metric of a birth has its data type", EachMetric(Births, (_, _, m) => Typed(m))),
        new("payloads-metric-datatype-not-req", Role.Node | Role.Host, "metrics of data and commands leave the data type out", EachMetric([.. Data, .. Commands], (_, _, m) => m.HasDatatype ? "has a data type" : null)),

        new("payloads-propertyset-keys-array-size", Role.Node, "as many property keys as values", Properties((set, _, _) => set.Keys.Count == set.Values.Count ? null : "more keys or more values")),
        new("payloads-propertyset-values-array-size", Role.Node, "as many property values as keys", Properties((set, _, _) => set.Keys.Count == set.Values.Count ? null : "more keys or more values")),
        new("payloads-metric-propertyvalue-type-type", Role.Node, "the type of a property is an unsigned 32-bit field", Values((_, v, _) => v.HasType ? null : "no type")),
        new("payloads-metric-propertyvalue-type-value", Role.Node, "the type of a property is one of the list", Values((_, v, _) => v.Type is > 0 and <= LastPropertyType ? null : $"type {v.Type}")),
        new("payloads-metric-propertyvalue-type-req", Role.Node, "properties in births have their type", Values((_, v, message) => message.Type is "NDATA" or "DDATA" || v.HasType ? null : "no type")),
        new("payloads-propertyset-quality-value-type", Role.Node, "Quality is an Int32", Qualities(v => v.Type == Int32Type ? null : $"type {v.Type}")),
        new("payloads-propertyset-quality-value-value", Role.Node, "Quality is 0, 192 or 500", Qualities(v =>
            v is { ValueCase: PropertyValue.ValueOneofCase.IntValue, IntValue: 0 or 192 or 500 } ? null : $"Quality {v.IntValue}")),
    ];

    private static Check Properties(Func<PropertySet, Metric, Message, string?> wrong) => EachMetric(
        Named, (_, message, metric) => wrong(metric.Properties, metric, message), "no metric has properties", m => m.Properties is not null);

    private static Check Values(Func<string, PropertyValue, Message, string?> wrong) => Properties((set, _, message) =>
        set.Keys.Zip(set.Values).Select(p => wrong(p.First, p.Second, message) is { } fault ? $"{p.First}: {fault}" : null).FirstOrDefault(f => f is not null));

    private static Check Qualities(Func<PropertyValue, string?> wrong) => EachMetric(
        Named, (_, _, metric) => wrong(metric.Properties.Values[metric.Properties.Keys.IndexOf("Quality")]), "no metric has a Quality",
        m => m.Properties?.Keys.IndexOf("Quality") is >= 0);

    // Wire type 0 (varint) under the field's number: what protobuf calls uint32. The decoder has refused anything else.
    private static string? Field(Metric metric, int number) => !metric.HasDatatype || Metric.Descriptor.FindFieldByNumber(number).FieldType == Google.Protobuf.Reflection.FieldType.UInt32 ? null : "another type";

    private static Verdict Wraps(Trace trace)
    {
        var verdict = Judge.Of(
            trace.Sent.Where(m => m.Type is "DBIRTH" or "NDATA" or "DDATA" or "DDEATH"), m => Follows(m), "nothing follows the NBIRTH");
        return verdict.Outcome is Outcome.Passed && !trace.Sent.Any(m => m is { PreviousSeq: 255, Payload.Seq: 0 }) ? Verdict.Failed("the session is too short: seq never comes to 255") : verdict;
    }

    private static Verdict UniqueAliases(Trace trace)
    {
        var (any, owners, connection) = (false, new Dictionary<ulong, (string?, string)>(), 0);
        foreach (var birth in trace.Of("NBIRTH", "DBIRTH").Where(m => m.Payload is not null))
        {
            if (birth.Type is "NBIRTH" || birth.Connection != connection)
                owners.Clear();
            connection = birth.Connection;
            foreach (var metric in birth.Payload!.Metrics.Where(m => m.HasAlias))
            {
                any = true;
                if (!owners.TryAdd(metric.Alias, (birth.Device, metric.Name)) && owners[metric.Alias] != (birth.Device, metric.Name))
                    return Verdict.Failed($"alias {metric.Alias} belongs to {owners[metric.Alias]} and {(birth.Device, metric.Name)}");
            }
        }

        return any ? Verdict.Passed : Verdict.NotApplicable("the node uses no aliases");
    }
}
