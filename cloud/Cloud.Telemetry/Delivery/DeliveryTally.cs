using Telemetry.Model;

namespace Cloud.Telemetry.Delivery;

/// <summary>What the store knows of the delivery of a project over some site days.</summary>
/// <param name="Received">Readings that arrived, by device and site day of their event time.</param>
/// <param name="Expected">Readings that the gateways' ledgers announced.</param>
/// <param name="Lost">Ranges that gateways reported as lost.</param>
/// <param name="Marks">What has arrived by gateway and epoch, for the holes.</param>
public sealed record DeliveryTally(
    IReadOnlyList<ReceivedTally> Received,
    IReadOnlyList<ExpectedTally> Expected,
    IReadOnlyList<LostTally> Lost,
    IReadOnlyDictionary<Series.MarkKey, SequenceRanges> Marks);

/// <summary>Readings of one device and day that arrived, and how many of them late.</summary>
public readonly record struct ReceivedTally(DeviceId Device, DateOnly Day, long Received, long Late);

/// <summary>Readings of one device and day that a gateway's epoch has announced.</summary>
public readonly record struct ExpectedTally(GatewayId Gateway, DeviceId Device, DateOnly Day, long Expected);

/// <summary>What a lost range has cost one device on one site day.</summary>
/// <param name="Gateway">Who reported it.</param>
/// <param name="Device">Null when the gateway cannot tell.</param>
/// <param name="Day">Day of the readings; of the report when the gateway cannot tell.</param>
/// <param name="Count">Readings; records when the gateway cannot tell.</param>
/// <param name="Range">The sequences.</param>
/// <param name="Lane">Their lane.</param>
/// <param name="Reason">Why they were dropped.</param>
public sealed record LostTally(
    GatewayId Gateway, DeviceId? Device, DateOnly Day, long Count, SequenceRange Range, string Lane, string Reason);
