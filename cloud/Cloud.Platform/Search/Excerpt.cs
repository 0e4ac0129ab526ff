namespace Cloud.Platform.Search;

/// <summary>The part of a text that shows why it was found.</summary>
public static class Excerpt
{
    private const int Before = 20;
    private const int Length = 120;

    /// <summary>At most 120 characters around the first word that stands in the text, on one line.</summary>
    public static string Around(string text, string words)
    {
        var at = words.Split([' ', '\u3000', '，', ',', '。'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(index => index >= 0).DefaultIfEmpty(0).Min();
        var start = Math.Max(0, at - Before);
        var part = text.Substring(start, Math.Min(Length, text.Length - start)).ReplaceLineEndings(" ");
        return (start > 0 ? "…" : "") + part + (start + Length < text.Length ? "…" : "");
    }
}
