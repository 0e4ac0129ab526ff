using System.Net;
using System.Text.RegularExpressions;

namespace Cloud.Tests.Host;

/// <summary>A page at the door as somebody without a script sees it: what it says, its form, and where it sends the browser.</summary>
internal sealed partial record Page(Uri Path, HttpStatusCode Status, string Html, Uri? Location)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What it says, decoded.</summary>
    public string Text => WebUtility.HtmlDecode(Tags().Replace(Html, " "));

    public static async Task<Page> OpenAsync(Person person, string path)
    {
        using var answer = await person.Http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        return await OfAsync(new Uri(path, UriKind.Relative), answer);
    }

    /// <summary>Fills the form and sends it; hidden fields go along. The handler chooses among several forms.</summary>
    public async Task<Page> SendAsync(Person person, Dictionary<string, string> fields, string? handler = null, bool withToken = true)
    {
        var form = Forms().Matches(Html).Select(match => match.Value)
            .First(text => text.Contains("method=\"post\"", StringComparison.Ordinal) && (handler is null || text.Contains($"handler={handler}", StringComparison.Ordinal)));
        var all = Hidden().Matches(form).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        foreach (var (name, value) in fields)
            all[name] = value;
        if (!withToken)
            all.Remove("__RequestVerificationToken");
        var action = Action().Match(form) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : Path.OriginalString;
        using var content = new FormUrlEncodedContent(all);
        using var answer = await person.Http.PostAsync(new Uri(action, UriKind.Relative), content, Cancel);
        return await OfAsync(new Uri(action, UriKind.Relative), answer);
    }

    /// <summary>The page when it has that status; its text otherwise.</summary>
    public Page Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Location} {Text}");
        return this;
    }

    /// <summary>Where it sends the browser.</summary>
    public string To => Is(HttpStatusCode.Found).Location!.OriginalString;

    private static async Task<Page> OfAsync(Uri path, HttpResponseMessage answer) =>
        new(path, answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer.Headers.Location);

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input[^>]*?(?=[^>]*type="hidden")[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"[^>]*>""", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("""<form[^>]*\baction="([^"]+)""")]
    private static partial Regex Action();
}
