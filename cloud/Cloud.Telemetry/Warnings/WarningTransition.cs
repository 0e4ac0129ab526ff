using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>What happened to a condition.</summary>
public enum TransitionKind
{
    /// <summary>The condition became active at a level.</summary>
    Raised,

    /// <summary>It is active at another level now.</summary>
    LevelChanged,

    /// <summary>It stays active and its extreme value has moved on.</summary>
    PeakMoved,

    /// <summary>It is over.</summary>
    Recovered,

    /// <summary>Rules of the device cannot decide for want of good readings.</summary>
    CannotDecideStarted,

    /// <summary>All rules of the device can decide again.</summary>
    CannotDecideEnded,
}

/// <summary>
/// One change of one condition, in event time. The pair (<see cref="WarningId"/>, <see cref="Key"/>) is the same
/// however often the same readings are evaluated, so applying it twice has no second effect.
/// </summary>
/// <param name="WarningId">See <see cref="IdOf"/>.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Device">The device.</param>
/// <param name="Rule">The rule as applied to this device, overrides included.</param>
/// <param name="StartedAt">Start of the condition in event time.</param>
/// <param name="At">When this change happened, event time.</param>
/// <param name="Level">1 red … 4 blue; of a recovery, the level that was left.</param>
/// <param name="Threshold">The level's threshold; null for cannot-decide.</param>
/// <param name="Value">The measure at that moment; NaN for cannot-decide.</param>
/// <param name="Peak">The extreme of the measure so far.</param>
/// <param name="Late">True when the readings arrived late: recorded, never rung as if it were live.</param>
/// <param name="Detail">Why it cannot decide, in Chinese; null otherwise.</param>
public sealed record WarningTransition(
    string WarningId,
    TransitionKind Kind,
    WatchedDevice Device,
    RuleDefinition Rule,
    DateTimeOffset StartedAt,
    DateTimeOffset At,
    int Level,
    RuleLevel? Threshold,
    double Value,
    double Peak,
    bool Late,
    string? Detail = null)
{
    /// <summary>Identity of this change within its warning.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{At.ToUnixTimeMilliseconds()}:{Level}");

    /// <summary>The deterministic warning id: 32 hex digits over project, device, rule and start of the condition.</summary>
    public static string IdOf(ProjectId project, DeviceId device, string rule, DateTimeOffset startedAt)
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{project.Value}\n{device.Value}\n{rule}\n{startedAt.ToUnixTimeMilliseconds()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
