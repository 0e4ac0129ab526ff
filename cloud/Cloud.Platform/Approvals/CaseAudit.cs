using System.Text.Json;
using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>What the audit trail says about a move.</summary>
internal static class CaseAudit
{
    public static AuditEntry Of(ApprovalCase? before, ApprovalCase after, Actor actor, string action)
    {
        var steps = after.Trail.Skip(before?.Trail.Count ?? 0).ToList();
        var detail = new
        {
            flow = after.Flow, record = $"{after.Record.Register}/{after.Record.Id:D}", version = after.Version, from = before?.State, to = after.State, node = after.Node?.Name,
            steps = steps.Select(step => new { step.Kind, step.Node, step.To, opinion = step.Opinion?.Text, files = step.Opinion?.Attachments.Select(file => file.Hash), digest = step.Opinion?.Signature?.Digest }),
        };
        return new AuditEntry(
            steps.Count > 0 ? steps[^1].At : after.Started.At, actor.AccountId, actor.DisplayName, actor.Address, action, $"approval/{after.Id:D}",
            JsonSerializer.Serialize(detail, RecordJson.Options));
    }
}
