using Cloud.Host.Api;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cloud.Host.Pages.Entry;

/// <summary>
/// A page at the door: signing in, passwords, second factors, registration. It is drawn on the server and its core path needs
/// no script; it goes on to an address of this platform only.
/// </summary>
[EntryForm]
[RequestSizeLimit(64 * 1024)]
public abstract class EntryModel : PageModel, IEntryFrame
{
    private static readonly string[] Doors = ["sign-in", "password", "second-factor", "register", "entry"];

    /// <summary>Where to go on; only an address of this platform counts.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>True when a form lay open too long and was sent here again.</summary>
    [BindProperty(SupportsGet = true, Name = "stale")]
    public bool Stale { get; set; }

    /// <summary>True while that is still to be told.</summary>
    public bool IsStale => Stale && HttpMethods.IsGet(Request.Method);

    /// <inheritdoc/>
    public Tongue Words => Tongue.Chosen(Request);

    /// <inheritdoc/>
    public abstract string Title { get; }

    /// <inheritdoc/>
    public virtual bool IsWide => false;

    /// <summary>What is wrong with the form as a whole; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Faults { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address to go on to: the one that was asked for when it is ours and no door, otherwise the workbench.</summary>
    public string Onward => ReturnUrl is { Length: > 1 and < 2_000 } url && Url.IsLocalUrl(url)
        && !Doors.Contains(url.Split('/', '?', '#')[1], StringComparer.OrdinalIgnoreCase) ? url : "/home";

    /// <inheritdoc/>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentLanguage = Words.Code;
        if (IsStale)
            Problem = Words["页面放置时间过长，请重新填写。", "The page lay open too long; please fill it in again."];
    }

    /// <summary>The page again, with a sentence and a status.</summary>
    protected PageResult Refuse(int status, string sentence)
    {
        Problem = sentence;
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>The page again, with what is wrong beside the fields.</summary>
    protected PageResult Refuse(IReadOnlyDictionary<string, string[]> faults)
    {
        foreach (var (field, reasons) in faults)
            Faults[field] = [.. reasons.Select(Said)];
        return Refuse(StatusCodes.Status422UnprocessableEntity, Words["请更正标出的内容。", "Please correct what is marked."]);
    }

    /// <summary>A sentence of the platform in the reader's language.</summary>
    protected string Said(string sentence) => Words.IsEnglish ? HttpContext.RequestServices.GetRequiredService<Sentences>().English(sentence) : sentence;

    /// <summary>What somebody who is in must do next: change the password, set up codes, or go on.</summary>
    protected IActionResult Next(SignedIn signedIn) =>
        signedIn.MustChangePassword ? Redirect(Door("/password")) : signedIn.MustSetUpSecondFactor ? Redirect(Door("/second-factor")) : LocalRedirect(Onward);

    /// <summary>To the sign-in page and back here.</summary>
    protected RedirectResult ToSignIn() => Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(Request.Path + Request.QueryString)}");

    private string Door(string path) => Onward == "/home" ? path : $"{path}?returnUrl={Uri.EscapeDataString(Onward)}";
}
