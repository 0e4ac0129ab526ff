using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>First axis: what the readings say.</summary>
public enum WarningCondition
{
    Active,
    Recovered,
}

/// <summary>Second axis: what people have done about it.</summary>
public enum WarningHandling
{
    New,
    Pushed,
    Acknowledged,
    Assigned,
    Disposing,
    Replied,
    Verified,
    Closed,
    FalseAlarm,
}

/// <summary>The threshold that was crossed, as it was then.</summary>
public sealed record WarningThreshold(int Level, string Compare, double Value, string Unit, string? Source, string? SourceEn = null);

/// <summary>One matter that people handle: a condition with all its repeats merged into it.</summary>
public sealed record Warning
{
    public required string Id { get; init; }

    public required ProjectId Project { get; init; }

    public required DeviceId Device { get; init; }

    public required string DeviceName { get; init; }

    public required GatewayId Gateway { get; init; }

    public required string SensorType { get; init; }

    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>Present level, 1 red … 4 blue; of a recovered one, the last.</summary>
    public required int Level { get; init; }

    /// <summary>The most severe level it ever had: what closing is judged by.</summary>
    public required int WorstLevel { get; init; }

    public WarningCondition Condition { get; init; } = WarningCondition.Active;

    public WarningHandling Handling { get; init; } = WarningHandling.New;

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? RecoveredAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How many times the condition was raised, merged into this one.</summary>
    public int Count { get; init; } = 1;

    public required PointId Point { get; init; }

    /// <summary>The measure at the last change; null when nothing could be measured.</summary>
    public double? Value { get; init; }

    /// <summary>Its extreme over all repeats.</summary>
    public double? Peak { get; init; }

    public required string Unit { get; init; }

    public WarningThreshold? Threshold { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Why rules cannot decide; null otherwise.</summary>
    public string? Detail { get; init; }

    /// <summary>True while only late data have spoken: it was never rung.</summary>
    public bool Late { get; init; }

    /// <summary>The level it was last rung at, and when (event time); null when never.</summary>
    public int? RungLevel { get; init; }

    public DateTimeOffset? RungAt { get; init; }

    /// <summary>Grows with every change that a person acting on it must have seen (not with a moving peak).</summary>
    public long Version { get; init; } = 1;

    public bool IsOpen => Handling is not (WarningHandling.Closed or WarningHandling.FalseAlarm);

    /// <summary>True while the chain is still to be told and asked.</summary>
    public bool AwaitsAcknowledgement => Handling is WarningHandling.New or WarningHandling.Pushed;
}
