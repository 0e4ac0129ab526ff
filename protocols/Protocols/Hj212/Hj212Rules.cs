namespace Protocols.Hj212;

/// <summary>How strictly one station is read. A port that serves several reads with <see cref="Listening"/> first and asks the station's own rules afterwards what they <see cref="Forbid"/>.</summary>
/// <param name="Edition">Edition that the station speaks.</param>
/// <param name="Tolerances">Deviations that its profile allows.</param>
public sealed record Hj212Rules(
    Hj212Edition Edition = Hj212Edition.Edition2017, Hj212Tolerances Tolerances = Hj212Tolerances.None)
{
    /// <summary>Takes every deviation and reports it.</summary>
    public static Hj212Rules Listening { get; } = new(Hj212Edition.Edition2025, Hj212Tolerances.All);

    /// <summary>Most characters of DATA.</summary>
    public int MaxData => Allows(Hj212Tolerances.LongLength) ? Hj212Limits.LongData : Hj212Limits.Data;

    /// <summary>True when the deviation is tolerated.</summary>
    public bool Allows(Hj212Tolerances tolerance) => (Tolerances & tolerance) == tolerance;

    /// <summary>What of the deviations used is not tolerated for this station.</summary>
    public Hj212Tolerances Forbid(Hj212Tolerances used)
    {
        // In 2005 a head without Flag and an upload without QN are the standard, not a deviation.
        var native = Edition == Hj212Edition.Edition2005
            ? Hj212Tolerances.MissingHeadFlag | Hj212Tolerances.MissingQn | Hj212Tolerances.MissingFlag
            : Hj212Tolerances.None;
        return used & ~(Tolerances | native);
    }

    /// <summary>Rules from a profile's dialect.</summary>
    /// <param name="edition">2005, 2017 or 2025.</param>
    /// <param name="lenient">Names of tolerances; null for none.</param>
    /// <param name="rules">The rules; null unless true is returned.</param>
    /// <param name="fault">What is wrong, for the person who wrote the profile; null when nothing is.</param>
    public static bool TryCreate(
        int edition, IEnumerable<string>? lenient, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Hj212Rules? rules, out string? fault)
    {
        (rules, fault) = (null, null);
        Hj212Edition? known = edition switch
        {
            2005 => Hj212Edition.Edition2005,
            2017 => Hj212Edition.Edition2017,
            2025 => Hj212Edition.Edition2025,
            _ => null,
        };
        if (known is null)
            fault = $"edition {edition} is none of 2005, 2017, 2025";
        else if (!Hj212ToleranceNames.TryParse(lenient ?? [], out var tolerances, out var unknown))
            fault = $"lenient name '{unknown}' is none of {string.Join(", ", Hj212ToleranceNames.All)}";
        else
            rules = new Hj212Rules(known.Value, tolerances);
        return rules is not null;
    }
}
