using System.Globalization;
using Cloud.Host.Api;
using Cloud.Host.Pages.Public;
using Cloud.Platform;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using SignInResult = Cloud.Platform.Identity.SignInResult;

namespace Cloud.Host.Pages.Entry;

/// <summary>How far a registration is, asked with its account; what was returned is completed here.</summary>
[AllowAnonymous]
[EnableRateLimiting(PublicPages.Limit)]
public sealed class ProgressModel(
    Registrations registrations, OrganisationDesk desk, IOrganisationStore organisations, IUserStore users, OrganisationChoices choices, AreaTree areas, HalfProofs halves,
    SecurityJournal journal, TimeProvider time) : EntryModel
{
    /// <summary>Name of the account.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>Its password; never sent back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Proof that the password was right.</summary>
    [BindProperty]
    public string? Half { get; set; }

    /// <summary>The enterprise, completed.</summary>
    [BindProperty]
    public OrganisationInput Organisation { get; set; } = new();

    /// <inheritdoc/>
    public override string Title => Words["企业注册", "Register an enterprise"];

    /// <inheritdoc/>
    public override bool IsWide => true;

    /// <summary>What was asked for; null before.</summary>
    public Organisation? Shown { get; private set; }

    /// <summary>True after it was completed.</summary>
    public bool IsSent { get; private set; }

    /// <summary>True when it can be completed.</summary>
    public bool CanComplete => Shown is { State: OrganisationState.Returned } && !IsSent;

    /// <summary>Where it is verified.</summary>
    public string County => Shown is null ? "" : areas.Find(Shown.Area)?.FullName ?? Shown.Area.Value;

    /// <summary>The fields.</summary>
    public OrganisationForm Form => choices.Form(Words, Organisation, Faults);

    /// <summary>Its state in words.</summary>
    public string State => Shown?.State switch
    {
        OrganisationState.Applied => Words["待核验", "to be verified"],
        OrganisationState.Returned => Words["已退回，请补正", "returned: please complete it"],
        OrganisationState.Active => Words["核验通过，可以登录", "verified: you can sign in"],
        OrganisationState.Frozen => Words["已冻结", "frozen"],
        OrganisationState.Cancelled => Words["已注销", "cancelled"],
        _ => "",
    };

    /// <summary>Asks how far it is.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (found, account, result) = await registrations.MineAsync(UserName?.Trim() ?? "", Password ?? "", cancel);
        Password = null;
        if (result is SignInResult.Locked(var until))
        {
            var minutes = ((int)Math.Ceiling((until - time.GetUtcNow()).TotalMinutes)).ToString(CultureInfo.InvariantCulture);
            return Refuse(StatusCodes.Status429TooManyRequests, Words[$"错误次数过多，账号已锁定，请在{minutes}分钟后再试。", $"Too many wrong attempts: the account is locked. Try again in {minutes} min."]);
        }

        if (found is null || account is null)
            return Refuse(StatusCodes.Status401Unauthorized, Words["账号或密码不正确。", "Wrong user name or password."]);
        (Shown, Half, Organisation) = (found, halves.Seal(HalfPurpose.Registration, account), OrganisationInput.Of(found));
        return Page();
    }

    /// <summary>Sends what was completed.</summary>
    public async Task<IActionResult> OnPostCompleteAsync(CancellationToken cancel)
    {
        if (halves.Open(HalfPurpose.Registration, Half) is not { } half || await users.FindAsync(half.Account, cancel) is not { Organisation: { } id } account
            || account.SecurityStamp != half.Stamp || await organisations.FindAsync(id, cancel) is not { } mine)
        {
            Half = null;
            return Refuse(StatusCodes.Status401Unauthorized, Words["请重新输入账号和密码。", "Please enter your user name and password again."]);
        }

        Shown = mine;
        var draft = Organisation.ToDraft();
        if (desk.Faults(draft, OrganisationCategory.Enterprise) is { Count: > 0 } faults)
            return Refuse(faults.ToDictionary(fault => $"organisation.{fault.Key}", fault => fault.Value));
        var (edited, wrong) = await registrations.CompleteAsync(mine, draft, cancel);
        if (edited is null)
            return Refuse(StatusCodes.Status409Conflict, Said(wrong!));
        await journal.WriteAsync(
            RegistrationEndpoints.Applying(HttpContext, account.DisplayName), "organisation.complete", $"organisation/{edited.Id}", new { edited.Name, edited.CreditCode }, cancel);
        (Shown, IsSent) = (edited, true);
        return Page();
    }
}
