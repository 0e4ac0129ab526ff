using Cloud.Host.Api;
using Cloud.Host.Pages.Entry;
using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Cloud.Host.Pages.Public;

/// <summary>
/// Anybody who holds a credit code may ask whether its enterprise is registered and verified here. The answer holds what is
/// public anyway: name, kind, county and state; never a contact.
/// </summary>
[AllowAnonymous]
[EnableRateLimiting(PublicPages.Limit)]
public sealed class VerifyModel(IOrganisationStore organisations, OrganisationKinds kinds, AreaTree areas, Sentences sentences) : PageModel, IEntryFrame
{
    /// <summary>What the public is told.</summary>
    /// <param name="Name">Of the organisation.</param>
    /// <param name="Kind">In the reader's language.</param>
    /// <param name="Area">Where it is registered.</param>
    /// <param name="State">In words.</param>
    /// <param name="IsGood">Verified and in force.</param>
    public sealed record Answer(string Name, string Kind, string Area, string State, bool IsGood);

    /// <inheritdoc/>
    public Tongue Words => Tongue.Preferred(Request);

    /// <inheritdoc/>
    public string Title => Words["单位登记核验", "Check an organisation"];

    /// <inheritdoc/>
    public bool IsWide => false;

    /// <summary>As it was asked for.</summary>
    public string? Code { get; private set; }

    /// <summary>Why there is no answer; null when there is one, or nothing was asked.</summary>
    public string? Fault { get; private set; }

    /// <summary>The answer.</summary>
    public Answer? Found { get; private set; }

    /// <summary>Looks the code up.</summary>
    public async Task OnGetAsync(string? code, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers.Vary = "Accept-Language, Cookie";
        if (string.IsNullOrWhiteSpace(code))
            return;
        Code = CreditCode.Normalise(code.Length > 18 ? code[..18] : code);
        if (CreditCode.Fault(Code) is { } wrong)
        {
            (Fault, Response.StatusCode) = (Words[wrong, sentences.English(wrong)], StatusCodes.Status422UnprocessableEntity);
            return;
        }

        // Who has only applied is nobody yet: a name that nobody has checked is not published.
        var organisation = await organisations.FindByCreditCodeAsync(Code, cancel);
        if (organisation is null or { State: OrganisationState.Applied or OrganisationState.Returned })
        {
            (Fault, Response.StatusCode) = (Words["没有查到核验通过的单位", "No verified organisation has this code"], StatusCodes.Status404NotFound);
            return;
        }

        var kind = kinds.Find(organisation.Kind);
        Found = new Answer(
            organisation.Name, kind is null ? organisation.Kind : Words[kind.Label, kind.LabelEn], areas.Find(organisation.Area)?.FullName ?? organisation.Area.Value,
            organisation.State is OrganisationState.Active ? Words["已登记，核验通过", "Registered and verified"] : Words["已冻结，暂停在本平台办理业务", "Frozen: may not act on this platform at present"], organisation.State is OrganisationState.Active);
    }
}
