namespace Cloud.Platform.Notifications;

/// <summary>
/// One way to reach a person. A channel answers with an outcome and throws only what is a fault of its own; the
/// dispatcher bounds its time.
/// </summary>
public interface INotificationChannel
{
    /// <summary>One of <see cref="NotificationChannels"/>.</summary>
    string Name { get; }

    /// <summary>Sends once.</summary>
    /// <param name="message">What to send.</param>
    /// <param name="cancel">Cancelled when the attempt takes too long.</param>
    Task<DeliveryOutcome> SendAsync(NotificationMessage message, CancellationToken cancel);
}

/// <summary>How an attempt ended.</summary>
/// <param name="Kind">Delivered, to be tried again, or refused for good.</param>
/// <param name="Detail">Receipt, or reason. Never holds a secret.</param>
/// <param name="After">Least time before the next attempt, when the server asked for one.</param>
public sealed record DeliveryOutcome(DeliveryOutcome.Result Kind, string Detail, TimeSpan? After = null)
{
    /// <summary>The three ends of an attempt.</summary>
    public enum Result
    {
        /// <summary>Accepted.</summary>
        Delivered,

        /// <summary>Failed in a way that may pass.</summary>
        Retry,

        /// <summary>Will never be accepted.</summary>
        Refused,
    }

    /// <summary>Accepted, with the server's receipt.</summary>
    public static DeliveryOutcome Delivered(string receipt) => new(Result.Delivered, receipt);

    /// <summary>May pass later.</summary>
    public static DeliveryOutcome Retry(string reason, TimeSpan? after = null) => new(Result.Retry, reason, after);

    /// <summary>Will not pass.</summary>
    public static DeliveryOutcome Refused(string reason) => new(Result.Refused, reason);
}
