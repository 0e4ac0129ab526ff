using System.Globalization;
using Cloud.Platform.Notifications;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>Everything that the page of one warning shows beside its curve.</summary>
/// <param name="Warning">The warning.</param>
/// <param name="Rule">The rule as it applies to the device now; null when it is gone.</param>
/// <param name="Chain">The steps for its level and how far telling them has come.</param>
/// <param name="Log">Oldest first.</param>
/// <param name="Deliveries">Oldest first, targets masked.</param>
/// <param name="Episodes">The runs that were merged into it, oldest first.</param>
/// <param name="Possible">What can be done now.</param>
public sealed record WarningSheet(
    Warning Warning,
    RuleDefinition? Rule,
    IReadOnlyList<ChainProgress> Chain,
    IReadOnlyList<WarningLogEntry> Log,
    IReadOnlyList<WarningDelivery> Deliveries,
    IReadOnlyList<WarningEpisode> Episodes,
    IReadOnlyList<WarningActionKind> Possible);

/// <summary>How far a step of the chain is.</summary>
/// <param name="Order">Its order.</param>
/// <param name="Person">Who is on duty for it.</param>
/// <param name="Channels">Over what.</param>
/// <param name="State"><c>acknowledged</c>, <c>told</c>, <c>due</c> (next, at <paramref name="At"/>), <c>waiting</c> or <c>notNeeded</c>.</param>
/// <param name="At">When it was told, answered or will be due; null otherwise.</param>
public sealed record ChainProgress(int Order, string Person, IReadOnlyList<string> Channels, string State, DateTimeOffset? At);

/// <summary>One message about the warning.</summary>
public sealed record WarningDelivery(
    string Channel, string Person, string Target, NotificationState State, int Attempts, DateTimeOffset At, string? Receipt, string? Error);

/// <summary>Puts the sheet of one warning together.</summary>
public sealed class WarningSheets(
    IWarningStore store, IResponsibleChains chains, INotificationStore notifications, IRuleBook rules, TimeProvider time)
{
    /// <summary>The sheet; null when there is no such warning.</summary>
    public async Task<WarningSheet?> FindAsync(string id, CancellationToken cancel)
    {
        if (await store.FindAsync(id, cancel) is not { } warning)
            return null;
        var log = await store.LogAsync(id, cancel);
        var sent = await notifications.ByReferenceAsync(id, cancel);
        var chain = await chains.FindAsync(warning.Project, cancel);
        var schedule = await store.ScheduleAsync(id, cancel);
        var project = await rules.ForAsync(warning.Project, cancel);
        var shipped = project.Packs.Find(warning.RuleId);
        return new WarningSheet(
            warning,
            shipped is null ? null : project.Packs.Effective(shipped.SensorType, warning.Device.Value, project.Overrides, project.Day)
                .FirstOrDefault(rule => rule.Id == warning.RuleId) ?? shipped,
            Progress(warning, chain, schedule, sent, log),
            log,
            [.. sent.Select(Delivery)],
            await store.EpisodesAsync(id, cancel),
            WarningLifecycle.Possible(warning));
    }

    private List<ChainProgress> Progress(
        Warning warning, ResponsibleChain chain, ScheduledPush? schedule, IReadOnlyList<StoredNotification> sent, IReadOnlyList<WarningLogEntry> log)
    {
        var now = time.GetUtcNow();
        var steps = chain.For(warning.Level);
        var progress = new List<ChainProgress>(steps.Count);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var messages = sent.Where(n => OrderOf(n.Message.Id) == step.Order).ToList();
            var person = messages.Count > 0 ? messages[^1].Message.Person : chain.OnDuty(step, now).Name;
            var answer = log.LastOrDefault(e => e.Action == "acknowledge" && e.Actor == person);
            var (state, at) = messages.Count > 0 && answer is not null ? ("acknowledged", answer.At)
                : schedule?.Step == i && warning.IsOpen ? ("due", schedule.Due)
                : messages.Count > 0 ? ("told", messages[^1].CreatedAt)
                : schedule is not null && schedule.Step < i ? ("waiting", (DateTimeOffset?)null)
                : ("notNeeded", null);
            progress.Add(new ChainProgress(step.Order, person, step.Channels, state, at));
        }

        return progress;
    }

    // Ids of messages are warning:round:order:repeat:channel.
    private static int? OrderOf(string id) =>
        id.Split(':') is [_, _, var order, ..] && int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static WarningDelivery Delivery(StoredNotification n) => new(
        n.Message.Channel, n.Message.Person, TargetMask.Of(n.Message.Channel, n.Message.Target), n.State, n.Attempts,
        n.AttemptedAt ?? n.CreatedAt, n.Receipt, n.Error);
}
