using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cloud.Platform.Audit;
using Cloud.Platform.Identity;

namespace Cloud.Platform.Security;

/// <summary>
/// What happens to accounts, roles, organisations and personal data, into the audit trail and past the rules of what is odd.
/// The trail answers who was let in, who changed what, and who saw this.
/// </summary>
public sealed class SecurityJournal(IAuditTrail trail, AnomalyWatch watch, TimeProvider time)
{
    /// <summary>Somebody has looked at an object.</summary>
    public const string Seen = "seen";

    /// <summary>Somebody has seen personal data in clear.</summary>
    public const string Unmasked = "person.unmask";

    /// <summary>Somebody was refused.</summary>
    public const string Refused = "refused";

    /// <summary>Somebody has taken records out as a file.</summary>
    public const string Exported = "record.export";

    /// <summary>Somebody was let in.</summary>
    public const string SignedIn = "sign-in";

    /// <summary>Somebody was not let in.</summary>
    public const string SignInFailed = "sign-in.failed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Any act.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="action">What: <c>grant.give</c>.</param>
    /// <param name="target">To what: <c>account/0199…</c>.</param>
    /// <param name="detail">Before and after, a reason; never personal data in clear.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    public Task WriteAsync(Actor actor, string action, string target, object? detail, CancellationToken cancel) => trail.AppendAsync(
        [new AuditEntry(time.GetUtcNow(), actor.AccountId, actor.DisplayName, actor.Address, action, target, detail is null ? null : JsonSerializer.Serialize(detail, Json))],
        cancel);

    /// <summary>A sign-in, let in or not.</summary>
    public async Task SignInAsync(SignInResult result, string userName, string? address, string? device, bool privileged, CancellationToken cancel)
    {
        var (account, name) = result is SignInResult.Accepted(var found, _) ? (found.Id, found.DisplayName) : (Guid.Empty, userName);
        var detail = new { userName, result = Word(result), method = (result as SignInResult.Accepted)?.Method.ToString(), device };
        var accepted = result is SignInResult.Accepted;
        await trail.AppendAsync(
            [new AuditEntry(time.GetUtcNow(), account, name, address, accepted ? SignedIn : SignInFailed, accepted ? $"account/{account}" : "account", JsonSerializer.Serialize(detail, Json))],
            cancel);
        if (accepted && privileged)
            await watch.PrivilegedSignInAsync(account, name, address, cancel);
        else if (result is SignInResult.Refused or SignInResult.Locked or SignInResult.CertificateRefused)
            await watch.FailedSignInAsync(userName, address, cancel);
    }

    /// <summary>Personal data were seen in clear, for a reason.</summary>
    public async Task UnmaskAsync(Actor actor, string target, string reason, CancellationToken cancel)
    {
        await WriteAsync(actor, Unmasked, target, new { reason }, cancel);
        await watch.UnmaskedAsync(actor.AccountId, actor.DisplayName, actor.Address, cancel);
    }

    /// <summary>Records left as a file: an entry, and a count for what is odd.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="target">Of what: the name of a register.</param>
    /// <param name="rows">How many.</param>
    /// <param name="detail">Form and filter.</param>
    /// <param name="cancel">Gives up waiting for the disk.</param>
    public async Task ExportAsync(Actor actor, string target, long rows, object detail, CancellationToken cancel)
    {
        await WriteAsync(actor, Exported, target, detail, cancel);
        await watch.ExportedAsync(actor.AccountId, actor.DisplayName, actor.Address, (int)Math.Min(rows, int.MaxValue), cancel);
    }

    /// <summary>Somebody asked for what is not his.</summary>
    public async Task RefuseAsync(Actor actor, string method, string path, CancellationToken cancel)
    {
        await WriteAsync(actor, Refused, path, new { method }, cancel);
        await watch.RefusedAsync(actor.AccountId, actor.DisplayName, actor.Address, cancel);
    }

    /// <summary>A session showed up on another device and was ended.</summary>
    public async Task MovedAsync(Actor actor, CancellationToken cancel)
    {
        await WriteAsync(actor, "session.moved", $"account/{actor.AccountId}", null, cancel);
        await watch.MovedSessionAsync(actor.AccountId, actor.DisplayName, actor.Address, cancel);
    }

    private static string Word(SignInResult result) => result switch
    {
        SignInResult.Accepted => "accepted",
        SignInResult.Locked => "locked",
        SignInResult.CodeRequired => "code-required",
        SignInResult.NotActive => "not-active",
        SignInResult.CertificateRefused => "certificate-refused",
        _ => "refused",
    };
}
