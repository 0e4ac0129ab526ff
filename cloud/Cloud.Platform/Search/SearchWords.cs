namespace Cloud.Platform.Search;

/// <summary>
/// Cuts text into words for the search index. Chinese has no spaces, so each run of ideographs becomes its overlapping
/// pairs and its last character: whatever stands in the text with two characters or more is then found as a phrase of
/// pairs, exactly and without a dictionary. Other letters and digits become words in lower case.
/// </summary>
public static class SearchWords
{
    private const int LongestWord = 64;

    /// <summary>The words of a document, in order.</summary>
    public static IEnumerable<string> Of(string text)
    {
        foreach (var run in Runs(text))
        {
            if (!IsIdeograph(run[0]))
            {
                yield return run.Length > LongestWord ? run[..LongestWord] : run;
                continue;
            }

            for (var i = 0; i + 1 < run.Length; i++)
                yield return run.Substring(i, 2);
            yield return run[^1..];
        }
    }

    /// <summary>What to look for: phrases that must all be there; the words of a phrase follow each other, its last one may be a beginning.</summary>
    public static IReadOnlyList<SearchPhrase> Query(string text) =>
    [
        .. Runs(text).Take(16).Select(run => !IsIdeograph(run[0]) ? new SearchPhrase([run.Length > LongestWord ? run[..LongestWord] : run], LastIsBeginning: true)
            : run.Length == 1 ? new SearchPhrase([run], LastIsBeginning: true)
            : new SearchPhrase([.. Enumerable.Range(0, run.Length - 1).Select(i => run.Substring(i, 2))], LastIsBeginning: false)),
    ];

    private static IEnumerable<string> Runs(string text)
    {
        // Full-width letters and compatibility forms are the letters that people type; a broken surrogate is none.
        text = text.All(c => !char.IsSurrogate(c)) ? text.Normalize(System.Text.NormalizationForm.FormKC) : text;
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && IsWord(text[i]);
            if (start >= 0 && (!inside || IsIdeograph(text[i]) != IsIdeograph(text[start])))
            {
                yield return text[start..i].ToLowerInvariant();
                start = -1;
            }

            if (inside && start < 0)
                start = i;
        }
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || IsIdeograph(c);

    private static bool IsIdeograph(char c) => c is (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');
}

/// <summary>Words that follow each other.</summary>
/// <param name="Words">At least one.</param>
/// <param name="LastIsBeginning">True when the last word may go on.</param>
public sealed record SearchPhrase(IReadOnlyList<string> Words, bool LastIsBeginning);
