using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cloud.Platform.Permissions;

namespace Cloud.Platform.Identity;

/// <summary>What a key presented with a request came to.</summary>
public abstract record KeyResult
{
    private KeyResult()
    {
    }

    /// <summary>Let in.</summary>
    public sealed record Accepted(ApiKey Key) : KeyResult;

    /// <summary>Unknown, wrong, revoked or expired; which of them is not told.</summary>
    public sealed record Refused : KeyResult;

    /// <summary>The quota is used up.</summary>
    public sealed record Exhausted(TimeSpan RetryAfter) : KeyResult;
}

/// <summary>
/// Makes and checks keys: <c>edge_</c>, the id, the secret. Quotas are counted in the memory of each process, so that several
/// silos together allow their multiple.
/// </summary>
public sealed class ApiKeys(IApiKeyStore store, IdentityChanges changes, TimeProvider time)
{
    private const string Prefix = "edge_";
    private const int IdLength = 32;
    private const int SecretLength = 43;
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Usage> _usage = new();
    private volatile Known _known = new(-1);

    /// <summary>Makes a key; its text is told this once.</summary>
    public async Task<(ApiKey Key, string Text)> CreateAsync(
        Guid account, string name, IReadOnlyList<string> scopes, int perMinute, int perDay, DateOnly expiresOn, CancellationToken cancel)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '.');
        var key = new ApiKey(Guid.CreateVersion7(time.GetUtcNow()), account, name, Hash(secret), scopes, perMinute, perDay, time.GetUtcNow(), expiresOn);
        await store.AddAsync(key, cancel);
        return (key, $"{Prefix}{key.Id:N}{secret}");
    }

    /// <summary>Checks a key and takes one request from its quota.</summary>
    public async ValueTask<KeyResult> UseAsync(string text, CancellationToken cancel)
    {
        if (text.Length != Prefix.Length + IdLength + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id) || await FindAsync(id, cancel) is not { } key
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(key.Hash), Encoding.ASCII.GetBytes(Hash(text[^SecretLength..])))
            || key.RevokedAt is not null || key.ExpiresOn < SiteDay.Of(time))
            return new KeyResult.Refused();
        var usage = _usage.GetOrAdd(id, _ => new Usage());
        var now = time.GetUtcNow();
        if (usage.Take(key, now) is { } wait)
            return new KeyResult.Exhausted(wait);
        if (usage.IsDue(now, UsedEvery))
            await store.UsedAsync(id, now, cancel);
        return new KeyResult.Accepted(key);
    }

    /// <summary>True when the scopes of a key allow a resource to be read or changed.</summary>
    public static bool Allows(ApiKey key, string resource, bool change)
    {
        var verb = change ? "write" : "read";
        return key.Scopes.Contains($"{resource}:{verb}") || key.Scopes.Contains($"*:{verb}");
    }

    /// <summary>Why a scope is none; null when it is one.</summary>
    public static string? ScopeFault(string scope) =>
        scope.Split(':') is [var resource, "read" or "write"] && resource is "*" or { Length: > 0 and <= 40 }
        && (scope.StartsWith('*') || scope.Split(':')[0].All(c => char.IsAsciiLetterLower(c) || c == '-'))
            ? null : $"“{scope}”不是有效的范围，例如 warnings:read";

    private async ValueTask<ApiKey?> FindAsync(Guid id, CancellationToken cancel)
    {
        var version = await changes.VersionAsync(cancel);
        if (_known.Version != version)
            _known = new Known(version);
        var known = _known;
        if (known.Keys.TryGetValue(id, out var key))
            return key;
        if (await store.FindAsync(id, cancel) is { } found)
            known.Keys.TryAdd(id, key = found);
        return key;
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    private sealed record Known(long Version)
    {
        public ConcurrentDictionary<Guid, ApiKey> Keys { get; } = new();
    }

    private sealed class Usage
    {
        private readonly Lock _gate = new();
        private (long Minute, int Count) _minute;
        private (int Day, int Count) _day;
        private DateTimeOffset _noted;

        /// <summary>Null = taken; otherwise how long to wait.</summary>
        public TimeSpan? Take(ApiKey key, DateTimeOffset now)
        {
            lock (_gate)
            {
                var (minute, local) = (now.ToUnixTimeSeconds() / 60, SiteDay.Local(now));
                var day = DateOnly.FromDateTime(local.DateTime).DayNumber;
                _minute = _minute.Minute == minute ? _minute : (minute, 0);
                _day = _day.Day == day ? _day : (day, 0);
                if (_day.Count >= key.PerDay)
                    return TimeSpan.FromDays(1) - local.TimeOfDay;
                if (_minute.Count >= key.PerMinute)
                    return TimeSpan.FromSeconds(60 - (now.ToUnixTimeSeconds() % 60));
                (_minute.Count, _day.Count) = (_minute.Count + 1, _day.Count + 1);
                return null;
            }
        }

        public bool IsDue(DateTimeOffset now, TimeSpan every)
        {
            lock (_gate)
            {
                if (now - _noted < every)
                    return false;
                _noted = now;
                return true;
            }
        }
    }
}
