using System.Diagnostics.CodeAnalysis;
using Cloud.Platform.Notifications;
using Cloud.Telemetry.Warnings;
using Telemetry.Model.Rules;

namespace Cloud.Host.Api;

/// <summary>What list and sheet of a warning share.</summary>
public abstract record WarningFacts
{
    protected WarningFacts()
    {
    }

    [SetsRequiredMembers]
    protected WarningFacts(Warning warning)
    {
        (Id, Project, Device, DeviceName, Gateway) = (warning.Id, warning.Project.Value, warning.Device.Value, warning.DeviceName, warning.Gateway.Value);
        (SensorType, Title, TitleEn, Detail) = (warning.SensorType, warning.Title, warning.TitleEn, warning.Detail);
        (Level, WorstLevel, Condition, Handling) = (warning.Level, warning.WorstLevel, warning.Condition, warning.Handling);
        (StartedAt, RecoveredAt, LastAt, Count) = (warning.StartedAt, warning.RecoveredAt, warning.LastAt, warning.Count);
        (Point, Value, Peak, Unit, Threshold) = (warning.Point.Value, warning.Value, warning.Peak, warning.Unit, warning.Threshold);
        (Assignee, Late, Version) = (warning.Assignee, warning.Late, warning.Version);
    }

    public required string Id { get; init; }

    public required string Project { get; init; }

    public required string Device { get; init; }

    public required string DeviceName { get; init; }

    public required string Gateway { get; init; }

