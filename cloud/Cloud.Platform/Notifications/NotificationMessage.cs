namespace Cloud.Platform.Notifications;

/// <summary>One message to one person over one channel. Says nothing about what it is about except an opaque reference.</summary>
public sealed record NotificationMessage
{
    /// <summary>Identity: enqueuing the same id again has no effect. At most 200 characters.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about; deliveries are looked up by it.</summary>
    public required string Reference { get; init; }

    /// <summary>Where it belongs, for example a project id.</summary>
    public required string Scope { get; init; }

    /// <summary>Who gets it: the key of storm merging.</summary>
    public required string Person { get; init; }

    /// <summary>Name of a channel, see <see cref="NotificationChannels"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Address in that channel: number, mailbox, URL, name of a configured robot; empty for in-app.</summary>
    public required string Target { get; init; }

    /// <summary>1 most urgent … 4.</summary>
    public required int Severity { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Plain text, short enough for a text message.</summary>
    public required string Text { get; init; }

    /// <summary>Where one tap answers it; null when there is nothing to answer.</summary>
    public string? Link { get; init; }
}

/// <summary>Where a message stands.</summary>
public enum NotificationState
{
    /// <summary>To be sent at its due time.</summary>
    Pending,

    /// <summary>Accepted by the channel's server; see the receipt.</summary>
    Delivered,

    /// <summary>Part of a summary instead of a message of its own.</summary>
    Merged,

    /// <summary>Given up: refused, or failed too often; see the error.</summary>
    Dead,
}

/// <summary>A message in the outbox.</summary>
public sealed record StoredNotification
{
    /// <summary>The message.</summary>
    public required NotificationMessage Message { get; init; }

    /// <summary>Where it stands.</summary>
    public NotificationState State { get; init; }

    /// <summary>True for the summary of a storm.</summary>
    public bool IsSummary { get; init; }

    /// <summary>True once a summary's text is final; later ones go into the next.</summary>
    public bool IsSealed { get; init; }

    /// <summary>The summary that speaks for it; null otherwise.</summary>
    public string? MergedInto { get; init; }

    /// <summary>When it was accepted into the outbox.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>Time of the last attempt; null before the first.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>What the channel's server answered on success.</summary>
    public string? Receipt { get; init; }

    /// <summary>Why the last attempt failed; null after success. Holds no secret.</summary>
    public string? Error { get; init; }
}
