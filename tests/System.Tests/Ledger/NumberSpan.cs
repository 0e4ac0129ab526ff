namespace System.Tests.Ledger;

/// <summary>Numbers <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct NumberSpan(long First, long Last)
{
    public long Count => Last - First + 1;

    /// <summary>The spans that cover ascending numbers.</summary>
    public static IReadOnlyList<NumberSpan> Of(IEnumerable<long> ascending)
    {
        var spans = new List<NumberSpan>();
        foreach (var number in ascending)
            if (spans.Count > 0 && spans[^1].Last + 1 == number)
                spans[^1] = spans[^1] with { Last = number };
            else
                spans.Add(new NumberSpan(number, number));
        return spans;
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}–{Last}";
}
