using System.Collections.Concurrent;
using Cloud.Platform.Leadership;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications;

/// <summary>
/// Sends what is due. One attempt per target at a time, so that a receiver that hangs holds up nobody else. State lies in
/// the store alone: after a restart it goes on where it was.
/// </summary>
public sealed class NotificationDispatcher(
    NotificationOutbox outbox,
    INotificationStore store,
    IEnumerable<INotificationChannel> channels,
    NotificationMetrics metrics,
    ILeadership leadership,
    TimeProvider time,
    IOptions<NotificationOptions> options,
    ILogger<NotificationDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, INotificationChannel> _channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredNotification> _unrecorded = new(StringComparer.Ordinal);

    /// <summary>Sends everything that is due now and waits for the outcomes; how many attempts were made.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancel)
    {
        var count = 0;
        while (await StartDueAsync(cancel) is var started and > 0)
        {
            count += started;
            await Task.WhenAll(_underWay.Values);
        }

        return count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var prunedOn = DateOnly.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!leadership.Leads)
                {
                    await Task.Delay(leadership.LongestSleep, time, stoppingToken);
                    continue;
                }

                await StartDueAsync(stoppingToken);
                prunedOn = await PruneDailyAsync(prunedOn, stoppingToken);
                await SleepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) // the one place of this loop: the store failed; what is due stays due
            {
                Log.LoopFailed(logger, fault);
                await Task.Delay(AfterFault, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(_underWay.Values);
    }

    private async Task<int> StartDueAsync(CancellationToken cancel)
    {
        var started = 0;
        foreach (var due in await store.DueAsync(time.GetUtcNow(), 500, cancel))
        {
            var key = $"{due.Message.Channel}|{due.Message.Target}";
            if (_underWay.Count >= options.Value.Parallel)
                break;
            if (_underWay.ContainsKey(key))
                continue;
            started++;
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[key] = gate.Task;
            _ = Task.Run(
                async () =>
                {
                    await AttemptAsync(due, cancel);
                    _underWay.TryRemove(key, out _);
                    gate.SetResult();
                    outbox.Signal();
                },
                CancellationToken.None);
        }

        return started;
    }

    private async Task SleepAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var next = await store.NextDueAsync(now, cancel);
        var span = next is { } at && at - now < leadership.LongestSleep ? at - now : leadership.LongestSleep;
        using var timer = new CancellationTokenSource(span > TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            if (await outbox.Wake.WaitToReadAsync(either.Token))
                outbox.Wake.TryRead(out _);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            // Something has become due.
        }
    }

    private async Task AttemptAsync(StoredNotification due, CancellationToken stop)
    {
        try
        {
            if (_unrecorded.TryGetValue(due.Message.Id, out var settled))
            {
                await SaveAsync(settled);
                return;
            }

            var sealedOne = due.IsSummary ? await SealAsync(due, stop) : due;
            var outcome = await SendAsync(sealedOne.Message, stop);
            await RecordAsync(sealedOne, outcome);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped in the middle: it is still pending and will be sent after the restart.
        }
        catch (Exception fault) // the one place of an attempt: the store failed; the outcome is kept and recorded later
        {
            Log.AttemptFailed(logger, due.Message.Id, fault);
            await Task.Delay(AfterFault, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken stop)
    {
        if (!_channels.TryGetValue(message.Channel, out var channel))
            return DeliveryOutcome.Refused($"没有名为{message.Channel}的渠道");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            return await channel.SendAsync(message, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return DeliveryOutcome.Retry($"{options.Value.TimeoutSeconds}秒内没有应答");
        }
        catch (Exception fault) when (fault is not OperationCanceledException) // a channel's own fault must not lose the message
        {
            return DeliveryOutcome.Retry(fault.GetType().Name);
        }
    }

    private async Task RecordAsync(StoredNotification attempted, DeliveryOutcome outcome)
    {
        var now = time.GetUtcNow();
        var after = AfterAttempt(attempted, outcome, now);
        // Sent is sent: until the store has it, memory must, or the person would be rung again.
        _unrecorded[attempted.Message.Id] = after;
        await SaveAsync(after);
        metrics.Attempted(attempted.Message.Channel, outcome.Kind.ToString(), now - attempted.CreatedAt);
        if (after.State == NotificationState.Dead)
            Log.GivenUp(logger, attempted.Message.Id, attempted.Message.Channel, after.Attempts, outcome.Detail);
    }

    private async Task SaveAsync(StoredNotification settled)
    {
        await store.WriteAsync(transaction => { transaction.Save(settled); return true; }, CancellationToken.None);
        _unrecorded.TryRemove(settled.Message.Id, out _);
    }

    private StoredNotification AfterAttempt(StoredNotification attempted, DeliveryOutcome outcome, DateTimeOffset now)
    {
        var tried = attempted with { Attempts = attempted.Attempts + 1, AttemptedAt = now };
        if (outcome.Kind == DeliveryOutcome.Result.Delivered)
            return tried with { State = NotificationState.Delivered, Receipt = outcome.Detail, Error = null };
        if (outcome.Kind == DeliveryOutcome.Result.Refused || tried.Attempts >= options.Value.MaxAttempts)
            return tried with { State = NotificationState.Dead, Error = outcome.Detail };
        var wait = TimeSpan.FromSeconds(Math.Min(
            options.Value.LongestRetrySeconds, options.Value.FirstRetrySeconds * Math.Pow(2, tried.Attempts - 1)));
        return tried with { DueAt = now + (outcome.After > wait ? outcome.After.Value : wait), Error = outcome.Detail };
    }

    private Task<StoredNotification> SealAsync(StoredNotification summary, CancellationToken cancel) => store.WriteAsync(
        transaction =>
        {
            var current = transaction.Find(summary.Message.Id) ?? summary;
            if (current.IsSealed)
                return current;
            var counts = transaction.MergedInto(summary.Message.Id);
            var levels = string.Join("，", counts.OrderBy(c => c.Key).Select(c => $"{c.Key}级{c.Value}条"));
            var final = current with
            {
                IsSealed = true,
                Message = current.Message with
                {
                    Severity = counts.Count == 0 ? current.Message.Severity : counts.Keys.Min(),
                    Title = $"另有 {counts.Values.Sum()} 条",
                    Text = $"另有 {counts.Values.Sum()} 条消息（{levels}），请登录平台查看",
                },
            };
            transaction.Save(final);
            return final;
        },
        cancel);

    private async Task<DateOnly> PruneDailyAsync(DateOnly prunedOn, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (prunedOn != today)
            await store.PruneAsync(now.AddDays(-options.Value.KeepDays), cancel);
        return today;
    }
}

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Error, "Notification loop failed; going on in 5 s")]
    public static partial void LoopFailed(ILogger logger, Exception fault);

    [LoggerMessage(2002, LogLevel.Error, "Attempt for notification {Id} could not be recorded; it stays pending")]
    public static partial void AttemptFailed(ILogger logger, string id, Exception fault);

    [LoggerMessage(2003, LogLevel.Warning, "Notification {Id} over {Channel} given up after {Attempts} attempts: {Reason}")]
    public static partial void GivenUp(ILogger logger, string id, string channel, int attempts, string reason);
}
