using Google.Protobuf;
using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Recording;

/// <summary>Ways to spoil a recorded session of a node: a check that no spoilt session fails proves nothing.</summary>
internal static class Mutations
{
    private const string BdSeq = "bdSeq", Rebirth = "Node Control/Rebirth";

    public static IReadOnlyDictionary<string, Func<Entry, Entry?>> All { get; } = new Dictionary<string, Func<Entry, Entry?>>
    {
        ["retained"] = Sent(p => p with { Retain = true }),
        ["at QoS 1"] = Sent(p => p with { Qos = 1 }),
        ["in another namespace"] = Sent(p => p with { Topic = p.Topic.Replace("spBv1.0", "spAv1.0", StringComparison.Ordinal) }),
        ["with another group's births"] = Sent(p => Is(p, "NBIRTH") ? p with { Topic = p.Topic.Replace("bridge-7", "bridge-8", StringComparison.Ordinal) } : p),
        ["with a plus in every id"] = Sent(p => p with { Topic = string.Join('/', p.Topic.Split('/').Select((level, i) => i is 1 or 3 or 4 ? level + "+" : level)) }),
        ["with one device's name for all"] = Sent(p => p with { Topic = p.Topic.Replace("crane-2", "crane-1", StringComparison.Ordinal) }),
        ["with a level too much"] = Sent(p => p with { Topic = p.Topic + "/more" }),
        ["with capitals here and there"] = Sent(p => p.Index % 2 == 0 ? p with { Topic = p.Topic.Replace("crane", "CRANE", StringComparison.Ordinal) } : p),
        ["unreadable"] = Sent(p => p with { Payload = [0xFF, 0xFF] }),
        ["without payload timestamp"] = Payloads(p => p.ClearTimestamp()),
        ["in local time"] = Payloads(p => p.Timestamp += 28_800_000),
        ["without seq"] = Payloads(p => p.ClearSeq()),
        ["with seq in NDEATH"] = Payloads(p => p.Seq = 5, "NDEATH"),
        ["with seq standing still"] = Payloads(p => p.Seq = 7),
        ["without metric timestamps"] = Metrics((_, m) => m.ClearTimestamp()),
        ["with metric times in seconds"] = Metrics((_, m) => m.Timestamp /= 1_000_000),
        ["without names"] = Metrics((_, m) => m.ClearName(), "NBIRTH", "DBIRTH"),
        ["without names and aliases"] = Metrics((_, m) => { m.ClearName(); m.ClearAlias(); }),
        ["without types"] = Metrics((_, m) => m.ClearDatatype()),
        ["with an unknown type"] = Metrics((_, m) => m.Datatype = 99),
        ["without values"] = Metrics((_, m) => { m.ClearValue(); m.ClearIsNull(); }, "NBIRTH", "DBIRTH"),
        ["with one alias for all"] = Metrics((_, m) => { if (m.HasAlias) m.Alias = 1; }),
        ["by name in data"] = Metrics((_, m) => { m.ClearAlias(); m.Name = "moment-ratio"; }, "DDATA"),
        ["with unknown metrics in data"] = Metrics((_, m) => { m.ClearAlias(); m.Name = "stranger"; }, "NDATA", "DDATA"),
        ["with names that differ by case"] = Payloads(p => p.Metrics.Add(p.Metrics.Select(m => new Metric(m) { Name = m.Name.ToUpperInvariant() }).ToList()), "NBIRTH", "DBIRTH"),
        ["newest metric first"] = Payloads(p => { var turned = p.Metrics.OrderByDescending(m => m.Timestamp).ToList(); if (turned.Count == 0) return; turned[0].Timestamp += 5; turned.Add(new Metric(turned[0]) { Timestamp = 9 }); p.Metrics.Clear(); p.Metrics.Add(turned); }),
        ["with the same value again and again"] = Metrics((_, m) => { if (m.ValueCase == Metric.ValueOneofCase.DoubleValue) m.DoubleValue = 1; if (m.ValueCase == Metric.ValueOneofCase.LongValue && m.Name != BdSeq) m.LongValue = 1; m.Properties = null; }),
        ["without rebirth metric"] = Payloads(p => Remove(p, Rebirth), "NBIRTH"),
        ["with a rebirth of text"] = Metrics((_, m) => { if (m.Name == Rebirth) (m.StringValue, m.Datatype) = ("false", 12); }),
        ["with a rebirth that is true"] = Metrics((_, m) => { if (m.Name == Rebirth) m.BooleanValue = true; }),
        ["with an alias for rebirth"] = Metrics((_, m) => { if (m.Name == Rebirth) m.Alias = 4_711; }),
        ["without bdSeq"] = Payloads(p => Remove(p, BdSeq), "NBIRTH", "NDEATH"),
        ["with another bdSeq in NBIRTH"] = Metrics((_, m) => { if (m.Name == BdSeq) m.LongValue += 3; }),
        ["with bdSeq as UInt64"] = Metrics((_, m) => { if (m.Name == BdSeq) m.Datatype = 8; }),
        ["with property types of another kind"] = Properties(v => v.Type = 99),
        ["with properties without type"] = Properties(v => v.ClearType()),
        ["with a Quality of 64"] = Properties(v => { if (v is { ValueCase: PropertyValue.ValueOneofCase.IntValue, IntValue: 0 }) v.IntValue = 64; }),
        ["with more keys than values"] = Metrics((_, m) => m.Properties?.Keys.Add("lonely")),
        ["with no DBIRTH"] = Drop("DBIRTH"),
        ["with no NBIRTH"] = Drop("NBIRTH"),
        ["with no DDEATH"] = Drop("DDEATH"),
        ["with no NDEATH"] = Drop("NDEATH"),
        ["with NBIRTHs as data"] = Sent(p => Is(p, "NBIRTH") ? p with { Topic = p.Topic.Replace("NBIRTH", "NDATA", StringComparison.Ordinal) } : p),
        ["without a will"] = e => e is Connected c ? c with { Will = null } : e,
        ["with a will at QoS 0"] = Wills(w => w with { Qos = 0 }),
        ["with a retained will"] = Wills(w => w with { Retain = true }),
        ["with a will elsewhere"] = Wills(w => w with { Topic = "spBv1.0/bridge-7/NDATA/gw-1" }),
        ["with an unreadable will"] = Wills(w => w with { Payload = [0xFF] }),
        ["with bdSeq of the wills standing still"] = Wills(w => w with { Payload = new Payload { Metrics = { new Metric { Name = BdSeq, Datatype = 4, LongValue = 0 } } }.ToByteArray() }),
        ["with a numbered will"] = Wills(w => w with { Payload = new Payload { Seq = 1, Metrics = { new Metric { Name = BdSeq, Datatype = 4, LongValue = 0 }, new Metric { Name = "more" } } }.ToByteArray() }),
        ["in lasting sessions"] = e => e is Connected c ? c with { CleanStart = false, SessionExpiry = 60 } : e,
        ["with subscriptions at QoS 0"] = e => e is Subscribed s ? s with { Filters = [.. s.Filters.Select(f => (f.Filter, 0))] } : e,
        ["before CONNACK"] = e => e is Accepted ? null : e,
        ["with DISCONNECT of the plain kind"] = e => e is Left l ? l with { Reason = 0 } : e,
        ["without DISCONNECT"] = e => e is Left ? null : e,
        ["with a host that is always offline"] = State(s => s.Replace("true", "false", StringComparison.Ordinal)),
        ["with a STATE of the past that makes it leave"] = State(s => s.Replace("4000", "1400", StringComparison.Ordinal)),
        ["with two connections at a time"] = e => e is Closed or Left ? null : e,
    };

