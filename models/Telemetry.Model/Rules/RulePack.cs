namespace Telemetry.Model.Rules;

/// <summary>The shipped rules of one kind of device: one file in <c>models/rules</c>, named after the sensor type.</summary>
/// <param name="SensorType">Which kind of device; every rule of the pack names it too.</param>
/// <param name="Source">Where the numbers were taken from.</param>
/// <param name="Confidence">How sure they are, as the sources say: <c>sourced</c>, <c>high</c>, <c>medium</c>, <c>product choice</c>.</param>
/// <param name="Rules">At least one.</param>
public sealed record RulePack(string SensorType, string Source, string Confidence, IReadOnlyList<RuleDefinition> Rules);
