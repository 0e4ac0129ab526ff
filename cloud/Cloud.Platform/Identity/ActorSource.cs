using System.Collections.Concurrent;
using Cloud.Platform.Permissions;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Identity;

/// <summary>Somebody who is in.</summary>
/// <param name="Actor">With the grants in force.</param>
/// <param name="Account">The account.</param>
/// <param name="Session">The session; null for a machine.</param>
/// <param name="MustChangePassword">Nothing else before that.</param>
/// <param name="MustSetUpSecondFactor">Nothing else before that.</param>
public sealed record SignedIn(Actor Actor, UserAccount Account, UserSession? Session, bool MustChangePassword, bool MustSetUpSecondFactor);

/// <summary>
/// Turns a session or an account into an actor with the grants in force. Kept in memory until something changes, so that
/// every request can ask; a withdrawn grant, an ended session and a frozen account count from the next request on.
/// </summary>
public sealed class ActorSource(
    IUserStore users, IGrantStore grants, ISessionStore sessions, SignInService signIn, Passwords passwords, IdentityChanges changes,
    IOptions<IdentityOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private volatile Known _known = new(-1, default);

    /// <summary>Who a session belongs to; null when it is over.</summary>
    public async ValueTask<SignedIn?> OfSessionAsync(Guid session, string? address, CancellationToken cancel)
    {
        var known = await RefreshAsync(cancel);
        var key = (session, true);
        if (!known.Entries.TryGetValue(key, out var entry))
        {
            entry = await FindSessionAsync(session, cancel);
            known.Entries.TryAdd(key, entry);
        }

        if (entry.SignedIn is not { Session: { } found } signedIn || !await IsRunningAsync(found, entry, cancel))
            return null;
        return signedIn.Actor.Address == address ? signedIn : signedIn with { Actor = signedIn.Actor with { Address = address } };
    }

    /// <summary>The account itself as an actor: for a key, or to say what somebody may do. Null when it may not be in.</summary>
    public async ValueTask<SignedIn?> OfAccountAsync(Guid account, string? address, CancellationToken cancel)
    {
        var known = await RefreshAsync(cancel);
        var key = (account, false);
        if (!known.Entries.TryGetValue(key, out var entry))
        {
            entry = new Entry(await FindAccountAsync(account, null, cancel));
            known.Entries.TryAdd(key, entry);
        }

        return entry.SignedIn is { } signedIn ? signedIn with { Actor = signedIn.Actor with { Address = address } } : null;
    }

    private async ValueTask<Known> RefreshAsync(CancellationToken cancel)
    {
        var (version, today, known) = (await changes.VersionAsync(cancel), SiteDay.Of(time), _known);
        if (known.Version == version && known.Day == today)
            return known;
        return _known = new Known(version, today);
    }

    private async Task<Entry> FindSessionAsync(Guid id, CancellationToken cancel)
    {
        var session = await sessions.FindAsync(id, cancel);
        return session is not { EndedAt: null }
            ? new Entry(null)
            : new Entry(await FindAccountAsync(session.Account, session, cancel)) { SeenAt = session.SeenAt };
    }

    private async Task<SignedIn?> FindAccountAsync(Guid id, UserSession? session, CancellationToken cancel)
    {
        if (await users.FindAsync(id, cancel) is not { } account || (session is not null && session.Stamp != account.SecurityStamp)
            || await signIn.BarAsync(account, cancel) is not null)
            return null;
        var today = SiteDay.Of(time);
        var held = (await grants.OfAsync(id, cancel)).Where(grant => grant.WithdrawnAt is null && grant.Grant.HoldsOn(today)).Select(grant => grant.Grant).ToArray();
        var actor = new Actor(account.Id, account.DisplayName, account.Person, account.Organisation, held, Kind: account.Kind);
        var needsFactor = account.Kind is ActorKind.Person && account.SecondFactor is not { Confirmed: true }
            && held.Any(grant => options.Value.SecondFactorRoles.Contains(grant.Role.Code));
        return new SignedIn(actor, account, session, passwords.MustChange(account), needsFactor);
    }

    private async ValueTask<bool> IsRunningAsync(UserSession session, Entry entry, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (now - session.BeganAt > TimeSpan.FromHours(options.Value.AbsoluteHours) || now - entry.SeenAt > TimeSpan.FromMinutes(options.Value.IdleMinutes))
            return false;
        if (now - entry.SeenAt >= SeenEvery)
        {
            entry.SeenAt = now;
            await sessions.SeenAsync(session.Id, now, cancel);
        }

        return true;
    }

    private sealed record Known(long Version, DateOnly Day)
    {
        public ConcurrentDictionary<(Guid Id, bool IsSession), Entry> Entries { get; } = new();
    }

    private sealed class Entry(SignedIn? signedIn)
    {
        private long _seen;

        public SignedIn? SignedIn { get; } = signedIn;

        public DateTimeOffset SeenAt
        {
            get => new(Interlocked.Read(ref _seen), TimeSpan.Zero);
            set => Interlocked.Exchange(ref _seen, value.UtcTicks);
        }
    }
}
