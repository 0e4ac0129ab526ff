namespace Conformance.Tests;

/// <summary>Where we do not do what the specification says, and why. Every one is seen failing by its check.</summary>
internal static class Departures
{
    private const string ByTheClock = "an inspectorate must see that a sensor was measuring, not only that nothing changed: profiles report each point at least once in its period";
    private const string OwnBroker = "the broker inside the host serves gateways and the host, nobody else; a general MQTT server in between is free to do it";

    private const string Typed = "sparkplug-payload of npm reads a value without a type as null, so every metric says its type";

    /// <summary>By subject and id.</summary>
    public static IReadOnlyDictionary<(string Subject, string Id), string> All { get; } = new Dictionary<(string, string), string>
    {
        [(Subject.OurNode, "principles-rbe-recommended")] = ByTheClock,
        [(Subject.OurNode, "operational-behavior-data-publish-dbirth-change")] = ByTheClock,
        [(Subject.OurNode, "payloads-metric-datatype-not-req")] = Typed,
        [(Subject.OurHost, "payloads-metric-datatype-not-req")] = Typed,
        [(Subject.OurHost, "operational-behavior-host-reordering-param")] = "one TCP connection keeps the order, so a gap is a loss: a rebirth is asked for at once, and what is not acknowledged comes again",
        [(Subject.OurHost, "operational-behavior-data-commands-dcmd-verb")] = "a write must be answered to the one who asked: the request carries an id, for which DCMD has no room; gateways take DCMD from other hosts",
        [(Subject.OurHost, "conformance-mqtt-will-messages")] = OwnBroker,
        [(Subject.OurHost, "conformance-mqtt-retained")] = OwnBroker,
    };
}
