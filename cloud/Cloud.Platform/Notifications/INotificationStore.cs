namespace Cloud.Platform.Notifications;

/// <summary>Where the outbox lies.</summary>
public interface INotificationStore
{
    /// <summary>Runs the work alone as one transaction; ends after it is on disk.</summary>
    Task<T> WriteAsync<T>(Func<INotificationTransaction, T> work, CancellationToken cancel);

    /// <summary>Pending messages that are due, most urgent and oldest first.</summary>
    Task<IReadOnlyList<StoredNotification>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>The due time of the next pending message after an instant; null when there is none.</summary>
    Task<DateTimeOffset?> NextDueAsync(DateTimeOffset after, CancellationToken cancel);

    /// <summary>Messages about one thing, oldest first; those merged show the state of their summary's delivery beside their own.</summary>
    Task<IReadOnlyList<StoredNotification>> ByReferenceAsync(string reference, CancellationToken cancel);

    /// <summary>How many messages are in each state.</summary>
    Task<IReadOnlyDictionary<NotificationState, int>> CountsAsync(CancellationToken cancel);

    /// <summary>Deletes settled messages that were created before an instant; how many.</summary>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel);
}

/// <summary>The outbox while it is written.</summary>
public interface INotificationTransaction
{
    /// <summary>A message by id; null when there is none.</summary>
    StoredNotification? Find(string id);

    /// <summary>Inserts or replaces by id.</summary>
    void Save(StoredNotification notification);

    /// <summary>Messages of their own (neither merged, nor summaries, nor in-app) to a person created after an instant.</summary>
    int CountOwn(string person, DateTimeOffset after);

    /// <summary>The person's summary that still takes messages; null when there is none.</summary>
    StoredNotification? OpenSummary(string person);

    /// <summary>What a summary speaks for: how many at each severity.</summary>
    IReadOnlyDictionary<int, int> MergedInto(string summary);
}
