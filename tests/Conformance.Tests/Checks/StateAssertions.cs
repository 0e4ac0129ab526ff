using Conformance.Tests.Recording;
using static Conformance.Tests.Checks.Conditions;
using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapters 4.2.3, 5.3, 5.13, 5.14 and 6.4.27: what a host says of itself, and letter case (5.2).</summary>
internal static class StateAssertions
{
    /// <summary>Why whatever asks for a CONNECT of the host cannot be judged.</summary>
    public const string InItsBroker = "the host is its broker: it has no CONNECT and no will, and its STATE ends with it";

    private const string OneBroker = "one host, one broker";

    private static readonly Check ViaConnect = Never(InItsBroker);

    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("host-topic-phid-birth-message", Role.Host, "the first message of the host is its birth", FirstIsState),
        new("host-topic-phid-birth-qos", Role.Host, "the host's birth at QoS 1", Each(["STATE"], Birth(m => m.Qos == 1 ? null : $"QoS {m.Qos}"))),
        new("host-topic-phid-birth-retain", Role.Host, "the host's birth is retained", Retained),
        new("host-topic-phid-birth-topic", Role.Host, "the host's birth goes to spBv1.0/STATE/host", Each(["STATE"], Birth(StateForm))),
        new("host-topic-phid-birth-sub-required", Role.Host, "the host listens before it is born: what a node sends then is taken", Shown("listens-when-online")),
        new("host-topic-phid-birth-required", Role.Host, "the host is born as soon as it listens", FirstIsState),
        new("host-topic-phid-birth-payload", Role.Host, "the host's birth is JSON with online=true and a timestamp", Each(["STATE"], Birth(_ => null, exists: true))),
        new("host-topic-phid-birth-payload-timestamp", Role.Host, "the birth repeats the timestamp of the will", ViaConnect),
        new("host-topic-phid-death-qos", Role.Host, "the host's death at QoS 1", Each(["STATE"], Death(m => m.Qos == 1 ? null : $"QoS {m.Qos}"))),
        new("host-topic-phid-death-retain", Role.Host, "the host's death is retained", ViaConnect),
        new("host-topic-phid-death-topic", Role.Host, "the host's death goes to spBv1.0/STATE/host", Each(["STATE"], Death(StateForm))),
        new("host-topic-phid-death-required", Role.Host, "the host's CONNECT has a will", ViaConnect),
        new("host-topic-phid-death-payload", Role.Host, "the host's death is JSON with online=false and a timestamp", Died),
        new("host-topic-phid-death-payload-timestamp-connect", Role.Host, "the will has the time of its CONNECT", ViaConnect),
        new("host-topic-phid-death-payload-timestamp-disconnect-clean", Role.Host, "a host that leaves says so first, with the time of leaving", DiedNow),
        new("host-topic-phid-death-payload-timestamp-disconnect-with-no-disconnect-packet", Role.Host, "a host that closes without DISCONNECT says so first, with the time of leaving", DiedNow),

        new("case-sensitivity-sparkplug-ids", Role.Node, "no two ids differ by letter case alone", LettersOfIds),
        new("case-sensitivity-metric-names", Role.Node, "no two metrics of a birth differ by letter case alone", Each("NBIRTH DBIRTH", m =>
            m.Payload?.Metrics.GroupBy(x => x.Name.ToLowerInvariant()).FirstOrDefault(g => g.Count() > 1) is { } same ? same.Key : null)),
        new("message-flow-phid-sparkplug-clean-session-311", Role.Host, "MQTT 3.1.1: the host asks for a clean session", ViaConnect),
        new("message-flow-phid-sparkplug-clean-session-50", Role.Host, "MQTT 5: clean start, and the session ends with the connection", ViaConnect),
        new("message-flow-phid-sparkplug-subscription", Role.Host, "the host listens before it says that it is online", Shown("listens-when-online")),
        new("message-flow-phid-sparkplug-state-publish", Role.Host, "the host says that it is online once it listens", FirstIsState),
        new("message-flow-phid-sparkplug-state-publish-payload", Role.Host, "that is JSON with online=true and a timestamp", Each(["STATE"], Birth(_ => null, exists: true))),
        new("message-flow-phid-sparkplug-state-publish-payload-timestamp", Role.Host, "with the timestamp of the will", ViaConnect),
        new("message-flow-hid-sparkplug-state-message-delivered", Role.Host, "nobody can make the host look offline while it is not", Shown("state-cannot-be-forged")),

