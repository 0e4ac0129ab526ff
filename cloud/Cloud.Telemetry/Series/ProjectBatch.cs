using Cloud.Telemetry.Delivery;
using Telemetry.Model;

namespace Cloud.Telemetry.Series;

/// <summary>Records of one project that arrived together.</summary>
/// <param name="Project">The project.</param>
/// <param name="ArrivedAt">When they arrived: decides what is late.</param>
/// <param name="Records">In order of arrival.</param>
[GenerateSerializer, Immutable, Alias("ProjectBatch")]
public sealed record ProjectBatch(
    [property: Id(0)] ProjectId Project,
    [property: Id(1)] DateTimeOffset ArrivedAt,
    [property: Id(2)] IReadOnlyList<SeriesRecord> Records);

/// <summary>One outbox record of a gateway, decoded.</summary>
/// <param name="Gateway">Who sent it.</param>
/// <param name="Id">Its delivery identity within the gateway.</param>
/// <param name="Device">Whose readings they are; null for events of the gateway itself.</param>
/// <param name="Lane">The lane it came in.</param>
/// <param name="Readings">May be empty when there is an event.</param>
/// <param name="Event">What the gateway reported instead of, or beside, readings.</param>
[GenerateSerializer, Immutable, Alias("SeriesRecord")]
public sealed record SeriesRecord(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] RecordId Id,
    [property: Id(2)] DeviceId? Device,
    [property: Id(3)] Lane Lane,
    [property: Id(4)] ReadOnlyMemory<Reading> Readings,
    [property: Id(5)] GatewayEvent? Event = null);

/// <summary>Key of the marks.</summary>
[GenerateSerializer, Immutable, Alias("MarkKey")]
public readonly record struct MarkKey([property: Id(0)] GatewayId Gateway, [property: Id(1)] ulong Epoch);

/// <summary>What a commit did.</summary>
/// <param name="Position">Position of the commit: grows with each; see <see cref="StoredReading.Arrival"/>.</param>
/// <param name="Stored">Records stored.</param>
/// <param name="Duplicates">Records that were held already.</param>
/// <param name="Marks">Marks of the gateways of the batch after it.</param>
[GenerateSerializer, Immutable, Alias("AppendResult")]
public sealed record AppendResult(
    [property: Id(0)] long Position,
    [property: Id(1)] int Stored,
    [property: Id(2)] int Duplicates,
    [property: Id(3)] IReadOnlyDictionary<MarkKey, SequenceRanges> Marks);

/// <summary>Marks of a project as of one commit.</summary>
public sealed record ProjectMarks(long Position, IReadOnlyDictionary<MarkKey, SequenceRanges> Marks);
