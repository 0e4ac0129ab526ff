using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Cloud.Platform;
using Cloud.Platform.Clauses;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Permissions;
using Cloud.Platform.Persons;
using Cloud.Platform.Security;

namespace Cloud.Host.Api;

/// <summary>Accounts, for those who manage them: an administrator all, an organisation's own administrator his own.</summary>
[Clause("5.1.3-4.1")]
public static partial class UserEndpoints
{
    private static readonly string[] Actions = ["freeze", "activate", "cancel", "unlock", "end-sessions"];

    /// <summary>An account as others see it.</summary>
    public sealed record AccountView(
        Guid Id, string UserName, string DisplayName, AccountState State, ActorKind Kind, PersonId? Person, OrganisationId? Organisation,
        DateOnly? ExpiresOn, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset? LockedUntil, bool SecondFactor)
    {
        internal AccountView(UserAccount a)
            : this(a.Id, a.UserName, a.DisplayName, a.State, a.Kind, a.Person, a.Organisation, a.ExpiresOn, a.CreatedAt, a.LastSignInAt, a.LockedUntil,
                a.SecondFactor is { Confirmed: true })
        {
        }
    }

    /// <summary>A page of accounts.</summary>
    public sealed record AccountList(IReadOnlyList<AccountView> Items, string? Next);

    /// <summary>An account as somebody enters it.</summary>
    public sealed record AccountDraft(
        [property: Required] string UserName, [property: Required, StringLength(50, MinimumLength = 2)] string DisplayName,
        OrganisationId? Organisation = null, PersonId? Person = null, DateOnly? ExpiresOn = null, ActorKind Kind = ActorKind.Person);

    /// <summary>What may be changed of an account.</summary>
    public sealed record AccountEdit(
        [property: Required, StringLength(50, MinimumLength = 2)] string DisplayName, PersonId? Person = null, DateOnly? ExpiresOn = null);

    /// <summary>A new account; the password is told this once, a machine has none.</summary>
    public sealed record NewAccount(AccountView Account, string? Password);

    /// <summary>A password that is told this once.</summary>
    public sealed record NewPassword(string Password);

    /// <summary>Why.</summary>
    public sealed record Reason([property: Required, StringLength(200, MinimumLength = 2)] string Text);

