using Cloud.Host.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cloud.Host.Pages.Entry;

/// <summary>Replaces a password: by choice, or because a first, reset or old one must go before anything else.</summary>
[AllowAnonymous]
public sealed class PasswordModel : EntryModel
{
    /// <summary>The present one.</summary>
    [BindProperty]
    public string? Current { get; set; }

    /// <summary>The new one.</summary>
    [BindProperty(Name = "Next")]
    public string? New { get; set; }

    /// <summary>The new one again.</summary>
    [BindProperty]
    public string? Again { get; set; }

    /// <inheritdoc/>
    public override string Title => Words["修改密码", "Change password"];

    /// <summary>True when nothing else opens before.</summary>
    public bool IsForced { get; private set; }

    /// <summary>Who is in, for the browser's own password store.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>The form.</summary>
    public IActionResult OnGet() => Known() is null ? ToSignIn() : Page();

    /// <summary>The change.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Known() is not { } signedIn)
            return ToSignIn();
        if (!string.Equals(New, Again, StringComparison.Ordinal))
            return Refuse(new Dictionary<string, string[]> { ["again"] = ["两次输入不一致"] });
        if (await Arrival.ChangePasswordAsync(HttpContext, signedIn, Current ?? "", New ?? "", cancel) is { Count: > 0 } faults)
            return Refuse(faults);
        return Next(HttpContext.SignedIn()! with { MustChangePassword = false });
    }

    private Cloud.Platform.Identity.SignedIn? Known()
    {
        var signedIn = HttpContext.SignedIn();
        (IsForced, UserName) = (signedIn?.MustChangePassword == true, signedIn?.Account.UserName ?? "");
        return signedIn;
    }
}
