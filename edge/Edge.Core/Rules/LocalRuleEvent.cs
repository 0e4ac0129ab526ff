using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Core.Rules;

/// <summary>A local rule changed its level; goes to the cloud in the alarm lane.</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Device">Device that it watched.</param>
/// <param name="Level">Level that is reached now, 1 red to 4 blue; 0 = none.</param>
/// <param name="Active">True while a level is reached.</param>
/// <param name="Value">The measure; absent when there is none.</param>
/// <param name="At">Event time of the edge, ms since 1970.</param>
/// <param name="Outputs">Outputs that this edge switched.</param>
/// <param name="LatencyMs">From the register read to the last of these outputs, in ms; absent when none was switched.</param>
/// <param name="Error">Why an output did not follow; it is tried again every second.</param>
public sealed record LocalRuleEvent(
    string Rule,
    string Device,
    int Level,
    bool Active,
    double? Value,
    long At,
    IReadOnlyList<OutputChange> Outputs,
    double? LatencyMs = null,
    string? Error = null)
{
    /// <summary>Kind of the event.</summary>
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = "local-rule";

    /// <summary>The event as the JSON of a report.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LocalRuleJson.Default.LocalRuleEvent);
}

/// <summary>One switched output.</summary>
public sealed record OutputChange(string Device, string Output, bool On);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LocalRuleEvent))]
internal sealed partial class LocalRuleJson : JsonSerializerContext;
