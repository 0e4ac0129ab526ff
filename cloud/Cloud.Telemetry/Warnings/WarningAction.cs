namespace Cloud.Telemetry.Warnings;

/// <summary>What a person does to a warning.</summary>
public enum WarningActionKind
{
    Acknowledge,
    Assign,
    Dispose,
    Reply,
    Verify,
    Close,
    FalseAlarm,
    Reopen,
}

/// <summary>An action with what it needs.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Actor">Who does it.</param>
/// <param name="Note">Note, reply or reason; at most 2,000 characters. Required for reply, false alarm and reopen.</param>
/// <param name="Person">Who it is assigned to; required for assign.</param>
/// <param name="Measures">What was done on site; required for reply.</param>
public sealed record WarningAction(
    WarningActionKind Kind, string Actor, string? Note = null, string? Person = null, string? Measures = null)
{
    /// <summary>Longest free text, in characters.</summary>
    public const int MaxText = 2000;

    /// <summary>The word used in the log and in addresses: <c>false-alarm</c>.</summary>
    public string Word => Kind == WarningActionKind.FalseAlarm ? "false-alarm" : Kind.ToString().ToLowerInvariant();

    /// <summary>The action of a word; null when there is none.</summary>
    public static WarningActionKind? Parse(string word)
    {
        foreach (var kind in Enum.GetValues<WarningActionKind>())
            if (string.Equals(new WarningAction(kind, "").Word, word, StringComparison.Ordinal))
                return kind;
        return null;
    }
}
