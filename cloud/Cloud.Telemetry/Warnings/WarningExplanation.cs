using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>Why a warning was raised, from the stored readings through the very evaluator that raised it.</summary>
/// <param name="Decision">One sentence, Chinese.</param>
/// <param name="Reproduced">True when the stored readings give the same condition again.</param>
/// <param name="Window">The readings that decided it, ascending; the newest when there were more than the limit.</param>
/// <param name="Steps">Every change of the rule's answer on the way, ascending.</param>
public sealed record WarningExplanation(
    string Decision, bool Reproduced, IReadOnlyList<Reading> Window, IReadOnlyList<ExplanationStep> Steps)
{
    /// <summary>Most readings of <see cref="Window"/>.</summary>
    public const int MostReadings = 2000;
}

/// <summary>One answer of the rule.</summary>
/// <param name="At">Event time.</param>
/// <param name="Condition"><c>normal</c>, <c>active</c> or <c>cannotDecide</c>.</param>
/// <param name="Level">Level reached; 0 = none.</param>
/// <param name="Value">The measure; null when there is none.</param>
/// <param name="Text">For people, Chinese.</param>
public sealed record ExplanationStep(DateTimeOffset At, string Condition, int Level, double? Value, string Text);

/// <summary>What one rule said of one device during a time.</summary>
/// <param name="Decision">One sentence, Chinese: what was reached, or why nothing was.</param>
/// <param name="Reached">True when a level was reached in it.</param>
/// <param name="Steps">Every change of the rule's answer, ascending.</param>
public sealed record RuleDecisions(string Decision, bool Reached, IReadOnlyList<ExplanationStep> Steps);
