using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Cloud.Platform;
using Microsoft.Extensions.Options;

namespace Cloud.Telemetry.Warnings;

/// <summary>What an acknowledge link led to.</summary>
public enum LinkResult
{
    /// <summary>Can be acknowledged: showing it changes nothing.</summary>
    Open,

    /// <summary>Acknowledged just now.</summary>
    Acknowledged,

    /// <summary>Somebody, or this link, did it before.</summary>
    AlreadyAcknowledged,

    /// <summary>Too old.</summary>
    Expired,

    /// <summary>No such link.</summary>
    Unknown,
}

/// <summary>Result, the warning (null for expired and unknown) and who the link was sent to.</summary>
public sealed record LinkAnswer(LinkResult Result, Warning? Warning, string? Person);

/// <summary>
/// One-tap acknowledgement without signing in. A token is 160 random bits; only its SHA-256 is stored, so that a copy of
/// the database opens nothing. It acknowledges one warning and does nothing else.
/// </summary>
public sealed class AcknowledgeLinks(
    IWarningStore store, WarningDesk desk, WarningMetrics metrics, TimeProvider time, IOptions<WarningOptions> options)
{
    private const int TokenBytes = 20;
    private const int TokenLength = 27;

    /// <summary>A new link for a person; null when no public address is configured.</summary>
    public async Task<string?> CreateAsync(string warning, string person, CancellationToken cancel)
    {
        if (options.Value.PublicBaseUrl is not { Length: > 0 } root)
            return null;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var link = new AcknowledgeLink(Hash(token), warning, person, time.GetUtcNow().AddHours(options.Value.LinkHours));
        await store.WriteAsync(t => { t.AddLink(link); return true; }, cancel);
        return $"{root.TrimEnd('/')}/a/{token}";
    }

    /// <summary>What the link is about; changes nothing, because link previews look at it too.</summary>
    public async Task<LinkAnswer> ShowAsync(string token, CancellationToken cancel)
    {
        if (token.Length != TokenLength || await store.FindLinkAsync(Hash(token), cancel) is not { } link)
            return new LinkAnswer(LinkResult.Unknown, null, null);
        if (link.ExpiresAt <= time.GetUtcNow())
            return new LinkAnswer(LinkResult.Expired, null, link.Person);
        if (await store.FindAsync(link.Warning, cancel) is not { } warning)
            return new LinkAnswer(LinkResult.Unknown, null, null);
        var open = link.UsedAt is null && warning.AwaitsAcknowledgement;
        return new LinkAnswer(open ? LinkResult.Open : LinkResult.AlreadyAcknowledged, warning, link.Person);
    }

    /// <summary>Acknowledges.</summary>
    public async Task<LinkAnswer> AcknowledgeAsync(string token, CancellationToken cancel)
    {
        var answer = token.Length == TokenLength ? await store.WriteAsync(t => Use(t, Hash(token)), cancel) : new LinkAnswer(LinkResult.Unknown, null, null);
        metrics.LinkUsed(answer.Result.ToString());
        if (answer is { Result: LinkResult.Acknowledged, Warning: { } warning })
            desk.Publish(warning);
        return answer;
    }

    private LinkAnswer Use(IWarningTransaction transaction, string hash)
    {
        var now = time.GetUtcNow();
        if (transaction.FindLink(hash) is not { } link)
            return new LinkAnswer(LinkResult.Unknown, null, null);
        if (link.ExpiresAt <= now)
            return new LinkAnswer(LinkResult.Expired, null, link.Person);
        if (transaction.Find(link.Warning) is not { } warning)
            return new LinkAnswer(LinkResult.Unknown, null, null);
        if (link.UsedAt is not null || !warning.AwaitsAcknowledgement)
            return new LinkAnswer(LinkResult.AlreadyAcknowledged, warning, link.Person);
        var (changed, entry) = WarningLifecycle.Act(warning, new WarningAction(WarningActionKind.Acknowledge, link.Person, "通过确认链接"), now);
        transaction.UseLink(hash, now);
        transaction.Save(changed);
        transaction.Log(entry);
        transaction.Unschedule(changed.Id);
        return new LinkAnswer(LinkResult.Acknowledged, changed, link.Person);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}
