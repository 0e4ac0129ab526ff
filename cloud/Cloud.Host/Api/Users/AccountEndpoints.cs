using System.ComponentModel.DataAnnotations;
using Cloud.Host.Sessions;
using Cloud.Platform;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api;

/// <summary>One's own account: devices, second factor, keys, linked proofs.</summary>
public static class AccountEndpoints
{
    private const int MostKeys = 20;

    /// <summary>A session of one's own.</summary>
    public sealed record SessionLine(Guid Id, SignInMethod Method, DateTimeOffset BeganAt, DateTimeOffset SeenAt, string? Address, string? Device, bool IsThis);

    /// <summary>A second factor to be proved.</summary>
    public sealed record FactorDraft(string Secret, string Uri);

    /// <summary>A code.</summary>
    public sealed record Code([property: Required, StringLength(6, MinimumLength = 6)] string Value);

    /// <summary>Codes for the day on which the device is lost; told once.</summary>
    public sealed record RecoveryCodes(IReadOnlyList<string> Codes);

    /// <summary>The password once more.</summary>
    public sealed record Proof([property: Required] string Password);

    /// <summary>A key as a person asks for it.</summary>
    public sealed record KeyDraft(
        [property: Required, StringLength(60, MinimumLength = 2)] string Name, IReadOnlyList<string> Scopes, DateOnly ExpiresOn,
        [property: Range(1, 6_000)] int PerMinute = 60, [property: Range(1, 1_000_000)] int PerDay = 10_000);

    /// <summary>A key without its secret.</summary>
    public sealed record KeyView(
        Guid Id, Guid Account, string Name, IReadOnlyList<string> Scopes, int PerMinute, int PerDay, DateTimeOffset CreatedAt, DateOnly ExpiresOn,
        DateTimeOffset? UsedAt, DateTimeOffset? RevokedAt)
    {
        internal KeyView(ApiKey key)
            : this(key.Id, key.Account, key.Name, key.Scopes, key.PerMinute, key.PerDay, key.CreatedAt, key.ExpiresOn, key.UsedAt, key.RevokedAt)
        {
        }
    }

    /// <summary>A key with its text, told this once.</summary>
    public sealed record NewKey(KeyView Key, string Text);

    /// <summary>A linked proof.</summary>
    public sealed record CredentialView(
        string Kind, string Issuer, string Subject, string Label, DateTimeOffset LinkedAt, DateTimeOffset? RevokedAt = null, string? RevokedWhy = null)
    {
        internal CredentialView(Credential held)
            : this(held.Kind, held.Issuer, held.Subject, held.Label, held.LinkedAt, held.RevokedAt, held.RevokedWhy)
        {
        }
    }

