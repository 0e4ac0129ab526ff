using Conformance.Tests.Recording;
using static Conformance.Tests.Checks.Conditions;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 1 to 4.2.2: identifiers, principles, topics, messages of nodes and devices.</summary>
internal static class TopicAssertions
{
    private const string Everything = "NBIRTH NDEATH NDATA NCMD DBIRTH DDEATH DDATA DCMD";
    private static readonly string[] DeviceTypes = ["DBIRTH", "DDEATH", "DDATA", "DCMD"];

    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("intro-sparkplug-host-state", Role.Host, "the host says by STATE that it is online, and that it is not", Shown("state-online-and-offline")),
        new("intro-group-id-string", Role.Node, "the group id is UTF-8 and an element of the topic", Each(Everything, m => Element(m.Group))),
        new("intro-group-id-chars", Role.Node, "the group id has no character that MQTT forbids in topics", Each(Everything, m => Element(m.Group))),
        new("intro-edge-node-id-string", Role.Node, "the edge node id is UTF-8 and an element of the topic", Each(Everything, m => Element(m.Node))),
        new("intro-edge-node-id-chars", Role.Node, "the edge node id has no character that MQTT forbids in topics", Each(Everything, m => Element(m.Node))),
        new("intro-device-id-string", Role.Node, "the device id is UTF-8 and an element of the topic", Each("DBIRTH DDATA DDEATH", m => Element(m.Device))),
        new("intro-device-id-chars", Role.Node, "the device id has no character that MQTT forbids in topics", Each("DBIRTH DDATA DDEATH", m => Element(m.Device))),
        new("intro-edge-node-id-uniqueness", Role.Host, "no second edge node gets in under a descriptor that is taken", Shown("descriptor-is-unique")),
        new("principles-rbe-recommended", Role.Node, "values are reported when they change, not by the clock", Judge.All(Order.News("NDATA"), Order.News("DDATA"), Order.NotByTheClock)),
        new("principles-birth-certificates-order", Role.Node | Role.Host, "a birth is the first message of every session", Order.BirthFirst),
        new("principles-persistence-clean-session-311", Role.Node, "MQTT 3.1.1: CONNECT asks for a clean session",
            EachConnect(c => c.CleanStart ? null : "not clean", c => c.Version == 4, "the node speaks MQTT 5")),
        new("principles-persistence-clean-session-50", Role.Node, "MQTT 5: clean start, and the session ends with the connection",
            EachConnect(c => c is { CleanStart: true, SessionExpiry: 0 } ? null : "not clean or expiring late", c => c.Version == 5, "the node speaks MQTT 3.1.1")),
        new("components-ph-state", Role.Host, "STATE tells at any moment whether the host is online", Shown("state-online-and-offline")),

        new("topic-structure", Role.Node | Role.Host, "topics are namespace, group, type, node and, for devices, device", Each(Everything, m => DeviceTypes.Contains(m.Type) ? DeviceForm(m) : NodeForm(m))),
        new("topic-structure-namespace-a", Role.Node | Role.Host, "the namespace is spBv1.0", Each(Everything, m => m.Levels[0] == "spBv1.0" ? null : m.Levels[0])),
        new("topic-structure-namespace-valid-group-id", Role.Node, "the group id has none of + / #", Each(Everything, m => Element(m.Group))),
        new("topic-structure-namespace-unique-edge-node-descriptor", Role.Host, "a descriptor belongs to one edge node alone", Shown("descriptor-is-unique")),
        new("topic-structure-namespace-valid-edge-node-id", Role.Node, "the edge node id has none of + / #", Each(Everything, m => Element(m.Node))),
        new("topic-structure-namespace-valid-device-id", Role.Node, "the device id has none of + / #", Each("DBIRTH DDATA DDEATH", m => Element(m.Device))),
        new("topic-structure-namespace-unique-device-id", Role.Node, "a device id is born once in each series of births", UniqueDevices),
        new("topic-structure-namespace-duplicate-device-id-across-edge-node", Role.Host, "two edge nodes may have devices of the same id", Allowed),
        new("topic-structure-namespace-device-id-associated-message-types", Role.Node, "messages of devices name the device", Each("DBIRTH DDEATH DDATA DCMD", DeviceForm)),
        new("topic-structure-namespace-device-id-non-associated-message-types", Role.Node | Role.Host, "messages of nodes and STATE name no device",
            Each("NBIRTH NDEATH NDATA NCMD STATE", m => m.IsState ? StateForm(m) : NodeForm(m))),

        new("topics-nbirth-topic", Role.Node, "NBIRTH goes to namespace/group/NBIRTH/node", Each("NBIRTH", NodeForm)),
        new("topics-nbirth-mqtt", Role.Node, "NBIRTH at QoS 0, not retained", Each("NBIRTH", Plain)),
        new("topics-nbirth-seq-num", Role.Node, "NBIRTH has seq 0", Each("NBIRTH", Zero)),
        new("topics-nbirth-timestamp", Role.Node, "NBIRTH has the time at which it was sent", Each("NBIRTH", NearNow)),
        new("topics-nbirth-metric-reqs", Role.Node, "NDATA has no metric that NBIRTH did not name", Order.NamedByBirth("NDATA")),
        new("topics-nbirth-metrics", Role.Node, "each metric of NBIRTH has name, type and value", EachMetric(["NBIRTH"], (_, _, m) => Declared(m))),
        new("topics-nbirth-templates", Role.Node, "the definition of every template in use is in NBIRTH", Templates.DefinedInBirth),
        new("topics-nbirth-bdseq-included", Role.Node, "NBIRTH has bdSeq", Each("NBIRTH", HasBdSeq)),
        new("topics-nbirth-bdseq-matching", Role.Node, "bdSeq of NBIRTH is that of the will", Each(["NBIRTH"], BdSeqOfWill)),
        new("topics-nbirth-bdseq-increment", Role.Node, "bdSeq begins at 0 and grows by one with every CONNECT", Order.BdSeqGrows),
        new("topics-nbirth-rebirth-metric", Role.Node, "NBIRTH has Node Control/Rebirth, Boolean, false", Each("NBIRTH", RebirthIsFalse)),

