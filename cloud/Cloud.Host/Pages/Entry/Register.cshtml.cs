using Cloud.Host.Api;
using Cloud.Host.Pages.Public;
using Cloud.Host.Sessions;
using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Cloud.Host.Pages.Entry;

/// <summary>An enterprise registers itself, with the account of its own administrator.</summary>
[AllowAnonymous]
[EnableRateLimiting(PublicPages.Limit)]
public sealed class RegisterModel(Registrations registrations, OrganisationChoices choices, RegistrationLimit limit, AreaTree areas, SecurityJournal journal) : EntryModel
{
    /// <summary>The enterprise.</summary>
    [BindProperty]
    public OrganisationInput Organisation { get; set; } = new();

    /// <summary>Name of the administrator.</summary>
    [BindProperty]
    public string? DisplayName { get; set; }

    /// <summary>Name of the account.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>Password; never sent back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The password again.</summary>
    [BindProperty]
    public string? Again { get; set; }

    /// <inheritdoc/>
    public override string Title => Words["企业注册", "Register an enterprise"];

    /// <inheritdoc/>
    public override bool IsWide => true;

    /// <summary>What was taken; null before.</summary>
    public Organisation? Taken { get; private set; }

    /// <summary>Where it is verified.</summary>
    public string County => Taken is null ? "" : areas.Find(Taken.Area)?.FullName ?? Taken.Area.Value;

    /// <summary>The fields.</summary>
    public OrganisationForm Form => choices.Form(Words, Organisation, Faults);

    /// <summary>The registration.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var draft = new Registrations.Draft(Organisation.ToDraft(), UserName?.Trim() ?? "", Password ?? "", DisplayName ?? "");
        var faults = await registrations.FaultsAsync(draft, isNew: true, cancel);
        if (!string.Equals(Password, Again, StringComparison.Ordinal))
            faults["again"] = ["两次输入不一致"];
        if (faults.Count > 0)
            return Refuse(faults);
        if (!limit.Takes(SessionServices.AddressOf(HttpContext)))
            return Refuse(StatusCodes.Status429TooManyRequests, Said("本地址一小时内的注册次数过多，请稍后再试"));
        if (await registrations.ApplyAsync(draft, cancel) is not { } taken)
            return Refuse(StatusCodes.Status409Conflict, Said("该统一社会信用代码已登记；如有疑问请联系所在县（市、区）住房城乡建设主管部门"));
        await journal.WriteAsync(
            RegistrationEndpoints.Applying(HttpContext, draft.DisplayName), "organisation.register", $"organisation/{taken.Id}", new { taken.Name, taken.CreditCode, taken.Area }, cancel);
        Taken = taken;
        return Page();
    }
}
