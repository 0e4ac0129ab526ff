using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>Which warnings to list. Without anything: all open ones of any age, newest first.</summary>
public sealed record WarningFilter
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 200;

    /// <summary>Only these projects; null = all.</summary>
    public IReadOnlyList<ProjectId>? Projects { get; init; }

    public DeviceId? Device { get; init; }

    public IReadOnlyList<int> Levels { get; init; } = [];

    public IReadOnlyList<WarningHandling> Handlings { get; init; } = [];

    public WarningCondition? Condition { get; init; }

    public string? SensorType { get; init; }

    /// <summary>True = open only, false = ended only, null = both.</summary>
    public bool? Open { get; init; } = true;

    /// <summary>Started at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Part of the title (either language), device name, device or rule id.</summary>
    public string? Text { get; init; }

    /// <summary>Where the last page ended; null = from the start. An unreadable one is refused by the store with <see cref="FormatException"/>.</summary>
    public string? Cursor { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>One page and the counts over the whole filter (level, handling and condition themselves left out, so that each count is what choosing it would show).</summary>
public sealed record WarningPage(IReadOnlyList<Warning> Items, string? Next, WarningCounts Counts);

/// <summary>Numbers for the top of the list.</summary>
public sealed record WarningCounts(
    IReadOnlyDictionary<int, int> ByLevel,
    IReadOnlyDictionary<WarningHandling, int> ByHandling,
    IReadOnlyDictionary<WarningCondition, int> ByCondition);
