namespace Cloud.Host.Pages;

/// <summary>The language in which a page speaks. Each page writes its words in both, side by side.</summary>
/// <param name="IsEnglish">False for Chinese, which comes first.</param>
public sealed record Tongue(bool IsEnglish)
{
    /// <summary>Cookie in which a reader's choice is kept; the console reads and writes it too.</summary>
    public const string Cookie = "edge-language";

    /// <summary>As the document says it.</summary>
    public string Code => IsEnglish ? "en" : "zh-CN";

    /// <summary>The words in this language.</summary>
    public string this[string chinese, string english] => IsEnglish ? english : chinese;

    /// <summary>What the reader has chosen; Chinese where nothing was chosen.</summary>
    public static Tongue Chosen(HttpRequest request) => new(request.Cookies[Cookie] == "en");

    /// <summary>What the reader has chosen; where nothing was chosen, English for one whose browser prefers it.</summary>
    public static Tongue Preferred(HttpRequest request)
    {
        if (request.Cookies[Cookie] is "en" or "zh")
            return Chosen(request);
        var best = request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(language => language.Quality ?? 1).FirstOrDefault();
        return new Tongue(best is not null && best.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase));
    }
}