    public required string SensorType { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>1 red … 4 blue.</summary>
    public required int Level { get; init; }

    /// <summary>The most severe level it ever had.</summary>
    public required int WorstLevel { get; init; }

    public required WarningCondition Condition { get; init; }

    public required WarningHandling Handling { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? RecoveredAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    /// <summary>Repeats merged into it, itself included.</summary>
    public required int Count { get; init; }

    public required string Point { get; init; }

    public required double? Value { get; init; }

    public required double? Peak { get; init; }

    public required string Unit { get; init; }

    /// <summary>Null when there is none: a warning about missing data, or about a gateway.</summary>
    public required WarningThreshold? Threshold { get; init; }

    public required string? Assignee { get; init; }

    /// <summary>Why rules cannot decide; null otherwise.</summary>
    public required string? Detail { get; init; }

    public required bool Late { get; init; }

    /// <summary>To be sent as <c>If-Match</c> with an action.</summary>
    public required long Version { get; init; }
}

/// <summary>A warning in a list.</summary>
public sealed record WarningView : WarningFacts
{
    public WarningView()
    {
    }

    [SetsRequiredMembers]
    public WarningView(Warning warning)
        : base(warning) => Rule = warning.RuleId;

    /// <summary>Id of the rule.</summary>
    public required string Rule { get; init; }
}

/// <summary>Everything about one warning; its curve comes from the history.</summary>
public sealed record WarningDetail : WarningFacts
{
    public WarningDetail()
    {
    }

    [SetsRequiredMembers]
    public WarningDetail(WarningSheet sheet)
        : base(sheet.Warning)
    {
        Rule = sheet.Rule ?? Recorded(sheet.Warning);
        Actions = [.. sheet.Possible.Select(kind => new WarningAction(kind, "").Word)];
        Chain = [.. sheet.Chain.Select((step, index) => State(sheet, step, index))];
        Log = [.. sheet.Log.Select(entry => new LogLine(entry.At, entry.Actor, entry.Action, entry.Note, entry.From, entry.To))];
        Deliveries = [.. sheet.Deliveries.Select(Delivery.Of)];
        Episodes = [.. sheet.Episodes.Select(episode => new Episode(episode.StartedAt, episode.EndedAt, episode.Level, episode.Peak, episode.Late))];
    }

    /// <summary>The rule as it applies to the device.</summary>
    public required RuleDefinition Rule { get; init; }

    /// <summary>Actions that are possible now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required IReadOnlyList<ChainState> Chain { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<LogLine> Log { get; init; }

    public required IReadOnlyList<Delivery> Deliveries { get; init; }

    /// <summary>The runs of the condition that were merged into it, oldest first.</summary>
    public required IReadOnlyList<Episode> Episodes { get; init; }

    /// <summary>Where one step of the responsible chain stands.</summary>
    /// <param name="Order">Position in the chain.</param>
    /// <param name="Person">Who was told, or is on duty.</param>
    /// <param name="Channels">Over what.</param>
    /// <param name="State"><c>waiting</c>, <c>notified</c>, <c>escalated</c> (no answer in time), <c>acknowledged</c>, <c>skipped</c>, <c>failed</c>.</param>
    /// <param name="At">When that was; of the step that is next, when it is due.</param>
    public sealed record ChainState(int Order, string Person, IReadOnlyList<string> Channels, string State, DateTimeOffset? At);

    /// <summary>One line of the log.</summary>
    /// <param name="At">When.</param>
    /// <param name="Actor">Who; <c>system</c> = the platform itself.</param>
    /// <param name="Action"><c>raise escalate ease recover push</c>, or the word of an action.</param>
    /// <param name="Note">Free text.</param>
    /// <param name="From">Handling before.</param>
    /// <param name="To">Handling after.</param>
    public sealed record LogLine(DateTimeOffset At, string Actor, string Action, string? Note, WarningHandling From, WarningHandling To);

    /// <summary>One uninterrupted run of the condition.</summary>
    public sealed record Episode(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Level, double? Peak, bool Late);

    /// <summary>One message about the warning.</summary>
    /// <param name="Person">Who gets it.</param>
    /// <param name="Channel">Over what.</param>
    /// <param name="Target">Address, masked.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Attempts">Attempts made.</param>
    /// <param name="At">Last attempt; before the first, when it was handed in.</param>
    /// <param name="Receipt">What the channel answered: its receipt, or why it failed.</param>
    public sealed record Delivery(string Person, string Channel, string Target, NotificationState State, int Attempts, DateTimeOffset At, string? Receipt)
    {
        internal static Delivery Of(WarningDelivery delivery) => new(
            delivery.Person, delivery.Channel, delivery.Target, delivery.State, delivery.Attempts, delivery.At, delivery.Receipt ?? delivery.Error);

        internal static Delivery Of(StoredNotification stored) => new(
            stored.Message.Person, stored.Message.Channel, TargetMask.Of(stored.Message.Channel, stored.Message.Target), stored.State,
            stored.Attempts, stored.AttemptedAt ?? stored.CreatedAt, stored.Receipt ?? stored.Error);
    }

    private static ChainState State(WarningSheet sheet, ChainProgress step, int index)
    {
        var sent = sheet.Deliveries.Where(delivery => delivery.Person == step.Person && step.Channels.Contains(delivery.Channel)).ToList();
        var state = step.State switch
        {
            "acknowledged" => "acknowledged",
            "told" when sent.Count > 0 && sent.All(delivery => delivery.State == NotificationState.Dead) => "failed",
            "told" => sheet.Chain.Skip(index + 1).Any(later => later.State is "told" or "acknowledged") ? "escalated" : "notified",
            "due" when sent.Count > 0 => "notified",
            "notNeeded" => "skipped",
            _ => "waiting",
        };
        return new ChainState(step.Order, step.Person, step.Channels, state, step.At);
    }

    /// <summary>A warning that no pack speaks of (missing data, an absent gateway), as a rule without thresholds.</summary>
    private static RuleDefinition Recorded(Warning warning) => new(
        warning.RuleId, warning.SensorType, warning.Title, warning.TitleEn, new RuleMeasure(warning.Point.Value), [], Source: warning.Threshold?.Source, SourceEn: warning.Threshold?.SourceEn);
}
