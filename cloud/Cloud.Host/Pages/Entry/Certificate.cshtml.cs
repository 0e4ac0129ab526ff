using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SignInResult = Cloud.Platform.Identity.SignInResult;

namespace Cloud.Host.Pages.Entry;

/// <summary>Signs people in by a certificate: the one that the browser shows, or by a challenge that is signed with the holder's own tool.</summary>
[AllowAnonymous]
public sealed class CertificateModel(CertificateDesk desk, PresentedCertificate presented, Challenges challenges) : EntryModel
{
    /// <summary>What is to be signed.</summary>
    [BindProperty(Name = "Challenge")]
    public string? Text { get; set; }

    /// <summary>The holder's certificate.</summary>
    [BindProperty]
    public string? Certificate { get; set; }

    /// <summary>The signature.</summary>
    [BindProperty]
    public string? Signature { get; set; }

    /// <inheritdoc/>
    public override string Title => Words["数字证书登录", "Sign in with a certificate"];

    /// <inheritdoc/>
    public override bool IsWide => true;

    /// <summary>The certificate that the browser has shown; null when none or a refused one.</summary>
    public CertificateHolder? Holder { get; private set; }

    /// <summary>Why the shown one is refused; null otherwise.</summary>
    public string? Refused { get; private set; }

    /// <summary>Where browsers are asked for certificates; null when here.</summary>
    public Uri? Elsewhere { get; private set; }

    /// <summary>What the browser has shown, and a challenge.</summary>
    public IActionResult OnGet() => !desk.IsOffered ? Redirect("/sign-in") : HttpContext.SignedIn() is { } signedIn ? Next(signedIn) : Shown();

    /// <summary>By what the browser has shown.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken cancel) => EnterAsync(desk.IsOffered ? desk.Shown(HttpContext) : null, cancel);

    /// <summary>By a signature.</summary>
    public Task<IActionResult> OnPostSignedAsync(CancellationToken cancel) =>
        EnterAsync(desk.Check(new CertificateDesk.Signed(Text ?? "", Certificate ?? "", Signature ?? "")), cancel);

    private async Task<IActionResult> EnterAsync(CertificateVerdict? verdict, CancellationToken cancel)
    {
        var result = await desk.SignInAsync(verdict, cancel);
        var name = verdict is CertificateVerdict.Proved(var holder) ? holder.Label : Credential.Certificate;
        if (await Arrival.EnterAsync(HttpContext, result, name, cancel) is { } signedIn)
            return Next(signedIn);
        Shown();
        return Refuse(StatusCodes.Status401Unauthorized, Said(result switch
        {
            SignInResult.CertificateRefused(var reason) => reason,
            SignInResult.NotActive(var reason) => reason,
            _ => "证书没有关联账号",
        }));
    }

    private PageResult Shown()
    {
        (Text, Signature) = (challenges.Next(), null);
        Elsewhere = presented.Elsewhere(HttpContext);
        var verdict = desk.Shown(HttpContext);
        Holder = (verdict as CertificateVerdict.Proved)?.Holder;
        Refused = verdict is CertificateVerdict.Refused(var reason) ? Said(reason) : null;
        return Page();
    }
}
