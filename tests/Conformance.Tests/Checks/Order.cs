using Conformance.Tests.Recording;
using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Checks;

/// <summary>Checks on the order of what was sent.</summary>
internal static class Order
{
    /// <summary>The first message of every connection is a birth.</summary>
    public static Verdict BirthFirst(Trace trace) => Judge.Of(
        trace.Sent.GroupBy(m => m.Connection).Select(c => c.First()),
        first => first.Type is "NBIRTH" or "STATE" or "NDEATH" ? null : $"a connection begins with {first.Type}",
        "nothing was sent");

    /// <summary>NBIRTH, then every DBIRTH, then data. Later a DBIRTH comes only for a device that was not born or has died.</summary>
    public static Verdict BirthsBeforeData(Trace trace, string? data)
    {
        var seen = false;
        foreach (var connection in trace.Sent.GroupBy(m => m.Connection))
        {
            var (born, data0, alive) = (false, false, new HashSet<string>());
            foreach (var message in connection)
            {
                seen |= data is null ? message.Type is "DBIRTH" : message.Type == data;
                switch (message.Type)
                {
                    case "NBIRTH":
                        (born, data0) = (true, false);
                        alive.Clear();
                        break;
                    case "DBIRTH" when !born:
                        return Verdict.Failed("DBIRTH before NBIRTH");
                    case "DBIRTH" when !alive.Add(message.Device!) && data0:
                        return Verdict.Failed($"{message.Device} is born again among its data");
                    case "DDEATH":
                        alive.Remove(message.Device!);
                        break;
                    case "NDATA" or "DDATA":
                        data0 = true;
                        if (!born)
                            return Verdict.Failed($"{message.Type} before NBIRTH");
                        break;
                }
            }
        }

        return seen ? Verdict.Passed : Verdict.NotApplicable($"the subject sends no {data ?? "DBIRTH"}");
    }

    /// <summary>No data of a device that no birth has named since the NBIRTH.</summary>
    public static Verdict DataOfTheBorn(Trace trace) => Judge.Of(
        trace.Of("DDATA"),
        data => trace.Sent.Any(m => m.Type is "DBIRTH" && m.Device == data.Device && m.Connection == data.Connection && m.Index < data.Index)
            ? null : $"data of {data.Device} before its birth",
        "the subject sends no DDATA");

    /// <summary>Values that are not historical stand in the order of their time.</summary>
    public static Check Chronological(params string[] types) => trace => Judge.Of(
        trace.Of(types).Where(m => m.Payload is not null),
        message =>
        {
            ulong last = 0;
            foreach (var metric in message.Payload!.Metrics.Where(m => !m.IsHistorical))
            {
                if (metric.Timestamp < last)
                    return $"{message.Type}: {Judge.NameOf(trace, metric)} is older than the metric before it";
                last = metric.Timestamp;
            }

            return null;
        },
        $"the subject sends no {string.Join(" or ", types)}");

    /// <summary>Every metric of the data was named by the birth in force.</summary>
    public static Check NamedByBirth(string data) => Judge.EachMetric([data], (trace, _, metric) => trace.DefinitionOf(metric) is null ? "no birth names it" : null);

    /// <summary>An NDATA or DDATA says something new: a value or a quality that the last message with that metric did not have.</summary>
    public static Check News(string data) => trace =>
    {
        var known = new Dictionary<(int, string?, string), Metric>();
        var any = false;
        foreach (var message in trace.Sent.Where(m => m.Payload is not null && (m.Type == data || m.Type == data.Replace("DATA", "BIRTH", StringComparison.Ordinal))))
        {
            var changed = false;
            foreach (var metric in message.Payload!.Metrics)
            {
                var key = (message.Connection, message.Device, Judge.NameOf(trace, metric));
                changed |= !known.TryGetValue(key, out var last) || !SameValue(last, metric);
                known[key] = metric;
            }

            if (message.Type != data)
                continue;
            any = true;
            if (!changed)
                return Verdict.Failed($"{data} without a change of any value");
        }

        return any ? Verdict.Passed : Verdict.NotApplicable($"the subject sends no {data}");
    };

    /// <summary>Nothing is reported only because time has passed: the scenario notes it where the product does.</summary>
    public static Verdict NotByTheClock(Trace trace) => trace.FactOf("reports-by-the-clock") is { } fact ? Verdict.Failed(fact.Detail) : Verdict.Passed;

    /// <summary>bdSeq of the wills: 0 at first, then one more with every CONNECT, 0 after 255.</summary>
    public static Verdict BdSeqGrows(Trace trace)
    {
        var values = trace.Connects.Select(c => trace.WillOf(c.Connection)?.Payload.Metrics.FirstOrDefault(m => m.Name == Conditions.BdSeq)?.LongValue).ToList();
        if (values.Count < 2)
            return Verdict.NotApplicable("fewer than two connections");
        for (var i = 0; i < values.Count; i++)
            if (values[i] != (i == 0 ? 0 : (values[i - 1] + 1) % 256))
                return Verdict.Failed($"the bdSeq of the wills are {string.Join(", ", values)}");
        return Verdict.Passed;
    }

    /// <summary>What is sent after each rebirth request, up to and with the births.</summary>
    public static Check AfterRebirth(Func<Trace, Message, IReadOnlyList<Message>, string?> wrong) => trace => Judge.Of(
        trace.Messages.Where(m => !m.IsSent && m.Type is "NCMD" && m.Metric(Conditions.Rebirth) is { BooleanValue: true }),
        request => wrong(trace, request, [.. trace.Sent.Where(m => m.Connection == request.Connection && m.Index > request.Index)]),
        "no rebirth was asked for");

    /// <summary>Every DISCONNECT of the node: the message before it is an NDEATH.</summary>
    public static Verdict DeathBeforeLeaving(Trace trace) => Judge.Of(
        trace.Entries.OfType<Left>().Where(left => trace.Sent.Any(m => m.Connection == left.Connection)),
        left => trace.Sent.Last(m => m.Connection == left.Connection && m.Index < left.Index).Type is "NDEATH" ? null : "DISCONNECT without an NDEATH before it",
        "the node never disconnects by itself");

    private static bool SameValue(Metric one, Metric other) =>
        one.ValueCase == other.ValueCase && one.IsNull == other.IsNull && Equals(one.Properties, other.Properties) && (one.ValueCase switch
        {
            Metric.ValueOneofCase.DoubleValue => one.DoubleValue.Equals(other.DoubleValue),
            Metric.ValueOneofCase.FloatValue => one.FloatValue.Equals(other.FloatValue),
            Metric.ValueOneofCase.IntValue => one.IntValue == other.IntValue,
            Metric.ValueOneofCase.LongValue => one.LongValue == other.LongValue,
            Metric.ValueOneofCase.BooleanValue => one.BooleanValue == other.BooleanValue,
            Metric.ValueOneofCase.StringValue => one.StringValue == other.StringValue,
            _ => one.IsNull,
        });
}
