using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Edge.Core.Rules;

/// <summary>A rule's level changed on a device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Outcome">The answer that changed it.</param>
/// <param name="Readings">What was read at that moment; empty when time alone changed it.</param>
/// <param name="ReadAt">Timestamp of the time provider when it was read.</param>
internal sealed record RuleEdge(
    DeviceId Device, RuleDefinition Rule, RuleOutcome Outcome, IReadOnlyList<Reading> Readings, long ReadAt);
