using static Conformance.Tests.Checks.Judge;

namespace Conformance.Tests.Checks;

/// <summary>Chapter 10: hosts and MQTT servers.</summary>
internal static class ServerAssertions
{
    private const string NotAware = "our broker is not a Sparkplug Aware server: nobody but the host reads births there";

    public static IReadOnlyList<Assertion> All { get; } =
    [
        new("conformance-primary-host", Role.Host, "the host is born and dies by STATE", Shown("state-online-and-offline")),
        new("conformance-mqtt-qos0", Role.Broker, "the server takes and gives QoS 0", Shown("broker-qos0")),
        new("conformance-mqtt-qos1", Role.Broker, "the server takes and gives QoS 1", Shown("broker-qos1")),
        new("conformance-mqtt-will-messages", Role.Broker, "the server delivers wills at QoS 1, retained where asked", Shown("broker-wills")),
        new("conformance-mqtt-retained", Role.Broker, "the server keeps what is retained, for all", Shown("broker-retained")),
        new("conformance-mqtt-aware-basic", Role.Broker, "an aware server does all that a compliant one does", Never(NotAware)),
        new("conformance-mqtt-aware-store", Role.Broker, "it keeps births", Never(NotAware)),
        new("conformance-mqtt-aware-nbirth-mqtt-topic", Role.Broker, "it gives NBIRTHs under $sparkplug/certificates", Never(NotAware)),
        new("conformance-mqtt-aware-nbirth-mqtt-retain", Role.Broker, "retained", Never(NotAware)),
        new("conformance-mqtt-aware-dbirth-mqtt-topic", Role.Broker, "it gives DBIRTHs under $sparkplug/certificates", Never(NotAware)),
        new("conformance-mqtt-aware-dbirth-mqtt-retain", Role.Broker, "retained", Never(NotAware)),
        new("conformance-mqtt-aware-ndeath-timestamp", Role.Broker, "it may put the time of delivery into NDEATH", Allowed),
    ];
}
