using Telemetry.Model;

namespace Cloud.Telemetry.Warnings;

/// <summary>Where warnings, their log, their pushes and their links are kept.</summary>
public interface IWarningStore
{
    /// <summary>
    /// Runs the work alone, as one transaction; ends after it is on disk. An exception rolls back all of it.
    /// </summary>
    Task<T> WriteAsync<T>(Func<IWarningTransaction, T> work, CancellationToken cancel);

    Task<Warning?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<WarningLogEntry>> LogAsync(string id, CancellationToken cancel);

    Task<WarningPage> ListAsync(WarningFilter filter, CancellationToken cancel);

    /// <summary>Open warnings of every project, by level.</summary>
    Task<IReadOnlyDictionary<ProjectId, IReadOnlyDictionary<int, int>>> OpenCountsAsync(CancellationToken cancel);

    Task<IReadOnlyList<ActiveEpisode>> ActiveAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Episodes merged into a warning, oldest first.</summary>
    Task<IReadOnlyList<WarningEpisode>> EpisodesAsync(string id, CancellationToken cancel);

    /// <summary>Warnings whose span touches from–to on a device: what a history curve marks.</summary>
    Task<IReadOnlyList<Warning>> OnDeviceAsync(
        ProjectId project, DeviceId device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel);

    /// <summary>Pushes that are due, most severe first.</summary>
    Task<IReadOnlyList<ScheduledPush>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel);

    /// <summary>When the next push is due; null when none is scheduled.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel);

    Task<ScheduledPush?> ScheduleAsync(string id, CancellationToken cancel);

    Task<AcknowledgeLink?> FindLinkAsync(string hash, CancellationToken cancel);

    /// <summary>Deletes links that expired, and the memory of transitions of episodes that ended, before an instant. Warnings and their log stay.</summary>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancel);
}

/// <summary>The store while it is written: synchronous, alone, all or nothing.</summary>
public interface IWarningTransaction
{
    /// <summary>Remembers a transition; false when it was applied before.</summary>
    bool TryMark(string episode, string key);

    Warning? Find(string id);

    Warning? FindByEpisode(string episode);

    /// <summary>The newest warning of the device and rule that is open, or ended at or after a time.</summary>
    Warning? FindMergeable(ProjectId project, DeviceId device, string rule, DateTimeOffset endedSince);

    void Save(Warning warning);

    void SaveEpisode(WarningEpisode episode);

    WarningEpisode? FindEpisode(string id);

    /// <summary>Active episodes of a warning other than one.</summary>
    int OtherActiveEpisodes(string warning, string episode);

    void Log(WarningLogEntry entry);

    void Schedule(ScheduledPush push);

    ScheduledPush? FindSchedule(string warning);

    void Unschedule(string warning);

    void AddLink(AcknowledgeLink link);

    AcknowledgeLink? FindLink(string hash);

    void UseLink(string hash, DateTimeOffset at);
}

/// <summary>One uninterrupted run of a condition; several are merged into one warning.</summary>
public sealed record WarningEpisode(
    string Id, string Warning, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Level, double? Peak, bool Late);

/// <summary>The next step of telling the chain about a warning.</summary>
/// <param name="Warning">Its id.</param>
/// <param name="Round">The warning's version that made it ring: part of the identity of its messages.</param>
/// <param name="Step">Index of the step that is due among those for the level.</param>
/// <param name="Repeat">How many times the last step was repeated.</param>
/// <param name="Due">When.</param>
public sealed record ScheduledPush(string Warning, long Round, int Step, int Repeat, DateTimeOffset Due);

/// <summary>An acknowledge link; the token itself is never stored.</summary>
/// <param name="Hash">SHA-256 of the token, hex.</param>
/// <param name="Warning">What it acknowledges.</param>
/// <param name="Person">Who it was sent to.</param>
/// <param name="ExpiresAt">When it stops working.</param>
/// <param name="UsedAt">When it was used; null when not yet.</param>
public sealed record AcknowledgeLink(string Hash, string Warning, string Person, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt = null);
