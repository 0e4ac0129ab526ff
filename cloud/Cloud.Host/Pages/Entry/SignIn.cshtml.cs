using System.Globalization;
using Cloud.Host.Sessions;
using Cloud.Host.SingleSignOn;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using SignInResult = Cloud.Platform.Identity.SignInResult;

namespace Cloud.Host.Pages.Entry;

/// <summary>Signs people in by name, password and, in a second step, a code.</summary>
[AllowAnonymous]
public sealed class SignInModel(
    SignInService signIn, HalfProofs halves, ICertificateProof certificates, IOptions<SingleSignOnOptions> systems, TimeProvider time) : EntryModel
{
    private const int LongestName = 64;

    /// <summary>Name.</summary>
    [BindProperty]
    public string? UserName { get; set; }

    /// <summary>Password; never sent back.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Code or recovery code.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Proof of the first step.</summary>
    [BindProperty]
    public string? Half { get; set; }

    /// <summary>Why single sign-on sent somebody back here.</summary>
    [BindProperty(SupportsGet = true, Name = "problem")]
    public string? Why { get; set; }

    /// <inheritdoc/>
    public override string Title => Words["登录", "Sign in"];

    /// <summary>True in the second step.</summary>
    public bool AsksCode => Half is not null;

    /// <summary>True when certificates are offered.</summary>
    public bool OffersCertificates => certificates.IsOffered;

    /// <summary>Systems that vouch.</summary>
    public IReadOnlyList<SingleSignOnOptions.Provider> Systems => systems.Value.Providers;

    /// <summary>Why single sign-on sent somebody back; null for no reason.</summary>
    public string? SentBack => Why switch
    {
        null => null,
        "not-linked" => Words["该账号还没有与本平台的账号关联，请先用密码登录，再到“我的账号”关联。", "That account is not linked to one here. Sign in with your password and link it in My account."],
        "account" => Words["账号不能登录，请联系管理员。", "This account may not sign in; please ask the administrator."],
        _ => Words["单点登录没有成功，请重试。", "Single sign-on did not succeed; please try again."],
    };

    /// <summary>The form; who is in goes on.</summary>
    public IActionResult OnGet() => HttpContext.SignedIn() is { } signedIn ? Next(signedIn) : Page();

    /// <summary>One step.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var name = UserName?.Trim() is { Length: <= LongestName } given ? given : "";
        SignInResult result;
        if (Half is null)
            result = await signIn.SignInAsync(name, Password ?? "", null, cancel);
        else if (halves.Open(HalfPurpose.Code, Half) is { } half)
            result = await signIn.ProveCodeAsync(half.Account, half.Stamp, Code?.Trim() ?? "", cancel);
        else
        {
            Half = null;
            return Refuse(StatusCodes.Status401Unauthorized, Words["请重新输入账号和密码。", "Please enter your user name and password again."]);
        }

        if (result is SignInResult.CodeRequired(var account))
        {
            (Half, Password) = (halves.Seal(HalfPurpose.Code, account), null);
            return Page();
        }

        return await Arrival.EnterAsync(HttpContext, result, name, cancel) is { } signedIn ? Next(signedIn) : Told(result);
    }

    private IActionResult Told(SignInResult result)
    {
        Password = Code = null;
        switch (result)
        {
            case SignInResult.Locked(var until):
                Half = null;
                var wait = until - time.GetUtcNow();
                Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                var minutes = (int)Math.Ceiling(wait.TotalMinutes);
                return Refuse(StatusCodes.Status429TooManyRequests, Words[$"错误次数过多，账号已锁定，请在{minutes}分钟后再试。", $"Too many wrong attempts: the account is locked. Try again in {minutes} min."]);
            case SignInResult.NotActive(var reason):
                Half = null;
                return Refuse(StatusCodes.Status403Forbidden, Said(reason));
            default:
                return Refuse(StatusCodes.Status401Unauthorized, AsksCode
                    ? Words["动态口令或恢复码不正确。", "Wrong one-time or recovery code."] : Words["账号或密码不正确。", "Wrong user name or password."]);
        }
    }
}
