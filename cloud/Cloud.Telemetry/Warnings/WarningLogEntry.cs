namespace Cloud.Telemetry.Warnings;

/// <summary>One line of a warning's history; never changed once written.</summary>
/// <param name="Warning">Id of the warning.</param>
/// <param name="At">When it was written (or happened, for what readings say).</param>
/// <param name="Actor">Who: an account's display name, a person of the chain, or <c>system</c>.</param>
/// <param name="Action">Stable word: <c>raise escalate ease recover push</c>, or the word of what a person did: <c>acknowledge</c> …</param>
/// <param name="Note">Free text, or null.</param>
/// <param name="From">Handling before.</param>
/// <param name="To">Handling after.</param>
public sealed record WarningLogEntry(
    string Warning,
    DateTimeOffset At,
    string Actor,
    string Action,
    string? Note,
    WarningHandling From,
    WarningHandling To)
{
    /// <summary>The actor of what the program does by itself.</summary>
    public const string System = "system";
}
