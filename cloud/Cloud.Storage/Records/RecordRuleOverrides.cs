using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Storage.Records;

/// <summary>Rule overrides in the record store: rows are only ever added.</summary>
public sealed class RecordRuleOverrides(RecordDatabase database) : IRuleOverrides
{
    public async Task<IReadOnlyList<RuleOverrideEntry>> HistoryAsync(ProjectId project, CancellationToken cancel) =>
        await database.ReadAsync(connection => connection.Query(
            "SELECT rule, device, level, threshold, disabled, withdrawn, reason, by, at FROM rule_override WHERE project = @p ORDER BY id",
            r => new RuleOverrideEntry(
                new RuleOverride(r.GetString(0), r.Text(1), r.GetInt32(2), r.GetDouble(3), r.GetString(6), r.Flag(4)),
                r.Flag(5), r.GetString(7), r.Instant(8)),
            ("@p", project.Value)), cancel);

    public Task AddAsync(ProjectId project, RuleOverrideEntry entry, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var change = entry.Override;
            connection.Execute(
                """
                INSERT INTO rule_override (project, rule, device, level, threshold, disabled, withdrawn, reason, by, at)
                VALUES (@p, @rule, @device, @level, @threshold, @disabled, @withdrawn, @reason, @by, @at)
                """,
                ("@p", project.Value), ("@rule", change.RuleId), ("@device", change.DeviceId), ("@level", change.Level),
                ("@threshold", change.Threshold), ("@disabled", change.Disabled), ("@withdrawn", entry.Withdrawn),
                ("@reason", change.Reason), ("@by", entry.By), ("@at", entry.At));
        },
        cancel);
}
