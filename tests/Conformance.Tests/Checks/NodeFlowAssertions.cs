using Conformance.Tests.Recording;
using static Conformance.Tests.Checks.Conditions;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 5.4 to 5.10: sessions of nodes and devices.</summary>
internal static class NodeFlowAssertions
{
    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("message-flow-edge-node-ncmd-subscribe", Role.Node, "the node subscribes its NCMD topic at QoS 1", Subscribes("NCMD")),
        new("message-flow-edge-node-birth-publish-connect", Role.Node, "births come in an accepted session", Each(["NBIRTH", "DBIRTH"], (t, m) =>
            t.Entries.Any(e => e is Accepted { Code: 0 } && e.Connection == m.Connection && e.Index < m.Index) ? null : "before CONNACK")),
        new("message-flow-edge-node-birth-publish-will-message", Role.Node, "CONNECT has a will", EachConnect(c => c.Will is null ? "no will" : null)),
        new("message-flow-edge-node-birth-publish-will-message-topic", Role.Node, "the will goes to spBv1.0/group/NDEATH/node",
            EachWill((w, _) => w.Topic.Split('/') is ["spBv1.0", var g, "NDEATH", var n] ? Element(g) ?? Element(n) : w.Topic)),
        new("message-flow-edge-node-birth-publish-will-message-payload", Role.Node, "the will is a Sparkplug payload", EachWill((_, _) => null)),
        new("message-flow-edge-node-birth-publish-will-message-payload-bdSeq", Role.Node, "bdSeq of the will is an Int64 that grows by one with every CONNECT", All(
            EachWill((_, p) => TypedBdSeq(p.Metrics.FirstOrDefault(m => m.Name == BdSeq))), Order.BdSeqGrows)),
        new("message-flow-edge-node-birth-publish-will-message-qos", Role.Node, "the will at QoS 1", EachWill((w, _) => w.Qos == 1 ? null : $"QoS {w.Qos}")),
        new("message-flow-edge-node-birth-publish-will-message-will-retained", Role.Node, "the will is not retained", EachWill((w, _) => w.Retain ? "retained" : null)),
        new("message-flow-edge-node-birth-publish-phid-wait", Role.Node, "births wait for the primary host", PrimaryHost.Waits),
        new("message-flow-edge-node-birth-publish-phid-wait-id", Role.Node, "another host that is online does not count", PrimaryHost.WaitsThough((t, _) => t.FactOf("other-host-online") is not null, "another host")),
        new("message-flow-edge-node-birth-publish-phid-wait-online", Role.Node, "online=false does not count", PrimaryHost.WaitsThough(
            (t, told) => told.Any(s => !s.Online && !t.Sent.Any(m => m.Connection == s.Connection && m.Index < s.Index)), "an offline host before the births")),
        new("message-flow-edge-node-birth-publish-phid-wait-timestamp", Role.Node, "a STATE older than the newest does not count", PrimaryHost.WaitsThough(
            (_, told) => told.Any(s => s is { Online: true, Counts: false }), "an online STATE of the past")),
        new("message-flow-edge-node-birth-publish-nbirth-topic", Role.Node, "NBIRTH goes to spBv1.0/group/NBIRTH/node", Each("NBIRTH", NodeForm)),
        new("message-flow-edge-node-birth-publish-nbirth-payload", Role.Node, "NBIRTH is a Sparkplug payload", Each("NBIRTH", Encoded)),
        new("message-flow-edge-node-birth-publish-nbirth-payload-bdSeq", Role.Node, "bdSeq of NBIRTH is an Int64 and that of the will", Each(["NBIRTH"], (t, m) => TypedBdSeq(m.Metric(BdSeq)) ?? BdSeqOfWill(t, m))),
        new("message-flow-edge-node-birth-publish-nbirth-qos", Role.Node, "NBIRTH at QoS 0", Each("NBIRTH", Qos0)),
        new("message-flow-edge-node-birth-publish-nbirth-retained", Role.Node, "NBIRTH is not retained", Each("NBIRTH", NotRetained)),
        new("message-flow-edge-node-birth-publish-nbirth-payload-seq", Role.Node, "NBIRTH has a seq of 0 to 255", Each("NBIRTH", Numbered)),
        new("message-flow-edge-node-birth-publish-phid-offline", Role.Node, "an offline primary host: NDEATH, DISCONNECT, start anew", PrimaryHost.LeavesWhenOffline),

