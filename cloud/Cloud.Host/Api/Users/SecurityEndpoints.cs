using System.ComponentModel.DataAnnotations;
using Cloud.Platform;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;

namespace Cloud.Host.Api;

/// <summary>The security administrator's desk: what is odd, addresses of administration, keys and sessions of others.</summary>
public static class SecurityEndpoints
{
    /// <summary>What is odd, the newest first.</summary>
    public sealed record ItemList(IReadOnlyList<SecurityItem> Items, Guid? Next, int Open);

    /// <summary>What came of it.</summary>
    public sealed record Closing([property: Required, StringLength(500, MinimumLength = 2)] string Note);

    /// <summary>Addresses and networks from which platform roles may act; none = every one.</summary>
    public sealed record Addresses(IReadOnlyList<string> Networks);

    /// <summary>Maps <c>/api/security</c>.</summary>
    public static void MapSecurity(this IEndpointRouteBuilder routes)
    {
        var security = routes.MapGroup("/api/security").WithTags("security").Needs(Rights.ManageSecurity, Rights.ManageSecurity);
        security.MapGet("items", ItemsAsync).WithSummary("异常事项").Produces<ItemList>();
        security.MapPost("items/{id}/close", CloseAsync).WithSummary("处理异常事项").Produces<SecurityItem>();
        security.MapGet("addresses", async (AddressGate gate, CancellationToken cancel) => TypedResults.Ok(new Addresses((await gate.ListAsync(cancel)).Networks)))
            .WithSummary("管理地址名单");
        security.MapPut("addresses", SetAddressesAsync).WithSummary("修改管理地址名单").Produces<Addresses>();
        security.MapGet("keys", async (IApiKeyStore keys, CancellationToken cancel) =>
            TypedResults.Ok((await keys.ListAsync(null, cancel)).Select(key => new AccountEndpoints.KeyView(key)).ToArray())).WithSummary("全部接口密钥");
        security.MapPost("accounts/{id}/keys", AddKeyAsync).WithSummary("为系统账号新建接口密钥").Produces<AccountEndpoints.NewKey>(StatusCodes.Status201Created);
        security.MapDelete("keys/{id}", RevokeKeyAsync).WithSummary("吊销接口密钥").Produces(StatusCodes.Status204NoContent);
        security.MapPost("accounts/{id}/end-sessions", EndSessionsAsync).WithSummary("结束账号的全部会话").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ItemsAsync(ISecurityItemStore items, CancellationToken cancel, bool open = true, Guid? cursor = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
            return Problems.BadRequest("limit", "须在1至200之间");
        var found = await items.ListAsync(open, cursor, limit + 1, cancel);
        return TypedResults.Ok(new ItemList([.. found.Take(limit)], found.Count > limit ? found[limit - 1].Id : null, await items.OpenAsync(cancel)));
    }

    private static async Task<IResult> CloseAsync(
        Guid id, Closing body, Actor actor, ISecurityItemStore items, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (await items.CloseAsync(id, body.Note.Trim(), actor.DisplayName, time.GetUtcNow(), cancel) is not { } closed)
            return Problems.NotFound("异常事项");
        await journal.WriteAsync(actor, "security-item.close", $"security-item/{id}", new { closed.Rule, closed.Note }, cancel);
        return TypedResults.Ok(closed);
    }

    private static async Task<IResult> SetAddressesAsync(Addresses body, Actor actor, AddressGate gate, SecurityJournal journal, CancellationToken cancel)
    {
        if (body.Networks.Count > 200)
            return Problems.Invalid(new Dictionary<string, string[]> { ["networks"] = ["不能超过200项"] });
        var (list, wrong) = AddressList.Parse(body.Networks);
        if (list is null)
            return Problems.Invalid(new Dictionary<string, string[]> { ["networks"] = [.. wrong.Select(entry => $"“{entry}”不是地址或网段")] });
        var before = (await gate.ListAsync(cancel)).Networks;
        await gate.SetAsync(list, actor, cancel);
        await journal.WriteAsync(actor, "administration-addresses.set", "setting/administration-addresses", new { before, after = list.Networks }, cancel);
        return TypedResults.Ok(new Addresses(list.Networks));
    }

    private static async Task<IResult> AddKeyAsync(
        Guid id, AccountEndpoints.KeyDraft body, Actor actor, IUserStore users, ApiKeys keys, IApiKeyStore store, SecurityJournal journal, TimeProvider time,
        CancellationToken cancel)
    {
        if (await users.FindAsync(id, cancel) is not { } account)
            return Problems.NotFound("账号");
        return account.Kind is ActorKind.Machine
            ? await AccountEndpoints.MakeKeyAsync(id, body, actor, keys, store, journal, time, cancel)
            : throw new RuleBrokenException("只能为系统账号代建密钥；个人的密钥由本人建立");
    }

    private static async Task<IResult> RevokeKeyAsync(Guid id, Actor actor, IApiKeyStore keys, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        if (!await keys.RevokeAsync(id, time.GetUtcNow(), cancel))
            return Problems.NotFound("接口密钥");
        await journal.WriteAsync(actor, "key.revoke", $"key/{id}", null, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndSessionsAsync(Guid id, Actor actor, ISessionStore sessions, SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        var ended = await sessions.EndOthersAsync(id, null, time.GetUtcNow(), cancel);
        await journal.WriteAsync(actor, "session.end-all", $"account/{id}", new { ended }, cancel);
        return TypedResults.NoContent();
    }
}
