using Cloud.Platform.Approvals;
using Cloud.Platform.Calendar;
using Cloud.Platform.Registers;

namespace TestKit.Approvals;

/// <summary>Cases and people for tests of approvals.</summary>
public static class A
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    public static readonly SiteCalendar Calendar = new([], []);

    public static Signer Signer(string name) => new(Guid.CreateVersion7(), name);

    public static CaseNode Node(string name = "chief", SignRule rule = SignRule.Any, int inDays = 3, double share = 1) =>
        new(name, new Label(name, name), rule, ["supervisor"], [], inDays, ["station-chief"], share, false);

    public static ApprovalCase Draft(Signer starter, params IReadOnlyList<CaseNode> nodes) => new()
    {
        Id = Guid.CreateVersion7(), Version = 1, Flow = "test-flow", Label = new Label("试验审批", "Test"), Actions = new FlowActions("submit", "approve", "return", "reject"), Nodes = nodes,
        Record = new RecordKey("test-notices", Guid.CreateVersion7()), Title = "三层高支模方案", Started = new Stamp(Monday, starter.Account, starter.Name), State = CaseState.Running,
    };

    public static CaseWalk Walk(Signer by, IReadOnlyList<Signer> signers, IReadOnlyList<Signer>? substitutes = null, DateTimeOffset? at = null)
    {
        var nodes = new[] { "chief", "owner", "design" };
        return new CaseWalk(
            new Stamp(at ?? Monday, by.Account, by.Name), Calendar, nodes.ToDictionary(node => node, _ => signers), nodes.ToDictionary(node => node, _ => substitutes ?? []));
    }

    public static CaseOpinion Says(string text = "") => new(text, []);
}