        new("operational-behavior-host-application-host-id", Role.Host, "the host's id is its own", Never($"a matter of the installation; here: {OneBroker}")),
        new("operational-behavior-host-application-connect-will", Role.Host, "the host's CONNECT has a will", ViaConnect),
        new("operational-behavior-host-application-connect-will-topic", Role.Host, "the will goes to spBv1.0/STATE/host", ViaConnect),
        new("operational-behavior-host-application-connect-will-payload", Role.Host, "the will is JSON with online=false and a timestamp", ViaConnect),
        new("operational-behavior-host-application-connect-will-qos", Role.Host, "the will at QoS 1", ViaConnect),
        new("operational-behavior-host-application-connect-will-retained", Role.Host, "the will is retained", ViaConnect),
        new("operational-behavior-host-application-connect-birth", Role.Host, "the birth follows the connection at once", FirstIsState),
        new("operational-behavior-host-application-connect-birth-topic", Role.Host, "the birth goes to spBv1.0/STATE/host", Each(["STATE"], Birth(StateForm))),
        new("operational-behavior-host-application-connect-birth-payload", Role.Host, "the birth is JSON with online=true and a timestamp", Each(["STATE"], Birth(_ => null, exists: true))),
        new("operational-behavior-host-application-connect-birth-qos", Role.Host, "the birth at QoS 1", Each(["STATE"], Birth(m => m.Qos == 1 ? null : $"QoS {m.Qos}"))),
        new("operational-behavior-host-application-connect-birth-retained", Role.Host, "the birth is retained", Retained),
        new("operational-behavior-host-application-multi-server-timestamp", Role.Host, "a timestamp for each server", Never(OneBroker)),
        new("operational-behavior-host-application-termination", Role.Host, "a host that ends says so", Died),
        new("operational-behavior-host-application-death-topic", Role.Host, "the death goes to spBv1.0/STATE/host", Each(["STATE"], Death(StateForm))),
        new("operational-behavior-host-application-death-payload", Role.Host, "the death is JSON with online=false and a timestamp", Died),
        new("operational-behavior-host-application-death-qos", Role.Host, "the death at QoS 1", Each(["STATE"], Death(m => m.Qos == 1 ? null : $"QoS {m.Qos}"))),
        new("operational-behavior-host-application-death-retained", Role.Host, "the death is retained", ViaConnect),
        new("operational-behavior-host-application-disconnect-intentional", Role.Host, "a DISCONNECT may follow", Allowed),

        new("payloads-state-will-message", Role.Host, "the host's will goes to spBv1.0/STATE/host", ViaConnect),
        new("payloads-state-will-message-qos", Role.Host, "the will at QoS 1", ViaConnect),
        new("payloads-state-will-message-retain", Role.Host, "the will is retained", ViaConnect),
        new("payloads-state-will-message-payload", Role.Host, "the will is JSON with online=false and a timestamp", ViaConnect),
        new("payloads-state-subscribe", Role.Host, "the host knows of its own STATE: nobody can change it behind its back", Shown("state-cannot-be-forged")),
        new("payloads-state-birth", Role.Host, "the birth goes to spBv1.0/STATE/host, QoS 1, retained", All(Each(["STATE"], Birth(m => StateForm(m) ?? (m.Qos == 1 ? null : $"QoS {m.Qos}"))), Retained)),
        new("payloads-state-birth-payload", Role.Host, "the birth is JSON with online=true and a timestamp", Each(["STATE"], Birth(_ => null, exists: true))),
    ];

    private static Func<Trace, Message, string?> Birth(Func<Message, string?> wrong, bool exists = false) => When(online: true, wrong, exists);

    private static Func<Trace, Message, string?> Death(Func<Message, string?> wrong) => When(online: false, wrong, exists: true);

    // Each STATE must be readable; the condition is asked of those that say what is meant.
    private static Func<Trace, Message, string?> When(bool online, Func<Message, string?> wrong, bool exists) => (trace, message) =>
        State(message.Raw) is not { } state ? "no JSON with online and timestamp"
        : state.Timestamp <= 0 ? "no timestamp"
        : exists && !trace.Of("STATE").Any(m => State(m.Raw)?.Online == online) ? $"never says online={(online ? "true" : "false")}"
        : state.Online == online ? wrong(message) : null;

    // A subscriber that comes later gets it with the retain flag: that is what retained means.
    private static Verdict Retained(Trace trace) => Judge.Of(
        trace.Of("STATE").GroupBy(m => m.Connection).Select(c => c.First()), first => first.Retain ? null : "a later subscriber does not get it as retained", "no STATE");

    private static Verdict FirstIsState(Trace trace) => Judge.Of(
        trace.Sent.GroupBy(m => m.Connection).Select(c => c.First()), first => first is { IsState: true } && State(first.Raw) is { Online: true } ? null : $"{first.Type} comes first", "nothing was sent");

    private static Verdict Died(Trace trace) =>
        trace.Of("STATE").Any(m => State(m.Raw) is { Online: false }) ? Verdict.Passed : Verdict.Failed("the host ends without a word");

    private static Verdict DiedNow(Trace trace) => Judge.Of(
        trace.Of("STATE").Where(m => State(m.Raw) is { Online: false }),
        m => Math.Abs((DateTimeOffset.FromUnixTimeMilliseconds(State(m.Raw)!.Value.Timestamp) - m.At).TotalSeconds) < 5 && trace.FactOf("host-started") is { } start
            && State(m.Raw)!.Value.Timestamp > start.At.ToUnixTimeMilliseconds() ? null : "the death has not the time of leaving",
        "the host ends without a word");

    private static Verdict LettersOfIds(Trace trace)
    {
        var ids = trace.Sent.Where(m => !m.IsState).SelectMany(m => (string?[])[m.Group, m.Node, m.Device]).OfType<string>().Distinct().ToList();
        return ids.GroupBy(id => id.ToLowerInvariant()).FirstOrDefault(g => g.Count() > 1) is { } same ? Verdict.Failed(same.Key) : Verdict.Passed;
    }
}
