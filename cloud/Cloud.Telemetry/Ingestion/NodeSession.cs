using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// The Sparkplug session of one gateway: its names, its <c>seq</c> and whether it is born. Guarded by itself: a taken-over
/// connection may still deliver a message while its successor is born.
/// </summary>
internal sealed class NodeSession(GatewayConnection connection)
{
    private ulong _foreignEpoch;
    private ulong _foreignSequence;

    public GatewayConnection Connection => connection;

    public AliasTable Aliases { get; } = new();

    public SequenceChecker Sequence { get; } = new();

    public byte? BdSeq { get; set; }

    public bool IsBorn { get; set; }

    /// <summary>Devices that were born and have not died.</summary>
    public HashSet<DeviceId> Devices { get; } = [];

    /// <summary>When a rebirth was last asked for; null = never.</summary>
    public long? RebirthAskedAt { get; set; }

    /// <summary>
    /// A Sparkplug node that is not ours has no outbox: its messages get an identity of the session, so that they are stored
    /// once and as they come. Null for our own gateways.
    /// </summary>
    public RecordId? NextForeign() => _foreignEpoch == 0 ? null : new RecordId(_foreignEpoch, ++_foreignSequence);

    /// <summary>The birth says whose outbox numbers the records; without one the session numbers them itself.</summary>
    public void Identify(bool hasOutbox)
    {
        if (hasOutbox)
            _foreignEpoch = 0;
        else if (_foreignEpoch == 0)
            _foreignEpoch = BitConverter.ToUInt64(connection.Session.ToByteArray(), 8);
    }
}
