using Cloud.Platform.Notifications;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Registers;

/// <summary>Tells those to whom records are assigned that something is due soon, and again that it is overdue.</summary>
public sealed partial class ReminderService(
    Reminders reminders, RegisterCatalogue catalogue, IReminderStore store, INotifications notifications, TimeProvider time, IOptions<ReminderOptions> options,
    ILogger<ReminderService> logger) : BackgroundService
{
    private const int Most = 500;

    /// <summary>One look; how many messages were handed in.</summary>
    public async Task<int> LookAsync(CancellationToken cancel)
    {
        var count = 0;
        foreach (var register in catalogue.All.Where(register => register.DueStates.Count > 0))
            foreach (var reminder in await reminders.DueAsync(register, Condition.Everything, Most, cancel))
                count += await TellAsync(reminder, cancel);
        return count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.EveryMinutes), time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The one place for faults of this loop: the next look tries again.
                Log.LookFailed(logger, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> TellAsync(Reminder reminder, CancellationToken cancel)
    {
        var envelope = reminder.Record.Envelope;
        var (key, due, stage) = (new RecordKey(envelope.Register, envelope.Id), envelope.Due!.Value, reminder.WorkingDays < 0 ? "overdue" : "soon");
        var persons = await store.AssigneesAsync(envelope.Id, cancel);
        if (persons.Count == 0)
            return 0;
        var title = stage == "overdue" ? $"已逾期：{envelope.Title}" : $"即将到期：{envelope.Title}";
        await notifications.EnqueueAsync(
            [.. persons.Select(person => new NotificationMessage
            {
                Id = $"due-{envelope.Id:N}-{due:yyyyMMdd}-{stage}-{person.Value:N}", Reference = $"{envelope.Register}/{envelope.Id:D}", Scope = envelope.Project?.Value ?? "",
                Person = person.ToString(), Channel = NotificationChannels.InApp, Target = "", Severity = stage == "overdue" ? 2 : 3,
                Title = title, Text = $"{reminder.Register.Label.Zh}，期限{due:yyyy-MM-dd}",
            })],
            cancel);
        return await store.NoteAsync(key, due, stage, time.GetUtcNow(), cancel) ? persons.Count : 0;
    }

    private static partial class Log
    {
        [LoggerMessage(700, LogLevel.Error, "Looking for what is due failed; the next look tries again")]
        public static partial void LookFailed(ILogger logger, Exception fault);
    }
}
