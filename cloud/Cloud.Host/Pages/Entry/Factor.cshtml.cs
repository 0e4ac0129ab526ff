using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using QRCoder;

namespace Cloud.Host.Pages.Entry;

/// <summary>Sets up one-time codes: scan, prove, keep the recovery codes. Nothing else opens before for one whose role needs them.</summary>
[AllowAnonymous]
public sealed class FactorModel(SecondFactors factors, SecurityJournal journal) : EntryModel
{
    /// <summary>The six digits.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <inheritdoc/>
    public override string Title => Words["设置动态口令", "Set up one-time codes"];

    /// <summary>True when nothing else opens before.</summary>
    public bool IsForced { get; private set; }

    /// <summary>True when codes are in force already.</summary>
    public bool IsSet { get; private set; }

    /// <summary>The key, to be typed where nothing can be scanned; null before it was begun.</summary>
    public string? Secret { get; private set; }

    /// <summary>The same as a picture (SVG).</summary>
    public string? Picture { get; private set; }

    /// <summary>Told this once; null before.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    /// <summary>Where one stands.</summary>
    public IActionResult OnGet() => Known() is not { } signedIn ? ToSignIn() : signedIn.MustChangePassword ? Next(signedIn) : Page();

    /// <summary>Begins, or shows again what was begun.</summary>
    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancel)
    {
        if (Known() is not { MustChangePassword: false } signedIn)
            return ToSignIn();
        Show(await factors.BeginAsync(signedIn.Account.Id, cancel));
        return Page();
    }

    /// <summary>Proves it.</summary>
    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancel)
    {
        if (Known() is not { MustChangePassword: false } signedIn)
            return ToSignIn();
        if (await factors.ConfirmAsync(signedIn.Account.Id, Code?.Trim() ?? "", cancel) is { } codes)
        {
            (RecoveryCodes, IsSet) = (codes, true);
            await journal.WriteAsync(signedIn.Actor, "second-factor.set", $"account/{signedIn.Account.Id}", null, cancel);
            return Page();
        }

        Show(await factors.PendingAsync(signedIn.Account.Id, cancel));
        Code = null;
        return Refuse(new Dictionary<string, string[]> { ["code"] = ["动态口令不正确，请确认手机时间准确"] });
    }

    private void Show((string Secret, string Uri)? begun)
    {
        if (begun is not var (secret, uri))
            return;
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        (Secret, Picture) = (secret, svg.GetGraphic(new System.Drawing.Size(196, 196), sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute));
    }

    private SignedIn? Known()
    {
        var signedIn = HttpContext.SignedIn();
        (IsForced, IsSet) = (signedIn?.MustSetUpSecondFactor == true, signedIn?.Account.SecondFactor is { Confirmed: true });
        return signedIn;
    }
}
