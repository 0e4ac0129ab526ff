using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Telemetry.Projects;

// The model references nothing, so how its types travel between silos is said here.

[GenerateSerializer, Alias("ProjectIdSurrogate")]
internal struct ProjectIdSurrogate
{
    [Id(0)] public string Value;
}

[RegisterConverter]
internal sealed class ProjectIdConverter : IConverter<ProjectId, ProjectIdSurrogate>
{
    public ProjectId ConvertFromSurrogate(in ProjectIdSurrogate surrogate) => new(surrogate.Value);

    public ProjectIdSurrogate ConvertToSurrogate(in ProjectId value) => new() { Value = value.Value };
}

[GenerateSerializer, Alias("GatewayIdSurrogate")]
internal struct GatewayIdSurrogate
{
    [Id(0)] public string Value;
}

[RegisterConverter]
internal sealed class GatewayIdConverter : IConverter<GatewayId, GatewayIdSurrogate>
{
    public GatewayId ConvertFromSurrogate(in GatewayIdSurrogate surrogate) => new(surrogate.Value);

    public GatewayIdSurrogate ConvertToSurrogate(in GatewayId value) => new() { Value = value.Value };
}

[GenerateSerializer, Alias("DeviceIdSurrogate")]
internal struct DeviceIdSurrogate
{
    [Id(0)] public string Value;
}

[RegisterConverter]
internal sealed class DeviceIdConverter : IConverter<DeviceId, DeviceIdSurrogate>
{
    public DeviceId ConvertFromSurrogate(in DeviceIdSurrogate surrogate) => new(surrogate.Value);

    public DeviceIdSurrogate ConvertToSurrogate(in DeviceId value) => new() { Value = value.Value };
}

[GenerateSerializer, Alias("PointIdSurrogate")]
internal struct PointIdSurrogate
{
    [Id(0)] public string Value;
}

[RegisterConverter]
internal sealed class PointIdConverter : IConverter<PointId, PointIdSurrogate>
{
    public PointId ConvertFromSurrogate(in PointIdSurrogate surrogate) => new(surrogate.Value);

    public PointIdSurrogate ConvertToSurrogate(in PointId value) => new() { Value = value.Value };
}

[GenerateSerializer, Alias("RecordIdSurrogate")]
internal struct RecordIdSurrogate
{
    [Id(0)] public ulong Epoch;
    [Id(1)] public ulong Sequence;
}

[RegisterConverter]
internal sealed class RecordIdConverter : IConverter<RecordId, RecordIdSurrogate>
{
    public RecordId ConvertFromSurrogate(in RecordIdSurrogate surrogate) => new(surrogate.Epoch, surrogate.Sequence);

    public RecordIdSurrogate ConvertToSurrogate(in RecordId value) => new() { Epoch = value.Epoch, Sequence = value.Sequence };
}

[GenerateSerializer, Alias("SequenceRangeSurrogate")]
internal struct SequenceRangeSurrogate
{
    [Id(0)] public ulong First;
    [Id(1)] public ulong Last;
}

[RegisterConverter]
internal sealed class SequenceRangeConverter : IConverter<SequenceRange, SequenceRangeSurrogate>
{
    public SequenceRange ConvertFromSurrogate(in SequenceRangeSurrogate surrogate) => new(surrogate.First, surrogate.Last);

    public SequenceRangeSurrogate ConvertToSurrogate(in SequenceRange value) => new() { First = value.First, Last = value.Last };
}

[GenerateSerializer, Alias("ReadingSurrogate")]
internal struct ReadingSurrogate
{
    [Id(0)] public string Point;
    [Id(1)] public long TimeMs;
    [Id(2)] public double Value;
    [Id(3)] public byte Quality;
    [Id(4)] public byte Reason;
}

[RegisterConverter]
internal sealed class ReadingConverter : IConverter<Reading, ReadingSurrogate>
{
    public Reading ConvertFromSurrogate(in ReadingSurrogate surrogate) => new(
        new PointId(surrogate.Point),
        DateTimeOffset.FromUnixTimeMilliseconds(surrogate.TimeMs),
        surrogate.Value,
        (Quality)surrogate.Quality,
        (QualityReason)surrogate.Reason);

    public ReadingSurrogate ConvertToSurrogate(in Reading value) => new()
    {
        Point = value.Point.Value,
        TimeMs = value.Time.ToUnixTimeMilliseconds(),
        Value = value.Value,
        Quality = (byte)value.Quality,
        Reason = (byte)value.Reason,
    };
}

[GenerateSerializer, Alias("DeviceConfigurationSurrogate")]
internal struct DeviceConfigurationSurrogate
{
    [Id(0)] public string Id;
    [Id(1)] public string Name;
    [Id(2)] public string Profile;
    [Id(3)] public string Address;
    [Id(4)] public int? Unit;
    [Id(5)] public string? StationId;
    [Id(6)] public string? Password;
    [Id(7)] public Dictionary<string, double>? Parameters;
}

[RegisterConverter]
internal sealed class DeviceConfigurationConverter : IConverter<DeviceConfiguration, DeviceConfigurationSurrogate>
{
    public DeviceConfiguration ConvertFromSurrogate(in DeviceConfigurationSurrogate surrogate) => new(
        surrogate.Id, surrogate.Name, surrogate.Profile, surrogate.Address, surrogate.Unit, surrogate.StationId,
        surrogate.Password, surrogate.Parameters);

    public DeviceConfigurationSurrogate ConvertToSurrogate(in DeviceConfiguration value) => new()
    {
        Id = value.Id,
        Name = value.Name,
        Profile = value.Profile,
        Address = value.Address,
        Unit = value.Unit,
        StationId = value.StationId,
        Password = value.Password,
        Parameters = value.Parameters is null ? null : new Dictionary<string, double>(value.Parameters),
    };
}
