using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Gateway.Status;

/// <summary>What <c>/health</c> says.</summary>
internal sealed record HealthReport(
    string Status, string Project, string Gateway, string Version, ConfigurationHealth Configuration, IReadOnlyList<UplinkHealth> Uplinks,
    OutboxHealth Outbox, IReadOnlyList<DeviceHealthReport> Devices, IReadOnlyList<ActiveRule> ActiveRules);

internal sealed record ConfigurationHealth(long Version, string? Error);

internal sealed record UplinkHealth(string Name, bool Online);

internal sealed record OutboxHealth(string Condition, ulong Appended, IReadOnlyList<LaneHealth> Lanes);

internal sealed record LaneHealth(string Lane, long Records, long Bytes, DateTimeOffset? Oldest, long Dropped);

internal sealed record DeviceHealthReport(string Id, string Address, string State, DateTimeOffset? LastDataAt);

internal sealed record ActiveRule(string Device, string Rule, int Level);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class HealthJson : JsonSerializerContext;
