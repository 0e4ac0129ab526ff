using System.Net;
using Cloud.Platform.Organisations;
using Cloud.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.Host;

/// <summary>What anybody may ask without an account.</summary>
[Collection("platform")]
public sealed class PublicPageSpecs(Platform platform)
{
    private const string Page = "/public/verify";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_verified_enterprise_is_shown_by_its_code_without_its_contacts_and_one_that_waits_is_not()
    {
        using var anybody = platform.Host.Stranger();
        var firm = await platform.Host.AddOrganisationAsync("contractor", "210112", "沈阳<b>核验</b>建设");
        var waiting = Codes.NewCreditCode();
        await platform.Host.Services.GetRequiredService<OrganisationDesk>().AddAsync(
            new OrganisationDraft("contractor", "尚未核验公司", waiting, "210112", "沈阳市浑南区", "张三", "李四", "13800001234"), OrganisationState.Applied, null, Cancel);

        var shown = (await anybody.GetAsync($"{Page}?code={firm.CreditCode.ToLowerInvariant()}")).Is(HttpStatusCode.OK);
        var hidden = (await anybody.GetAsync($"{Page}?code={waiting}")).Is(HttpStatusCode.NotFound);
        var wrong = (await anybody.GetAsync($"{Page}?code=91210100000000000!")).Is(HttpStatusCode.UnprocessableEntity);
        using var english = new HttpRequestMessage(HttpMethod.Get, $"{Page}?code={firm.CreditCode}");
        english.Headers.AcceptLanguage.ParseAdd("en");
        using var told = await anybody.Http.SendAsync(english, Cancel);

        Assert.Contains("已登记，核验通过", WebUtility.HtmlDecode(shown.Text), StringComparison.Ordinal);
        Assert.Contains("沈阳<b>核验</b>建设", WebUtility.HtmlDecode(shown.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("13800001234", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("尚未核验公司", WebUtility.HtmlDecode(hidden.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("<dl>", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Registered and verified", await told.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_address_does_not_ask_without_end()
    {
        await using var host = await PlatformHost.StartAsync(settings => settings["Identity:PublicLooksPerMinute"] = "3");
        using var anybody = host.Stranger();

        for (var look = 0; look < 3; look++)
            (await anybody.GetAsync(Page)).Is(HttpStatusCode.OK);

        (await anybody.GetAsync(Page)).Is(HttpStatusCode.TooManyRequests);
    }
}
