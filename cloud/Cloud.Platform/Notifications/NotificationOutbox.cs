using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Notifications;

/// <summary>Where messages are handed in. Durable before it answers; a storm to one person becomes a summary.</summary>
public interface INotifications
{
    /// <summary>
    /// Accepts messages; ends after they are on disk. A message whose id was accepted before is left out, so a caller that
    /// is not sure simply repeats.
    /// </summary>
    /// <exception cref="ArgumentException">An id, title or target is longer than the limits.</exception>
    Task EnqueueAsync(IReadOnlyList<NotificationMessage> messages, CancellationToken cancel);
}

/// <summary>The outbox before the dispatcher: merging and wake-up.</summary>
public sealed class NotificationOutbox(
    INotificationStore store, NotificationMetrics metrics, TimeProvider time, IOptions<NotificationOptions> options) : INotifications
{
    /// <summary>The span that <see cref="NotificationOptions.MaxPerMinute"/> counts over.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int LongestText = 8000;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal ChannelReader<bool> Wake => _wake.Reader;

    /// <inheritdoc/>
    public async Task EnqueueAsync(IReadOnlyList<NotificationMessage> messages, CancellationToken cancel)
    {
        foreach (var message in messages)
            if (message.Id.Length is 0 or > 200 || message.Title.Length + message.Text.Length > LongestText || message.Target.Length > 2000)
                throw new ArgumentException($"Message {message.Id[..Math.Min(20, message.Id.Length)]} exceeds the limits of the outbox.", nameof(messages));
        if (messages.Count == 0)
            return;

        var now = time.GetUtcNow();
        var accepted = await store.WriteAsync(transaction => messages.Select(m => (m.Channel, State: Accept(transaction, m, now))).ToList(), cancel);
        foreach (var (channel, state) in accepted)
            if (state is { } result)
                metrics.Enqueued(channel, result == NotificationState.Merged);
        Signal();
    }

    internal void Signal() => _wake.Writer.TryWrite(true);

    private NotificationState? Accept(INotificationTransaction transaction, NotificationMessage message, DateTimeOffset now)
    {
        if (transaction.Find(message.Id) is not null)
            return null;
        var own = new StoredNotification { Message = message, CreatedAt = now, DueAt = now };
        if (message.Channel != NotificationChannels.InApp && IsStorm(transaction, message, now))
            own = own with { State = NotificationState.Merged, MergedInto = Summary(transaction, message, now).Message.Id };
        transaction.Save(own);
        return own.State;
    }

    // One place is the summary's, so that the person gets MaxPerMinute and not one more.
    private bool IsStorm(INotificationTransaction transaction, NotificationMessage message, DateTimeOffset now)
    {
        var allowed = options.Value.MaxPerMinute - 1;
        if (message.Severity > 1)
            allowed = Math.Max(1, allowed - options.Value.ReservedForUrgent);
        return transaction.CountOwn(message.Person, now - Window) >= allowed;
    }

    private static StoredNotification Summary(INotificationTransaction transaction, NotificationMessage first, DateTimeOffset now)
    {
        if (transaction.OpenSummary(first.Person) is { } open)
            return open;
        var summary = new StoredNotification
        {
            Message = first with
            {
                Id = $"summary-{Guid.CreateVersion7(now):N}", Reference = "", Title = "消息汇总", Text = "", Link = null,
            },
            IsSummary = true,
            CreatedAt = now,
            DueAt = now + Window,
        };
        transaction.Save(summary);
        return summary;
    }
}