    public static Trace Apply(Trace trace, Func<Entry, Entry?> mutation) => new([.. trace.Entries.Select(mutation).OfType<Entry>()], subjectIsHost: false);

    private static bool Is(Published published, string type) => published.Topic.Contains($"/{type}/", StringComparison.Ordinal);

    private static Func<Entry, Entry?> Sent(Func<Published, Published> change) => entry => entry is Published { FromClient: true } p ? change(p) : entry;

    private static Func<Entry, Entry?> Drop(string type) => entry => entry is Published { FromClient: true } p && Is(p, type) ? null : entry;

    private static Func<Entry, Entry?> State(Func<string, string> change) => entry => entry is Published { FromClient: false } p && p.Topic.Contains("/STATE/", StringComparison.Ordinal)
        ? p with { Payload = System.Text.Encoding.UTF8.GetBytes(change(System.Text.Encoding.UTF8.GetString(p.Payload))) } : entry;

    private static Func<Entry, Entry?> Wills(Func<Will, Will> change) => entry => entry is Connected { Will: { } will } c ? c with { Will = change(will) } : entry;

    private static Func<Entry, Entry?> Payloads(Action<Payload> change, params string[] types) => Sent(p =>
    {
        if (types.Length > 0 && !types.Any(type => Is(p, type)))
            return p;
        var payload = Payload.Parser.ParseFrom(p.Payload);
        if (payload.Metrics.Count > 0 || types.Length == 0 && payload.HasSeq)
            change(payload);
        return p with { Payload = payload.ToByteArray() };
    });

    private static Func<Entry, Entry?> Metrics(Action<Payload, Metric> change, params string[] types) => Payloads(payload =>
    {
        foreach (var metric in payload.Metrics)
            change(payload, metric);
    }, types);

    private static Func<Entry, Entry?> Properties(Action<PropertyValue> change) => Metrics((_, metric) =>
    {
        foreach (var value in metric.Properties?.Values ?? [])
            change(value);
    });

    private static void Remove(Payload payload, string name)
    {
        foreach (var metric in payload.Metrics.Where(m => m.Name == name).ToList())
            payload.Metrics.Remove(metric);
    }
}
