using System.Globalization;
using Cloud.Platform.Notifications;
using Microsoft.Extensions.Options;

namespace Cloud.Telemetry.Warnings;

/// <summary>
/// Tells the responsible chain, step by step, until somebody acknowledges. What is due lies in the store; every message
/// has an id made of warning, round, step, person and channel, so that doing a step again after a crash sends nothing twice.
/// </summary>
public sealed class WarningPusher(
    IWarningStore store,
    IResponsibleChains chains,
    INotifications notifications,
    AcknowledgeLinks links,
    WarningDesk desk,
    WarningMetrics metrics,
    TimeProvider time,
    IOptions<WarningOptions> options)
{
    private const int AtOnce = 32;
    private static readonly TimeZoneInfo Site = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Does every step that is due now; how many.</summary>
    public async Task<int> PushDueAsync(CancellationToken cancel)
    {
        var count = 0;
        while (await store.DueAsync(time.GetUtcNow(), 200, cancel) is { Count: > 0 } due)
        {
            // Side by side, because each waits for commits that they can share: in a storm a commit takes its time.
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, PushAsync);
            count += due.Count;
        }

        return count;
    }

    private async ValueTask PushAsync(ScheduledPush push, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await store.FindAsync(push.Warning, cancel) is not { IsOpen: true } warning)
        {
            await FinishAsync(push, null, null, told: false, cancel);
            return;
        }

        var chain = await chains.FindAsync(warning.Project, cancel);
        var steps = chain.For(warning.Level);
        if (warning.Level > 1 && chain.QuietHours?.EndOf(now) is { } end)
            await FinishAsync(push, push with { Due = end }, null, told: false, cancel);
        else if (push.Step >= steps.Count)
            await ExhaustedAsync(push, warning, steps, cancel);
        else
        {
            var step = steps[push.Step];
            var person = chain.OnDuty(step, now);
            await notifications.EnqueueAsync(await MessagesAsync(push, warning, step, person, cancel), cancel);
            metrics.Pushed(warning.Level, step.Order);
            var next = GoesOn(warning) ? push with { Step = push.Step + 1, Due = now.AddMinutes(step.EscalateAfterMinutes) } : null;
            await FinishAsync(push, next, $"{step.Order}级责任人：{person.Name}（{string.Join("、", step.Channels)}）", told: true, cancel);
        }
    }

    // A level 3 or 4 that has gone by itself does not climb to the next boss; 1 and 2 do until somebody answers.
    private static bool GoesOn(Warning warning) =>
        warning.AwaitsAcknowledgement && (warning.Condition == WarningCondition.Active || warning.WorstLevel <= 2);

    private async Task ExhaustedAsync(ScheduledPush push, Warning warning, IReadOnlyList<ChainStep> steps, CancellationToken cancel)
    {
        metrics.ChainExhausted(warning.Level);
        var repeats = steps.Count > 0 && warning.Level == 1 && GoesOn(warning) && push.Repeat < options.Value.LastStepRepeats;
        var note = steps.Count == 0 ? "该项目没有适用于此级别的责任链，未推送给任何人"
            : repeats ? null : "责任链已到最后一级，仍无人确认";
        await FinishAsync(push, repeats ? push with { Step = steps.Count - 1, Repeat = push.Repeat + 1 } : null, note, told: false, cancel);
    }

    private async Task FinishAsync(ScheduledPush done, ScheduledPush? next, string? note, bool told, CancellationToken cancel)
    {
        var changed = await store.WriteAsync(t => Finish(t, done, next, note, told), cancel);
        if (changed is not null)
            desk.Publish(changed);
    }

    private Warning? Finish(IWarningTransaction t, ScheduledPush done, ScheduledPush? next, string? note, bool told)
    {
        // Acknowledged, or rung anew, while the messages were handed over: the newer word holds.
        if (t.FindSchedule(done.Warning) is not { } current || current != done)
            return null;
        if (next is null)
            t.Unschedule(done.Warning);
        else
            t.Schedule(next);
        if (note is null || t.Find(done.Warning) is not { } warning)
            return null;
        var changed = told && warning.Handling == WarningHandling.New
            ? warning with { Handling = WarningHandling.Pushed, Version = warning.Version + 1 } : warning;
        t.Save(changed);
        t.Log(new WarningLogEntry(warning.Id, time.GetUtcNow(), WarningLogEntry.System, "push", note, warning.Handling, changed.Handling));
        return changed;
    }

    private async Task<IReadOnlyList<NotificationMessage>> MessagesAsync(
        ScheduledPush push, Warning warning, ChainStep step, Contact person, CancellationToken cancel)
    {
        var link = warning.AwaitsAcknowledgement ? await links.CreateAsync(warning.Id, person.Name, cancel) : null;
        return
        [
            .. from channel in step.Channels
               let target = person.TargetOf(channel)
               where target is not null
               select new NotificationMessage
               {
                   Id = string.Create(CultureInfo.InvariantCulture, $"{warning.Id}:{push.Round}:{step.Order}:{push.Repeat}:{channel}"),
                   Reference = warning.Id,
                   Scope = warning.Project.Value,
                   Person = person.Name,
                   Channel = channel,
                   Target = target,
                   Severity = warning.Level,
                   Title = Clip($"【{LevelName(warning.Level)}】{warning.DeviceName} {warning.Title}", 200),
                   Text = Clip(Text(warning), 2000),
                   Link = link,
               },
        ];
    }

    internal static string Text(Warning warning)
    {
        var at = TimeZoneInfo.ConvertTime(warning.LastAt, Site).ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var value = warning.Value is { } v ? string.Create(CultureInfo.InvariantCulture, $"当前 {v:0.###} {warning.Unit}") : warning.Detail;
        var threshold = warning.Threshold is { } t
            ? string.Create(CultureInfo.InvariantCulture, $"，阈值 {(t.Compare == "below" ? "≤" : "≥")} {t.Value:0.###} {t.Unit}") : "";
        var repeats = warning.Count > 1 ? $"，第 {warning.Count} 次" : "";
        var state = warning.Condition == WarningCondition.Recovered ? "，已恢复" : "";
        return $"{at} {value}{threshold}{repeats}{state}";
    }

    // What the outbox would refuse must not hold up every other push.
    private static string Clip(string text, int length) => text.Length <= length ? text : text[..length];

    private static string LevelName(int level) => level switch { 1 => "一级红色预警", 2 => "二级橙色预警", 3 => "三级黄色预警", _ => "四级蓝色预警" };
}
