namespace Telemetry.Model.Rules;

/// <summary>
/// One rule in the one form that gateway and cloud share: a measure over a window of readings (event time), compared
/// with levels, with hold, hysteresis, repetition, gates, missing data and sensor fault. Bad or stale input gives
/// "cannot decide", never "normal".
/// </summary>
/// <param name="Id">Stable id, e.g. <c>crane-moment</c>; overrides name it.</param>
/// <param name="SensorType">Which kind of device it watches.</param>
/// <param name="Title">For people, Chinese.</param>
/// <param name="TitleEn">For people, English.</param>
/// <param name="Measure">The number that is compared.</param>
/// <param name="Levels">Most severe first or in any order; at least one.</param>
/// <param name="When">Gates: all must hold for the rule to apply.</param>
/// <param name="Actions">What the gateway drives while the condition is active, without the network.</param>
/// <param name="Source">Standard and clause the thresholds come from, Chinese.</param>
/// <param name="ValidFrom">First day the thresholds are in force; null = always.</param>
/// <param name="SourceEn"><paramref name="Source"/> in English; null = as it is.</param>
public sealed record RuleDefinition(
    string Id,
    string SensorType,
    string Title,
    string TitleEn,
    RuleMeasure Measure,
    IReadOnlyList<RuleLevel> Levels,
    IReadOnlyList<RuleGate>? When = null,
    IReadOnlyList<RuleAction>? Actions = null,
    string? Source = null,
    DateOnly? ValidFrom = null,
    string? SourceEn = null);

/// <summary>The number that is compared.</summary>
/// <param name="Point">Input point.</param>
/// <param name="Aggregate">
/// <c>last mean min max sum count leq rate delta range stuck missing bad</c>: <c>leq</c> is the energy mean in dB, <c>rate</c>
/// the change per <paramref name="Per"/>, <c>stuck</c>/<c>missing</c>/<c>bad</c> seconds unchanged/without a reading/not good.
/// </param>
/// <param name="Window">Window in seconds; 0 for <c>last</c>.</param>
/// <param name="Per">Unit of time of <c>rate</c>, in seconds (86,400 = per day).</param>
/// <param name="Coverage">Share of the window that good readings must cover, 0–1; below it the rule cannot decide.</param>
/// <param name="Absolute">Compare the absolute value.</param>
/// <param name="RelativeTo">Device parameter that the measure is divided by (design force, H); missing = cannot decide.</param>
public sealed record RuleMeasure(
    string Point,
    string Aggregate = "last",
    double Window = 0,
    double Per = 1,
    double Coverage = 0,
    bool Absolute = false,
    string? RelativeTo = null);

/// <summary>One threshold.</summary>
/// <param name="Level">1 red … 4 blue.</param>
/// <param name="Compare"><c>above</c> (≥) or <c>below</c> (≤); the standards' comparisons are closed.</param>
/// <param name="Threshold">In <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit of the threshold, for people.</param>
/// <param name="Hold">Seconds the comparison must hold before the level is reached.</param>
/// <param name="Clear">Value at which the level is left again; null = the threshold itself.</param>
/// <param name="ClearHold">Seconds it must stay clear.</param>
/// <param name="Repeat">Times in a row that the comparison must hold (70 % of the rate three times running); 1 = once.</param>
/// <param name="From">Local time of day from which it applies (night noise); null = always.</param>
/// <param name="To">End of that time; may be before <paramref name="From"/> (over midnight).</param>
/// <param name="Source">Where this number comes from, when it differs from the rule's source.</param>
/// <param name="SourceEn"><paramref name="Source"/> in English; null = as it is.</param>
public sealed record RuleLevel(
    int Level,
    string Compare,
    double Threshold,
    string Unit,
    double Hold = 0,
    double? Clear = null,
    double ClearHold = 0,
    int Repeat = 1,
    TimeOnly? From = null,
    TimeOnly? To = null,
    string? Source = null,
    string? SourceEn = null);

/// <summary>A gate: the rule applies while <paramref name="Point"/> is above/below/equal to a value.</summary>
public sealed record RuleGate(string Point, string Compare, double Value);

/// <summary>An output driven by the gateway.</summary>
/// <param name="Output">Point of a GPIO device: <c>siren</c>, <c>beacon</c>, <c>spray-pump</c>.</param>
/// <param name="AtLevel">Driven while the condition is at this level or more severe.</param>
/// <param name="MinOn">Seconds it stays on at least.</param>
/// <param name="MinGap">Seconds between two runs at least.</param>
public sealed record RuleAction(string Output, int AtLevel, double MinOn = 0, double MinGap = 0);

/// <summary>A project's override of one level, kept with its reason.</summary>
public sealed record RuleOverride(string RuleId, string? DeviceId, int Level, double Threshold, string Reason, bool Disabled = false);
