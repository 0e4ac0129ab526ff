namespace Cloud.Platform.Permissions;

/// <summary>The count of changes that may change what somebody may do, shared by all processes on one record database.</summary>
public interface IIdentityVersion
{
    /// <summary>Grows with every change of accounts, grants, sessions, organisations, keys, projects and their parties.</summary>
    Task<long> CurrentAsync(CancellationToken cancel);
}

/// <summary>
/// Tells caches of accounts and scopes when they are stale: a change of this process at once, one of another process
/// within <see cref="Patience"/>.
/// </summary>
public sealed class IdentityChanges(IIdentityVersion version, TimeProvider time)
{
    /// <summary>How long a change of another process may stay unseen.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private long _askedAt;
    private long _asked = -1;
    private long _local;

    /// <summary>Says that something has changed here: what is asked from now on sees it.</summary>
    public void Notify()
    {
        Interlocked.Increment(ref _local);
        Volatile.Write(ref _asked, -1);
    }

    /// <summary>A number that differs from an earlier one when something has changed in between.</summary>
    public async ValueTask<long> VersionAsync(CancellationToken cancel)
    {
        var now = time.GetTimestamp();
        if (Volatile.Read(ref _asked) is var known and >= 0 && time.GetElapsedTime(Volatile.Read(ref _askedAt), now) < Patience)
            return known;

        // A change during the question would be overwritten by its answer: then the answer is not kept.
        var before = Interlocked.Read(ref _local);
        var current = await version.CurrentAsync(cancel);
        if (Interlocked.Read(ref _local) == before)
        {
            Volatile.Write(ref _askedAt, now);
            Volatile.Write(ref _asked, current);
        }

        return current;
    }
}
