using Conformance.Tests.Recording;
using static Conformance.Tests.Checks.Conditions;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 6.4.19 to 6.4.26: message by message.</summary>
internal static class MessageAssertions
{
    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("payloads-nbirth-timestamp", Role.Node, "NBIRTH has the time of publishing", Each("NBIRTH", NearNow)),
        new("payloads-nbirth-edge-node-descriptor", Role.Host, "no two edge nodes have one descriptor", Shown("descriptor-is-unique")),
        new("payloads-nbirth-seq", Role.Node, "NBIRTH has a seq of 0 to 255", Each("NBIRTH", Numbered)),
        new("payloads-nbirth-bdseq", Role.Node, "NBIRTH has bdSeq", Each("NBIRTH", HasBdSeq)),
        new("payloads-nbirth-bdseq-repeat", Role.Node, "bdSeq of NBIRTH is that of the will", Each(["NBIRTH"], BdSeqOfWill)),
        new("payloads-nbirth-rebirth-req", Role.Node, "NBIRTH has Node Control/Rebirth = false", Each("NBIRTH", RebirthIsFalse)),
        new("payloads-nbirth-qos", Role.Node, "NBIRTH at QoS 0", Each("NBIRTH", Qos0)),
        new("payloads-nbirth-retain", Role.Node, "NBIRTH is not retained", Each("NBIRTH", NotRetained)),

        new("payloads-dbirth-timestamp", Role.Node, "DBIRTH has the time of publishing", Each("DBIRTH", NearNow)),
        new("payloads-dbirth-seq", Role.Node, "DBIRTH has a seq", Each("DBIRTH", Numbered)),
        new("payloads-dbirth-seq-inc", Role.Node, "seq of DBIRTH is one more than that before it, 0 after 255", Each("DBIRTH", Follows)),
        new("payloads-dbirth-order", Role.Node, "every DBIRTH follows the NBIRTH, before any data; later only for a device that is new or was dead", t => Order.BirthsBeforeData(t, null)),
        new("payloads-dbirth-qos", Role.Node, "DBIRTH at QoS 0", Each("DBIRTH", Qos0)),
        new("payloads-dbirth-retain", Role.Node, "DBIRTH is not retained", Each("DBIRTH", NotRetained)),

        new("payloads-ndata-timestamp", Role.Node, "NDATA has the time of publishing", Each("NDATA", NearNow)),
        new("payloads-ndata-seq", Role.Node, "NDATA has a seq", Each("NDATA", Numbered)),
        new("payloads-ndata-seq-inc", Role.Node, "seq of NDATA is one more than that before it, 0 after 255", Each("NDATA", Follows)),
        new("payloads-ndata-order", Role.Node, "no NDATA before all births", t => Order.BirthsBeforeData(t, "NDATA")),
        new("payloads-ndata-qos", Role.Node, "NDATA at QoS 0", Each("NDATA", Qos0)),
        new("payloads-ndata-retain", Role.Node, "NDATA is not retained", Each("NDATA", NotRetained)),

        new("payloads-ddata-timestamp", Role.Node, "DDATA has the time of publishing", Each("DDATA", NearNow)),
        new("payloads-ddata-seq", Role.Node, "DDATA has a seq", Each("DDATA", Numbered)),
        new("payloads-ddata-seq-inc", Role.Node, "seq of DDATA is one more than that before it, 0 after 255", Each("DDATA", Follows)),
        new("payloads-ddata-order", Role.Node, "no DDATA before all births", Both(t => Order.BirthsBeforeData(t, "DDATA"), Order.DataOfTheBorn)),
        new("payloads-ddata-qos", Role.Node, "DDATA at QoS 0", Each("DDATA", Qos0)),
        new("payloads-ddata-retain", Role.Node, "DDATA is not retained", Each("DDATA", NotRetained)),

        new("payloads-ncmd-timestamp", Role.Host, "NCMD has the time of publishing", Each("NCMD", NearNow)),
        new("payloads-ncmd-seq", Role.Host, "NCMD has no seq", Each("NCMD", Unnumbered)),
        new("payloads-ncmd-qos", Role.Host, "NCMD at QoS 0", Each("NCMD", Qos0)),
        new("payloads-ncmd-retain", Role.Host, "NCMD is not retained", Each("NCMD", NotRetained)),
        new("payloads-dcmd-timestamp", Role.Host, "DCMD has the time of publishing", Each("DCMD", NearNow)),
        new("payloads-dcmd-seq", Role.Host, "DCMD has no seq", Each("DCMD", Unnumbered)),
        new("payloads-dcmd-qos", Role.Host, "DCMD at QoS 0", Each("DCMD", Qos0)),
        new("payloads-dcmd-retain", Role.Host, "DCMD is not retained", Each("DCMD", NotRetained)),

        new("payloads-ndeath-seq", Role.Node, "NDEATH has no seq", Both(EachWill((_, p) => p.HasSeq ? "has a seq" : null), Each("NDEATH", Unnumbered))),
        new("payloads-ndeath-will-message", Role.Node, "NDEATH is the will of CONNECT", EachWill((w, _) => w.Topic.Split('/').ElementAtOrDefault(2) is "NDEATH" ? null : w.Topic)),
        new("payloads-ndeath-will-message-qos", Role.Node, "the will at QoS 1", EachWill((w, _) => w.Qos == 1 ? null : $"QoS {w.Qos}")),
        new("payloads-ndeath-will-message-retain", Role.Node, "the will is not retained", EachWill((w, _) => w.Retain ? "retained" : null)),
        new("payloads-ndeath-bdseq", Role.Node, "NDEATH has the bdSeq of its NBIRTH", Each(["NDEATH"], BdSeqOfWill)),
        new("payloads-ndeath-will-message-publisher", Role.Node, "a node that leaves publishes NDEATH itself", Order.DeathBeforeLeaving),
        new("payloads-ndeath-will-message-publisher-disconnect-mqtt311", Role.Node, "MQTT 3.1.1: NDEATH before DISCONNECT", On(4, Order.DeathBeforeLeaving, "the node speaks MQTT 5")),
        new("payloads-ndeath-will-message-publisher-disconnect-mqtt50", Role.Node, "MQTT 5: DISCONNECT asks for the will (reason 4)", On(5, LeavesWithWill, "the node speaks MQTT 3.1.1")),

        new("payloads-ddeath-timestamp", Role.Node, "DDEATH has the time of publishing", Each("DDEATH", NearNow)),
        new("payloads-ddeath-seq", Role.Node, "DDEATH has a seq", Each("DDEATH", Numbered)),
        new("payloads-ddeath-seq-inc", Role.Node, "seq of DDEATH is one more than that before it, 0 after 255", Each("DDEATH", Follows)),
        new("payloads-ddeath-seq-number", Role.Node, "DDEATH stands in the order of all messages", Each("DDEATH", Follows)),
    ];

    private static Check Both(params Check[] checks) => Judge.All(checks);

    private static Check On(int version, Check check, string otherwise) => trace => trace.Connects.Any(c => c.Version == version) ? check(trace) : Verdict.NotApplicable(otherwise);

    private static Verdict LeavesWithWill(Trace trace) => Judge.Of(
        trace.Entries.OfType<Left>(), left => left.Reason == 4 ? null : $"reason {left.Reason}", "the node never disconnects by itself");
}