        new("topics-ndata-topic", Role.Node, "NDATA goes to namespace/group/NDATA/node", Each("NDATA", NodeForm)),
        new("topics-ndata-mqtt", Role.Node, "NDATA at QoS 0, not retained", Each("NDATA", Plain)),
        new("topics-ndata-seq-num", Role.Node, "seq of NDATA is one more than that before it, 0 after 255", Each("NDATA", Follows)),
        new("topics-ndata-timestamp", Role.Node, "NDATA has the time at which it was sent", Each("NDATA", NearNow)),
        new("topics-ndata-payload", Role.Node, "NDATA brings metrics of the node", EachMetric(["NDATA"], (t, _, m) => t.DefinitionOf(m) is null ? "no metric of the node" : null)),
        new("topics-ndeath-topic", Role.Node, "NDEATH goes to namespace/group/NDEATH/node", Each("NDEATH", NodeForm)),
        new("topics-ndeath-payload", Role.Node, "NDEATH has bdSeq and nothing else", Judge.All(
            EachWill((_, p) => p.Metrics is [{ Name: BdSeq }] ? null : "more or less than bdSeq"), Each("NDEATH", m => m.Payload?.Metrics is [{ Name: BdSeq }] ? null : "more or less than bdSeq"))),
        new("topics-ndeath-seq", Role.Node, "NDEATH has no seq", Judge.All(EachWill((_, p) => p.HasSeq ? "has a seq" : null), Each("NDEATH", Unnumbered))),
        new("topics-ncmd-topic", Role.Host, "NCMD goes to namespace/group/NCMD/node", Each("NCMD", NodeForm)),
        new("topics-ncmd-mqtt", Role.Host, "NCMD at QoS 0, not retained", Each("NCMD", Plain)),
        new("topics-ncmd-timestamp", Role.Host, "NCMD has the time at which it was sent", Each("NCMD", NearNow)),
        new("topics-ncmd-payload", Role.Host, "NCMD has the metrics to be written", Each("NCMD", m => m.Payload?.Metrics.Count > 0 ? null : "no metric")),

        new("topics-dbirth-topic", Role.Node, "DBIRTH goes to namespace/group/DBIRTH/node/device", Each("DBIRTH", DeviceForm)),
        new("topics-dbirth-mqtt", Role.Node, "DBIRTH at QoS 0, not retained", Each("DBIRTH", Plain)),
        new("topics-dbirth-seq", Role.Node, "seq of DBIRTH is one more than that before it, 0 after 255", Each("DBIRTH", Follows)),
        new("topics-dbirth-timestamp", Role.Node, "DBIRTH has the time at which it was sent", Each("DBIRTH", NearNow)),
        new("topics-dbirth-metric-reqs", Role.Node, "DDATA has no metric that DBIRTH did not name", Order.NamedByBirth("DDATA")),
        new("topics-dbirth-metrics", Role.Node, "each metric of DBIRTH has name, type and value", EachMetric(["DBIRTH"], (_, _, m) => Declared(m))),
        new("topics-ddata-topic", Role.Node, "DDATA goes to namespace/group/DDATA/node/device", Each("DDATA", DeviceForm)),
        new("topics-ddata-mqtt", Role.Node, "DDATA at QoS 0, not retained", Each("DDATA", Plain)),
        new("topics-ddata-seq-num", Role.Node, "seq of DDATA is one more than that before it, 0 after 255", Each("DDATA", Follows)),
        new("topics-ddata-timestamp", Role.Node, "DDATA has the time at which it was sent", Each("DDATA", NearNow)),
        new("topics-ddata-payload", Role.Node, "DDATA brings metrics of its device", EachMetric(["DDATA"], (t, d, m) => t.DefinitionOf(m)?.Device == d.Device ? null : "no metric of the device")),
        new("topics-ddeath-topic", Role.Node, "DDEATH goes to namespace/group/DDEATH/node/device", Each("DDEATH", DeviceForm)),
        new("topics-ddeath-mqtt", Role.Node, "DDEATH at QoS 0, not retained", Each("DDEATH", Plain)),
        new("topics-ddeath-seq-num", Role.Node, "seq of DDEATH is one more than that before it, 0 after 255", Each("DDEATH", Follows)),
        new("topics-dcmd-topic", Role.Host, "DCMD goes to namespace/group/DCMD/node/device", Each("DCMD", DeviceForm)),
        new("topics-dcmd-mqtt", Role.Host, "DCMD at QoS 0, not retained", Each("DCMD", Plain)),
        new("topics-dcmd-timestamp", Role.Host, "DCMD has the time at which it was sent", Each("DCMD", NearNow)),
        new("topics-dcmd-payload", Role.Host, "DCMD has the metrics to be written", Each("DCMD", m => m.Payload?.Metrics.Count > 0 ? null : "no metric")),
    ];

    private static Verdict UniqueDevices(Trace trace) => Judge.Of(
        trace.Of("NBIRTH"),
        birth =>
        {
            var series = trace.Sent.Where(m => m.Connection == birth.Connection && m.Index > birth.Index).TakeWhile(m => m.Type is "DBIRTH");
            return series.GroupBy(m => m.Device).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"{twice.Key} is born twice" : null;
        },
        "no NBIRTH");
}
