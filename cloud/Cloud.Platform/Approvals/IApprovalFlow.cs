namespace Cloud.Platform.Approvals;

/// <summary>
/// An approval flow of a register, one small class per flow. It is found once at start; nothing else has to be registered.
/// How a flow is added:
/// <list type="number">
/// <item>The register declares the transitions that only the flow makes: <c>.On("approve", State.UnderReview, State.Approved, by: [])
/// .DecidedBy("plan-approval")</c>, and likewise the one back to the starter and, if there may be one, the refusal. They take no form.</item>
/// <item>A class in the module names the flow: <c>public sealed class PlanApproval : IApprovalFlow&lt;Plan&gt;</c> with
/// <c>Definition =&gt; new ApprovalFlow&lt;Plan&gt;("plan-approval", "方案审批", "Plan approval").StartedBy("submit").Approves("approve")
/// .Returns("return").Node("chief", "总监审查", by: Role.SupervisingEngineer, inDays: 3)</c>.</item>
/// <item>That is all: the transition <c>submit</c> begins a case in its own commit, and the last signature makes <c>approve</c> in its own.</item>
/// </list>
/// A case keeps the nodes that the definition had, and the conditions that the record met, when the case began.
/// </summary>
/// <typeparam name="TRecord">The register's record class.</typeparam>
public interface IApprovalFlow<TRecord>
    where TRecord : class
{
    /// <summary>Name, nodes and the transitions that it makes.</summary>
    static abstract ApprovalFlow<TRecord> Definition { get; }
}
