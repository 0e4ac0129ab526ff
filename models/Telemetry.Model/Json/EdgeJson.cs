using System.Text.Json;
using System.Text.Json.Serialization;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Telemetry.Model.Json;

/// <summary>
/// The one spelling of profiles, rules and configuration in JSON: camelCase, comments allowed, absent instead of null,
/// an unknown member or a missing one refused. Gateway and cloud both use it, so that what one writes the other reads.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DeviceProfile))]
[JsonSerializable(typeof(GatewayConfiguration))]
[JsonSerializable(typeof(DeviceConfiguration))]
[JsonSerializable(typeof(RuleDefinition))]
[JsonSerializable(typeof(RulePack))]
[JsonSerializable(typeof(RuleOverride))]
[JsonSerializable(typeof(IReadOnlyList<RuleDefinition>))]
[JsonSerializable(typeof(IReadOnlyList<RuleOverride>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
public sealed partial class EdgeJson : JsonSerializerContext;