    /// <summary>Maps <c>/api/account</c>.</summary>
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/api/account").WithTags("account");
        account.MapGet("sessions", SessionsAsync).WithSummary("登录设备").Produces<IReadOnlyList<SessionLine>>();
        account.MapDelete("sessions/{id}", EndAsync).WithSummary("移除登录设备").Produces(StatusCodes.Status204NoContent);
        account.MapPost("sessions/end-others", EndOthersAsync).WithSummary("移除其他登录设备").Produces(StatusCodes.Status204NoContent);
        account.MapPost("second-factor", BeginFactorAsync).WithSummary("开始设置动态口令").Produces<FactorDraft>();
        account.MapPost("second-factor/confirm", ConfirmFactorAsync).WithSummary("确认动态口令").Produces<RecoveryCodes>();
        account.MapPost("second-factor/remove", RemoveFactorAsync).WithSummary("停用动态口令").Produces(StatusCodes.Status204NoContent);
        account.MapGet("keys", async (Actor actor, IApiKeyStore keys, CancellationToken cancel) =>
            TypedResults.Ok((await keys.ListAsync(actor.AccountId, cancel)).Select(key => new KeyView(key)).ToArray())).WithSummary("接口密钥");
        account.MapPost("keys", AddKeyAsync).WithSummary("新建接口密钥").Produces<NewKey>(StatusCodes.Status201Created);
        account.MapDelete("keys/{id}", RevokeKeyAsync).WithSummary("吊销接口密钥").Produces(StatusCodes.Status204NoContent);
        account.MapGet("credentials", CredentialsAsync).WithSummary("已关联的证书和单点登录").Produces<IReadOnlyList<CredentialView>>();
        account.MapPost("credentials/remove", UnlinkAsync).WithSummary("取消关联").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Makes a key for an account; what is wrong is told by field.</summary>
    internal static async Task<IResult> MakeKeyAsync(
        Guid account, KeyDraft body, Actor actor, ApiKeys keys, IApiKeyStore store, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        var (faults, today) = (Fields.Faults(body), SiteDay.Of(time));
        if (body.Scopes.Count is < 1 or > 30)
            faults["scopes"] = ["请选择1至30个范围"];
        else if (body.Scopes.Select(ApiKeys.ScopeFault).FirstOrDefault(fault => fault is not null) is { } wrong)
            faults["scopes"] = [wrong];
        if (body.ExpiresOn < today || body.ExpiresOn > today.AddYears(1))
            faults["expiresOn"] = ["有效期须在今天之后、一年之内"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        if ((await store.ListAsync(account, cancel)).Count(key => key.RevokedAt is null && key.ExpiresOn >= today) >= MostKeys)
            throw new RuleBrokenException($"一个账号最多有{MostKeys}个有效密钥");
        var (made, text) = await keys.CreateAsync(account, body.Name.Trim(), [.. body.Scopes.Distinct()], body.PerMinute, body.PerDay, body.ExpiresOn, cancel);
        await journal.WriteAsync(actor, "key.create", $"key/{made.Id}", new { account, made.Name, made.Scopes, made.ExpiresOn }, cancel);
        return TypedResults.Created($"/api/account/keys/{made.Id}", new NewKey(new KeyView(made), text));
    }

    private static async Task<IResult> SessionsAsync(
        HttpContext context, ISessionStore sessions, IOptions<IdentityOptions> options, TimeProvider time, CancellationToken cancel)
    {
        var signedIn = context.SignedIn()!;
        var now = time.GetUtcNow();
        var running = await sessions.RunningAsync(signedIn.Account.Id, now.AddMinutes(-options.Value.IdleMinutes), cancel);
        return TypedResults.Ok(running
            .Where(session => session.Stamp == signedIn.Account.SecurityStamp && now - session.BeganAt <= TimeSpan.FromHours(options.Value.AbsoluteHours))
            .Select(session => new SessionLine(
                session.Id, session.Method, session.BeganAt, session.SeenAt, session.Address, session.Device, session.Id == signedIn.Session?.Id)).ToArray());
    }

    private static async Task<IResult> EndAsync(
        Guid id, Actor actor, ISessionStore sessions, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        if (!await sessions.EndAsync(actor.AccountId, id, time.GetUtcNow(), cancel))
            return Problems.NotFound("登录设备");
        await journal.WriteAsync(actor, "session.end", $"account/{actor.AccountId}", new { session = id }, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndOthersAsync(
        HttpContext context, ISessionStore sessions, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        var signedIn = context.SignedIn()!;
        var ended = await sessions.EndOthersAsync(signedIn.Account.Id, signedIn.Session?.Id, time.GetUtcNow(), cancel);
        await journal.WriteAsync(signedIn.Actor, "session.end-others", $"account/{signedIn.Account.Id}", new { ended }, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> BeginFactorAsync(Actor actor, SecondFactors factors, CancellationToken cancel) =>
        await factors.BeginAsync(actor.AccountId, cancel) is var (secret, uri)
            ? TypedResults.Ok(new FactorDraft(secret, uri))
            : Problems.Conflict("second-factor-exists", "动态口令已经启用，请先停用");

    private static async Task<IResult> ConfirmFactorAsync(
        Code body, Actor actor, SecondFactors factors, SecurityJournal journal, CancellationToken cancel)
    {
        if (await factors.ConfirmAsync(actor.AccountId, body.Value.Trim(), cancel) is not { } codes)
            return Problems.Invalid(new Dictionary<string, string[]> { ["value"] = ["动态口令不正确，请确认手机时间准确"] });
        await journal.WriteAsync(actor, "second-factor.set", $"account/{actor.AccountId}", null, cancel);
        return TypedResults.Ok(new RecoveryCodes(codes));
    }

    private static async Task<IResult> RemoveFactorAsync(
        Proof body, Actor actor, SignInService signIn, SecondFactors factors, SecurityJournal journal, CancellationToken cancel)
    {
        if (!await signIn.IsPasswordAsync(actor.AccountId, body.Password, cancel))
            return Problems.Invalid(new Dictionary<string, string[]> { ["password"] = ["密码不正确"] });
        await factors.RemoveAsync(actor.AccountId, cancel);
        await journal.WriteAsync(actor, "second-factor.remove", $"account/{actor.AccountId}", null, cancel);
        return TypedResults.NoContent();
    }

    private static Task<IResult> AddKeyAsync(
        KeyDraft body, Actor actor, ApiKeys keys, IApiKeyStore store, SecurityJournal journal, TimeProvider time, CancellationToken cancel) =>
        MakeKeyAsync(actor.AccountId, body, actor, keys, store, journal, time, cancel);

    private static async Task<IResult> RevokeKeyAsync(
        Guid id, Actor actor, IApiKeyStore keys, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        if (await keys.FindAsync(id, cancel) is not { } key || key.Account != actor.AccountId || !await keys.RevokeAsync(id, time.GetUtcNow(), cancel))
            return Problems.NotFound("接口密钥");
        await journal.WriteAsync(actor, "key.revoke", $"key/{id}", null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CredentialsAsync(Actor actor, ICredentialStore credentials, CancellationToken cancel) => TypedResults.Ok(
        (await credentials.OfAsync(actor.AccountId, cancel)).Select(held => new CredentialView(held)).ToArray());

    private static async Task<IResult> UnlinkAsync(
        CredentialView body, Actor actor, ICredentialStore credentials, SecurityJournal journal, CancellationToken cancel)
    {
        if (body.Kind == Credential.Certificate)
            return Problems.Conflict("revoke", "证书不能取消关联，请吊销");
        if (!await credentials.RemoveAsync(actor.AccountId, body.Kind, body.Issuer, body.Subject, cancel))
            return Problems.NotFound("关联");
        await journal.WriteAsync(actor, "credential.unlink", $"account/{actor.AccountId}", new { body.Kind, body.Label }, cancel);
        return TypedResults.NoContent();
    }
}
