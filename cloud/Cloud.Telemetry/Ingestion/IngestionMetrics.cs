using System.Diagnostics.Metrics;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Why something was refused or marked: the tag <c>reason</c> of <c>ingestion.refused</c>. Listed in cloud/README.md.</summary>
public static class Refusal
{
    public const string TooManyConnections = "too-many-connections";
    public const string Handshake = "tls-handshake";
    public const string NoCertificate = "no-certificate";
    public const string CertificateUntrusted = "certificate-untrusted";
    public const string CertificateWrongName = "certificate-wrong-name";
    public const string CertificateRevoked = "certificate-revoked";
    public const string UnknownGateway = "gateway-unknown";
    public const string RevokedGateway = "gateway-revoked";
    public const string DuplicateGateway = "duplicate-gateway";
    public const string BadClientId = "bad-client-id";
    public const string PacketTooLarge = "packet-too-large";
    public const string MalformedPacket = "malformed-packet";
    public const string NoConnect = "no-connect";
    public const string ForeignTopic = "foreign-topic";
    public const string ForeignSubscription = "foreign-subscription";
    public const string BadTopic = "bad-topic";
    public const string BadPayload = "bad-payload";
    public const string BadBirth = "bad-birth";
    public const string BadDelivery = "bad-delivery";
    public const string BadMetric = "bad-metric";
    public const string BadTime = "bad-time";
    public const string BadEvent = "bad-event";
    public const string SequenceGap = "sequence-gap";
    public const string NoBirth = "no-birth";
    public const string UnknownAlias = "unknown-alias";
    public const string StaleDeath = "stale-death";
    public const string QueueFull = "queue-full";
}

/// <summary>Numbers of the ingestion: meter <c>Cloud.Ingestion</c>.</summary>
public sealed class IngestionMetrics : IDisposable
{
    private readonly Counter<long> _refused;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _points;
    private readonly Counter<long> _acknowledged;
    private readonly Counter<long> _rebirths;
    private readonly Counter<long> _takeovers;
    private readonly Counter<long> _offline;
    private readonly Counter<long> _retries;
    private readonly UpDownCounter<int> _connections;
    private readonly UpDownCounter<int> _queued;

    public IngestionMetrics()
    {
        _refused = Meter.CreateCounter<long>("ingestion.refused", description: "What was refused or marked, by reason.");
        _messages = Meter.CreateCounter<long>("ingestion.messages", description: "Sparkplug messages of gateways.");
        _points = Meter.CreateCounter<long>("ingestion.points", description: "Readings taken in.");
        _acknowledged = Meter.CreateCounter<long>("ingestion.acknowledgements", description: "Acknowledgements sent.");
        _rebirths = Meter.CreateCounter<long>("ingestion.rebirths", description: "Rebirths asked for.");
        _takeovers = Meter.CreateCounter<long>("ingestion.takeovers", description: "Sessions taken over by a new connection of the same gateway.");
        _offline = Meter.CreateCounter<long>("ingestion.silent", description: "Connections ended because nothing came.");
        _retries = Meter.CreateCounter<long>("ingestion.retries", description: "Batches tried again after a fault of store or grain.");
        _connections = Meter.CreateUpDownCounter<int>("ingestion.connections", description: "Open connections.");
        _queued = Meter.CreateUpDownCounter<int>("ingestion.queued", description: "Readings waiting for store and grain.");
    }

    public Meter Meter { get; } = new("Cloud.Ingestion");

    public void Refused(string reason, int count = 1) => _refused.Add(count, new KeyValuePair<string, object?>("reason", reason));

    public void Message() => _messages.Add(1);

    public void Points(int count) => _points.Add(count);

    public void Acknowledged() => _acknowledged.Add(1);

    public void Rebirth() => _rebirths.Add(1);

    public void Takeover() => _takeovers.Add(1);

    public void Silent() => _offline.Add(1);

    public void Retry() => _retries.Add(1);

    public void Connections(int change) => _connections.Add(change);

    public void Queued(int change) => _queued.Add(change);

    public void Dispose() => Meter.Dispose();
}
