using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;

namespace Cloud.Host.Api;

/// <summary>An enterprise that registers itself: the organisation, and the account of its own administrator, which waits for the county.</summary>
public sealed class Registrations(
    OrganisationDesk desk, IOrganisationStore organisations, IUserStore users, IGrantStore grants, Passwords passwords, SignInService signIn, RoleCatalogue roles,
    AreaTree areas, TimeProvider time)
{
    /// <summary>An enterprise with the account that will look after its people.</summary>
    public sealed record Draft(
        [property: Required] OrganisationDraft Organisation, [property: Required] string UserName, [property: Required] string Password,
        [property: Required, StringLength(50, MinimumLength = 2)] string DisplayName);

    /// <summary>What is wrong, by field; empty when nothing is.</summary>
    public async Task<Dictionary<string, string[]>> FaultsAsync(Draft draft, bool isNew, CancellationToken cancel)
    {
        var faults = desk.Faults(draft.Organisation, OrganisationCategory.Enterprise).ToDictionary(fault => $"organisation.{fault.Key}", fault => fault.Value);
        foreach (var (field, reasons) in Fields.Faults(draft))
            faults[field] = reasons;
        if (UserEndpoints.NameFault(draft.UserName) is { } wrong)
            faults["userName"] = [wrong];
        else if (isNew && await users.FindByNameAsync(draft.UserName, cancel) is not null)
            faults["userName"] = ["用户名已被使用"];
        if (isNew && PasswordRules.Faults(draft.Password, draft.UserName) is { Count: > 0 } weak)
            faults["password"] = [.. weak];
        return faults;
    }

    /// <summary>Stores what has no faults; null when the credit code is registered already.</summary>
    public async Task<Organisation?> ApplyAsync(Draft draft, CancellationToken cancel)
    {
        if (await desk.AddAsync(draft.Organisation, OrganisationState.Applied, null, cancel) is not { } organisation)
            return null;
        var now = time.GetUtcNow();
        var account = passwords.With(
            new UserAccount(Guid.CreateVersion7(now), draft.UserName, draft.DisplayName.Trim(), "", false, "")
            {
                State = AccountState.Pending, Organisation = organisation.Id, CreatedAt = now,
            },
            draft.Password, mustChange: false);
        if (await users.AddAsync(account, cancel))
            return organisation;

        // Somebody took the name in between: without an account nobody could look after the organisation.
        await organisations.UpdateAsync(organisation with { State = OrganisationState.Cancelled, Note = "用户名已被使用，登记未完成" }, cancel);
        return null;
    }

    /// <summary>The organisation of an account whose password is right; wrong ones count against the account as at sign-in.</summary>
    /// <returns>The organisation with the account that asked; or why there is none.</returns>
    public async Task<(Organisation? Organisation, UserAccount? Account, SignInResult Result)> MineAsync(string userName, string password, CancellationToken cancel)
    {
        var result = await signIn.SignInAsync(userName, password, null, cancel);
        if (result is SignInResult.Refused or SignInResult.Locked || await users.FindByNameAsync(userName, cancel) is not { Organisation: { } id } account)
            return (null, null, result);
        return (await organisations.FindAsync(id, cancel), account, result);
    }

    /// <summary>Completes what was returned.</summary>
    /// <returns>The organisation; or why it was not taken, for the user.</returns>
    public async Task<(Organisation? Edited, string? Fault)> CompleteAsync(Organisation mine, OrganisationDraft draft, CancellationToken cancel)
    {
        if (mine.State is not (OrganisationState.Returned or OrganisationState.Applied))
            return (null, "该注册已经核验，请登录后修改");
        return await desk.EditAsync(mine, draft, byItself: true, cancel) is { } edited ? (edited, null) : (null, "该统一社会信用代码已登记，或注册信息刚被处理，请稍后重试");
    }

    /// <summary>Lets the waiting account in as the organisation's administrator and in the role of its kind.</summary>
    public async Task AdmitAsync(Organisation organisation, Actor by, CancellationToken cancel)
    {
        foreach (var account in await users.ListAsync(new AccountFilter(Organisations: [organisation.Id], State: AccountState.Pending), cancel))
        {
            await users.UpdateAsync(account.Id, a => a with { State = AccountState.Active }, cancel);
            var ofKind = roles.All.Where(role => role.Holder is RoleHolder.Enterprise && role.Kind == organisation.Kind).Select(role => role.Role);
            foreach (var role in ofKind.Prepend(Role.OrganisationAdministrator))
            {
                var grant = new Grant(role, areas.Root.Code, organisation.Id);
                await grants.GiveAsync(
                    new GrantEntry(Guid.CreateVersion7(time.GetUtcNow()), account.Id, grant, "单位核验通过", by.AccountId, time.GetUtcNow()),
                    held => held.Any(entry => entry.Account == account.Id && entry.Grant == grant) ? "已有" : null, cancel);
            }
        }
    }
}
