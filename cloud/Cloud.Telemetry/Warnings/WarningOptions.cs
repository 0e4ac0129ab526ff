using System.ComponentModel.DataAnnotations;

namespace Cloud.Telemetry.Warnings;

/// <summary>Section <c>Warnings</c>.</summary>
public sealed record WarningOptions : IValidatableObject
{
    /// <summary>A condition raised again within this time after it ended is the same warning; minutes, default 10.</summary>
    [Range(0, 24 * 60)]
    public int MergeMinutes { get; init; } = 10;

    /// <summary>Levels that close by themselves on recovery when nobody has touched them; never 1. Default none.</summary>
    public IReadOnlyList<int> AutoCloseLevels { get; init; } = [];

    /// <summary>Folder of the rule packs; relative to the program. Default <c>models/rules</c>.</summary>
    [Required]
    public string RulePacks { get; init; } = "models/rules";

    /// <summary>What acknowledge links start with, for example <c>https://edge.example.cn</c>; null leaves links out.</summary>
    [Url]
    public string? PublicBaseUrl { get; init; }

    /// <summary>How long an acknowledge link works; hours, default 72.</summary>
    [Range(1, 24 * 30)]
    public int LinkHours { get; init; } = 72;

    /// <summary>How often the last step of the chain is told again about an unacknowledged level 1; default 3.</summary>
    [Range(0, 100)]
    public int LastStepRepeats { get; init; } = 3;

    /// <summary>The merge window.</summary>
    public TimeSpan MergeWindow => TimeSpan.FromMinutes(MergeMinutes);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AutoCloseLevels.Any(level => level is < 2 or > 4))
            yield return new ValidationResult("AutoCloseLevels takes levels 2 to 4: level 1 never closes by itself.", [nameof(AutoCloseLevels)]);
    }
}
