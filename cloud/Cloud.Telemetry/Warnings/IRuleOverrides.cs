using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>An override as it was made; kept for ever, also when a later one replaces it.</summary>
/// <param name="Override">What it says.</param>
/// <param name="Withdrawn">True when it takes an earlier one back: the pack's threshold holds again.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When.</param>
public sealed record RuleOverrideEntry(RuleOverride Override, bool Withdrawn, string By, DateTimeOffset At);

/// <summary>Where the projects' overrides are kept, with their history.</summary>
public interface IRuleOverrides
{
    /// <summary>All that were ever made for a project, oldest first.</summary>
    Task<IReadOnlyList<RuleOverrideEntry>> HistoryAsync(ProjectId project, CancellationToken cancel);

    /// <summary>Adds one; on disk when it ends.</summary>
    Task AddAsync(ProjectId project, RuleOverrideEntry entry, CancellationToken cancel);
}
