namespace Cloud.Host.Api;

/// <summary>A sentence with <c>{}</c> where it differs. It is matched piece by piece in one pass: no sentence takes longer than it is long.</summary>
/// <param name="text">With its place holders.</param>
public sealed class SentenceForm(string text)
{
    private readonly string[] _pieces = text.Split("{}");

    /// <summary>Characters: of two forms that fit, the longer says more.</summary>
    public int Length => text.Length;

    /// <summary>What stands at the place holders, each as short as it can be; null when the sentence has another form.</summary>
    public IReadOnlyList<string>? Match(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var (first, last) = (_pieces[0], _pieces[^1]);
        if (sentence.Length < first.Length + last.Length || !sentence.StartsWith(first, StringComparison.Ordinal) || !sentence.EndsWith(last, StringComparison.Ordinal))
            return null;
        var (at, end) = (first.Length, sentence.Length - last.Length);
        var found = new List<string>(_pieces.Length - 1);
        foreach (var piece in _pieces.AsSpan(1.._pieces.Length)[..^1])
        {
            var next = sentence.IndexOf(piece, at, end - at, StringComparison.Ordinal);
            if (next < 0)
                return null;
            found.Add(sentence[at..next]);
            at = next + piece.Length;
        }

        found.Add(sentence[at..end]);
        return found;
    }

    /// <summary>The sentence with its places filled, in order.</summary>
    public string With(IEnumerable<string> places) => string.Concat(_pieces.Zip([.. places, ""], (piece, place) => piece + place));
}
