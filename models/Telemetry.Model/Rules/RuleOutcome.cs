namespace Telemetry.Model.Rules;

/// <summary>What a rule says.</summary>
public enum RuleCondition : byte
{
    /// <summary>The input is known and no level is reached.</summary>
    Normal = 0,

    /// <summary>A level is reached.</summary>
    Active = 1,

    /// <summary>The input does not let it be decided; never to be read as normal.</summary>
    CannotDecide = 2,
}

/// <summary>Why a rule cannot decide.</summary>
public enum Undecided : byte
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>No reading has arrived yet, or none that is good in the window.</summary>
    NoReading = 1,

    /// <summary>The newest reading is bad or uncertain.</summary>
    NotGood = 2,

    /// <summary>The newest reading is older than its stale age.</summary>
    Stale = 3,

    /// <summary>Good readings cover less of the window than the rule asks for.</summary>
    Coverage = 4,

    /// <summary>The device states no value, or 0, for the parameter that the measure is relative to.</summary>
    ParameterMissing = 5,

    /// <summary>The point of a gate has no good, fresh value.</summary>
    GateUnknown = 6,
}

/// <summary>The answer of one evaluation.</summary>
/// <param name="Condition">Normal, active or cannot decide.</param>
/// <param name="Level">
/// Most severe level that is reached, 1–4; 0 = none. While the rule cannot decide, this is the level that was reached
/// before: it stays reached until the rule can decide again.
/// </param>
/// <param name="Reason">Why it cannot decide.</param>
/// <param name="Value">The measure, in the thresholds' unit; NaN when there is none.</param>
/// <param name="At">Event time of the answer.</param>
/// <param name="Since">
/// Event time at which the condition began to hold: when the first comparison of the present run of levels became true,
/// hold included. The same however often the clock ticked and after a replay. Null when no level is reached.
/// </param>
/// <param name="Changed">True when condition, level or reason differ from the answer before.</param>
public readonly record struct RuleOutcome(
    RuleCondition Condition, int Level, Undecided Reason, double Value, DateTimeOffset At, DateTimeOffset? Since, bool Changed);
