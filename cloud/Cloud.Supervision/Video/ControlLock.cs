using Cloud.Platform.Clauses;

namespace Cloud.Supervision.Video;

/// <summary>Who steers a camera.</summary>
/// <param name="Account">The account.</param>
/// <param name="Name">For the others.</param>
/// <param name="Priority">A higher one takes over.</param>
/// <param name="Until">When it ends by itself.</param>
public sealed record ControlHolder(Guid Account, string Name, int Priority, DateTimeOffset Until);

/// <summary>
/// One person at a time steers a camera. Each movement holds it for a while; a person of a higher rank takes it over at once,
/// everybody else waits until it is given back or has run out. Safe for several threads.
/// </summary>
[Clause("5.6.2-3.1")]
public sealed class ControlLock(TimeSpan hold)
{
    private readonly Lock _lock = new();
    private ControlHolder? _holder;

    /// <summary>Takes or keeps the camera.</summary>
    /// <param name="account">Who wants it.</param>
    /// <param name="name">For the others.</param>
    /// <param name="priority">Rank of the person.</param>
    /// <param name="now">Now.</param>
    /// <param name="holder">Who has it then: this person, or the one who keeps it.</param>
    /// <param name="isNew">True when it went over to this person with this call.</param>
    public bool TryTake(Guid account, string name, int priority, DateTimeOffset now, out ControlHolder holder, out bool isNew)
    {
        lock (_lock)
        {
            var before = HolderAt(now);
            isNew = false;
            if (before is not null && before.Account != account && before.Priority >= priority)
            {
                holder = before;
                return false;
            }

            isNew = before?.Account != account;
            _holder = holder = new ControlHolder(account, name, priority, now + hold);
            return true;
        }
    }

    /// <summary>Gives it back; nothing when somebody else has it.</summary>
    public bool Release(Guid account, DateTimeOffset now)
    {
        lock (_lock)
        {
            var had = HolderAt(now)?.Account == account;
            if (had)
                _holder = null;
            return had;
        }
    }

    /// <summary>Who has it; null when nobody.</summary>
    public ControlHolder? HolderAt(DateTimeOffset now) => Volatile.Read(ref _holder) is { } holder && holder.Until > now ? holder : null;
}