        new("operational-behavior-edge-node-intentional-disconnect-ndeath", Role.Node, "a node that leaves says NDEATH first", Order.DeathBeforeLeaving),
        new("operational-behavior-edge-node-intentional-disconnect-packet", Role.Node, "a DISCONNECT may follow the NDEATH", Allowed),
        new("operational-behavior-edge-node-termination-host-action-ndeath-node-offline", Role.Host, "after NDEATH the node is offline, at the host's time", Shown("ndeath-node-offline")),
        new("operational-behavior-edge-node-termination-host-action-ndeath-node-tags-stale", Role.Host, "after NDEATH what the node has reported of itself is marked old", Shown("ndeath-node-stale")),
        new("operational-behavior-edge-node-termination-host-action-ndeath-devices-offline", Role.Host, "after NDEATH its devices are offline", Shown("ndeath-devices-offline")),
        new("operational-behavior-edge-node-termination-host-action-ndeath-devices-tags-stale", Role.Host, "after NDEATH the values of its devices are stale", Shown("ndeath-devices-stale")),
        new("operational-behavior-edge-node-termination-host-offline", Role.Node, "the node leaves when its primary host is offline", PrimaryHost.LeavesWhenOffline),
        new("operational-behavior-edge-node-termination-host-offline-reconnect", Role.Node, "and connects to the next server, the same one where there is one", PrimaryHost.LeavesWhenOffline),
        new("operational-behavior-edge-node-termination-host-offline-timestamp", Role.Node, "an offline STATE of the past does not make it leave", PrimaryHost.StaysWhenStale),

        new("message-flow-device-dcmd-subscribe", Role.Node, "the node subscribes the DCMD topics of its devices at QoS 1", Subscribes("DCMD")),
        new("message-flow-device-birth-publish-nbirth-wait", Role.Node, "DBIRTH comes after the NBIRTH of its session", t => Order.BirthsBeforeData(t, null)),
        new("message-flow-device-birth-publish-dbirth-topic", Role.Node, "DBIRTH goes to spBv1.0/group/DBIRTH/node/device", Each("DBIRTH", DeviceForm)),
        new("message-flow-device-birth-publish-dbirth-match-edge-node-topic", Role.Node, "DBIRTH names the group and node of its NBIRTH", Each(["DBIRTH"], (t, m) =>
            t.Sent.LastOrDefault(b => b.Type is "NBIRTH" && b.Connection == m.Connection && b.Index < m.Index) is { } birth && birth.Group == m.Group && birth.Node == m.Node ? null : "another group or node")),
        new("message-flow-device-birth-publish-dbirth-payload", Role.Node, "DBIRTH is a Sparkplug payload", Each("DBIRTH", Encoded)),
        new("message-flow-device-birth-publish-dbirth-qos", Role.Node, "DBIRTH at QoS 0", Each("DBIRTH", Qos0)),
        new("message-flow-device-birth-publish-dbirth-retained", Role.Node, "DBIRTH is not retained", Each("DBIRTH", NotRetained)),
        new("message-flow-device-birth-publish-dbirth-payload-seq", Role.Node, "seq of DBIRTH is one more than that before it", Each("DBIRTH", Follows)),
        new("operational-behavior-device-ddeath", Role.Node, "a device that is lost gets a DDEATH", Lost),
        new("operational-behavior-edge-node-termination-host-action-ddeath-devices-offline", Role.Host, "after DDEATH the device is offline, at the time of the DDEATH", Shown("ddeath-device-offline")),
        new("operational-behavior-edge-node-termination-host-action-ddeath-devices-tags-stale", Role.Host, "after DDEATH the values of the device are stale", Shown("ddeath-device-stale")),
        new("operational-behavior-edge-node-birth-sequence-wait", Role.Node, "the series of births waits for an online STATE", PrimaryHost.Waits),
    ];

    private static Check Subscribes(string type) => trace => Judge.Of(
        trace.Sent.Where(m => m.Type is "NBIRTH").DistinctBy(m => m.Connection),
        birth => trace.Entries.OfType<Subscribed>().Where(s => s.Connection == birth.Connection).SelectMany(s => s.Filters).FirstOrDefault(f => Covers(f.Filter, type, birth)) is not { Filter: not null } found
            ? $"no subscription of {type}" : found.Qos == 1 ? null : $"{type} at QoS {found.Qos}",
        "no birth");

    private static bool Covers(string filter, string type, Message birth)
    {
        string[] topic = type is "NCMD" ? ["spBv1.0", birth.Group, type, birth.Node] : ["spBv1.0", birth.Group, type, birth.Node, "device"];
        var levels = filter.Split('/');
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] == "#")
                return true;
            if (i >= topic.Length || levels[i] != "+" && levels[i] != topic[i] && !(i == 4 && levels[i].Length > 0))
                return false;
        }

        return levels.Length == topic.Length;
    }

    private static Verdict Lost(Trace trace) => trace.FactOf("device-lost") is not { } lost ? Verdict.NotApplicable("no device is lost in the session")
        : trace.Sent.Any(m => m.Type is "DDEATH" && m.Device == lost.Detail && m.Index > lost.Index) ? Verdict.Passed : Verdict.Failed("no DDEATH");
}