    /// <summary>Maps <c>/api/users</c>.</summary>
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("users").Needs(Rights.ReadPeople, Rights.ManageAccounts);
        users.MapGet("", ListAsync).WithSummary("账号列表").Produces<AccountList>();
        users.MapPost("", AddAsync).WithSummary("新建账号").Produces<NewAccount>(StatusCodes.Status201Created);
        users.MapGet("{id}", GetAsync).WithSummary("账号").Produces<AccountView>();
        users.MapPut("{id}", EditAsync).WithSummary("修改账号").Produces<AccountView>();
        users.MapPost("{id}/reset-password", ResetAsync).WithSummary("重置密码").Produces<NewPassword>();
        users.MapPost("{id}/{action}", ActAsync).WithSummary("冻结、启用、注销、解锁账号，结束其会话").Produces<AccountView>();
    }

    /// <summary>Why a user name is none; null when it is one.</summary>
    internal static string? NameFault(string userName) => NameForm().IsMatch(userName) ? null : "用户名须为3至32位小写字母、数字或 . - _，以字母开头";

    /// <summary>The account, if the actor has the right over it; from outside a strange and a missing one look the same.</summary>
    internal static async Task<UserAccount?> FindAsync(Guid id, Rights right, Actor actor, IUserStore users, PeopleAccess people, CancellationToken cancel) =>
        await users.FindAsync(id, cancel) is { } account && await people.CoversAsync(actor, right, account.Organisation, cancel) ? account : null;

    private static async Task<IResult> ListAsync(
        Actor actor, PeopleAccess people, IUserStore users, IOrganisationStore organisations, CancellationToken cancel, string? q = null,
        OrganisationId? organisation = null, string? state = null, string? cursor = null, int limit = 50)
    {
        if (limit is < 1 or > 200 || (cursor is not null && !Guid.TryParse(cursor, out _)))
            return Problems.BadRequest("cursor", "翻页参数有误");
        if (state is not null && Fields.Named<AccountState>(state) is null)
            return Problems.BadRequest("state", "没有这种状态");
        var filter = new AccountFilter(q, organisation is { } one ? [one] : null, Fields.Named<AccountState>(state), null, cursor is null ? null : Guid.Parse(cursor), limit + 1);
        var (areas, own) = people.Reach(actor, Rights.ReadPeople);
        if (areas is not null)
        {
            // Who does not see the province sees accounts of organisations only: those of his areas and his own.
            var seen = organisation is { } asked
                ? await people.CoversAsync(actor, Rights.ReadPeople, asked, cancel) ? [asked] : []
                : (await organisations.ListAsync(new OrganisationFilter(Areas: areas, Own: own, Limit: 100_000), cancel)).Select(o => o.Id).ToArray();
            filter = filter with { Organisations = seen };
        }

        var found = await users.ListAsync(filter, cancel);
        return TypedResults.Ok(new AccountList(
            [.. found.Take(limit).Select(account => new AccountView(account))], found.Count > limit ? found[limit - 1].Id.ToString() : null));
    }

    private static async Task<IResult> GetAsync(Guid id, Actor actor, PeopleAccess people, IUserStore users, CancellationToken cancel) =>
        await FindAsync(id, Rights.ReadPeople, actor, users, people, cancel) is { } account ? TypedResults.Ok(new AccountView(account)) : Problems.NotFound("账号");

    private static async Task<IResult> AddAsync(
        AccountDraft body, Actor actor, PeopleAccess people, IUserStore users, IPersonStore persons, Passwords passwords, SecurityJournal journal,
        TimeProvider time, CancellationToken cancel)
    {
        var faults = Fields.Faults(body);
        if (NameFault(body.UserName) is { } wrong)
            faults["userName"] = [wrong];
        if (body.ExpiresOn is { } last && last < SiteDay.Of(time))
            faults["expiresOn"] = ["有效期不能早于今天"];
        if (!await people.CoversAsync(actor, Rights.ManageAccounts, body.Organisation, cancel))
            faults["organisation"] = ["单位不存在，或不在您的管理范围内"];
        if (body.Person is { } person && (await persons.FindAsync(person, cancel) is not { } found || found.Organisation != body.Organisation))
            faults["person"] = ["人员不存在，或不属于该单位"];
        if (body.Kind is not (ActorKind.Person or ActorKind.Machine) || (body.Kind is ActorKind.Machine && body.Person is not null))
            faults["kind"] = ["账号类型有误"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var (now, password) = (time.GetUtcNow(), body.Kind is ActorKind.Person ? Passwords.NewPassword() : null);
        var account = new UserAccount(Guid.CreateVersion7(now), body.UserName, body.DisplayName.Trim(), "", false, Guid.CreateVersion7(now).ToString("N"))
        {
            Kind = body.Kind, Organisation = body.Organisation, Person = body.Person, ExpiresOn = body.ExpiresOn, CreatedAt = now,
        };
        if (password is not null)
            account = passwords.With(account, password, mustChange: true);
        if (!await users.AddAsync(account, cancel))
            return Problems.Conflict("name-taken", "用户名已被使用");
        await journal.WriteAsync(actor, "account.create", $"account/{account.Id}", new { account.UserName, account.Kind, account.Organisation }, cancel);
        return TypedResults.Created($"/api/users/{account.Id}", new NewAccount(new AccountView(account), password));
    }

    private static async Task<IResult> EditAsync(
        Guid id, AccountEdit body, Actor actor, PeopleAccess people, IUserStore users, IPersonStore persons, SecurityJournal journal, CancellationToken cancel)
    {
        if (await FindAsync(id, Rights.ManageAccounts, actor, users, people, cancel) is not { } account)
            return Problems.NotFound("账号");
        var faults = Fields.Faults(body);
        if (body.Person is { } person && (await persons.FindAsync(person, cancel) is not { } found || found.Organisation != account.Organisation))
            faults["person"] = ["人员不存在，或不属于该单位"];
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        var changed = await users.UpdateAsync(id, a => a with { DisplayName = body.DisplayName.Trim(), Person = body.Person, ExpiresOn = body.ExpiresOn }, cancel);
        await journal.WriteAsync(actor, "account.edit", $"account/{id}", new { before = new { account.DisplayName, account.ExpiresOn }, after = new { body.DisplayName, body.ExpiresOn } }, cancel);
        return changed is null ? Problems.NotFound("账号") : TypedResults.Ok(new AccountView(changed));
    }

    private static async Task<IResult> ResetAsync(
        Guid id, Actor actor, PeopleAccess people, IUserStore users, IGrantStore grants, Passwords passwords, SecondFactors factors, SecurityJournal journal,
        CancellationToken cancel)
    {
        if (await FindAsync(id, Rights.ManageAccounts, actor, users, people, cancel) is not { Kind: ActorKind.Person })
            return Problems.NotFound("账号");
        if (id == actor.AccountId)
            throw new RuleBrokenException("自己的密码请在“我的账号”中修改");
        await RefusePrivilegedAsync(id, grants, actor, cancel);
        var password = await passwords.ResetAsync(id, cancel);
        await factors.RemoveAsync(id, cancel);
        await journal.WriteAsync(actor, "password.reset", $"account/{id}", null, cancel);
        return password is null ? Problems.NotFound("账号") : TypedResults.Ok(new NewPassword(password));
    }

    private static async Task<IResult> ActAsync(
        Guid id, string action, Reason body, Actor actor, PeopleAccess people, IUserStore users, IGrantStore grants, ISessionStore sessions,
        SecurityJournal journal, TimeProvider time, CancellationToken cancel)
    {
        if (!Actions.Contains(action) || await FindAsync(id, Rights.ManageAccounts, actor, users, people, cancel) is not { } account)
            return Problems.NotFound("账号");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (id == actor.AccountId)
            throw new RuleBrokenException("不能对自己的账号执行此操作");
        await RefusePrivilegedAsync(id, grants, actor, cancel);
        if (account.State is AccountState.Cancelled || (action == "activate" && account.State is not AccountState.Frozen))
            throw new RuleBrokenException("账号当前的状态不允许这个操作");
        if (action is "freeze" or "cancel" or "end-sessions")
            await sessions.EndOthersAsync(id, null, time.GetUtcNow(), cancel);
        var changed = await users.UpdateAsync(
            id,
            a => action switch
            {
                "freeze" => a with { State = AccountState.Frozen },
                "activate" => a with { State = AccountState.Active },
                "cancel" => a with { State = AccountState.Cancelled },
                "unlock" => a with { Failures = 0, FirstFailureAt = null, LockedUntil = null },
                _ => a,
            },
            cancel);
        await journal.WriteAsync(actor, $"account.{action}", $"account/{id}", new { before = account.State, after = changed?.State, reason = body.Text }, cancel);
        return changed is null ? Problems.NotFound("账号") : TypedResults.Ok(new AccountView(changed));
    }

    /// <summary>Who manages accounts of all cannot take over or shut out who grants roles and who reads the logs.</summary>
    private static async Task RefusePrivilegedAsync(Guid id, IGrantStore grants, Actor actor, CancellationToken cancel)
    {
        var held = (await grants.OfAsync(id, cancel)).Where(grant => grant.WithdrawnAt is null).Select(grant => grant.Grant.Role).ToList();
        if (held.Any(role => Role.Separated.Contains(role) && !actor.Holds(Role.SecurityAdministrator)) && !(held.Contains(Role.Administrator) && actor.Holds(Role.Administrator)))
            throw new RuleBrokenException("安全管理员和审计员的账号不能由系统管理员处理，请先由安全管理员收回其角色");
    }

    [GeneratedRegex("^[a-z][a-z0-9._-]{2,31}$")]
    private static partial Regex NameForm();
}
