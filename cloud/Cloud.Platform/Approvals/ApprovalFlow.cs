using Cloud.Platform.Identity;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>Declares a flow; <see cref="IApprovalFlow{TRecord}"/> says how one is added.</summary>
/// <typeparam name="TRecord">The register's record class.</typeparam>
/// <param name="name">kebab-case, as the register's <c>DecidedBy</c> says it.</param>
/// <param name="label">Chinese name.</param>
/// <param name="labelEn">English name.</param>
public sealed class ApprovalFlow<TRecord>(string name, string label, string labelEn)
    where TRecord : class
{
    private readonly List<FlowNode> _nodes = [];
    private FlowActions _actions = new("", "", null, null);
    private IReadOnlyList<Role> _copyTo = [];

    /// <summary>The person's transition that begins a case in its own commit.</summary>
    public ApprovalFlow<TRecord> StartedBy(string action) => With(_actions with { Start = action });

    /// <summary>The transition that the last signature makes.</summary>
    public ApprovalFlow<TRecord> Approves(string action) => With(_actions with { Approve = action });

    /// <summary>The transition back to the starter: sent back or withdrawn.</summary>
    public ApprovalFlow<TRecord> Returns(string action) => With(_actions with { Return = action });

    /// <summary>The transition of a refusal for good.</summary>
    public ApprovalFlow<TRecord> Rejects(string action) => With(_actions with { Reject = action });

    /// <summary>Those who hold one of some roles where the record lies sign; where an office is named, its holders on the project.</summary>
    /// <param name="name">kebab-case.</param>
    /// <param name="label">Chinese name.</param>
    /// <param name="by">Roles.</param>
    /// <param name="inDays">Working days.</param>
    /// <param name="rule">How many must agree.</param>
    /// <param name="escalateTo">Who is asked too when time has run out or nobody is there.</param>
    /// <param name="labelEn">English name.</param>
    /// <param name="when">Whether a record needs this node; asked once, when the case begins.</param>
    /// <param name="share">Share of the signers that is enough under <see cref="SignRule.All"/>.</param>
    /// <param name="handwritten">Every opinion must carry a handwritten signature.</param>
    /// <param name="office">Office of the project whose holders are asked; the roles when it is vacant.</param>
    public ApprovalFlow<TRecord> Node(
        string name, string label, RoleSet by, int inDays, SignRule rule = SignRule.Any, RoleSet escalateTo = default, string? labelEn = null,
        Func<TRecord, bool>? when = null, double share = 1, bool handwritten = false, string? office = null) =>
        Add(name, label, labelEn, rule, inDays, escalateTo, when, share, handwritten, [.. by], null, office);

    /// <summary>Persons whom the record names sign, in the order in which it names them.</summary>
    /// <param name="name">kebab-case.</param>
    /// <param name="label">Chinese name.</param>
    /// <param name="persons">Whom a record names; asked once, when the case begins.</param>
    /// <param name="inDays">Working days.</param>
    /// <param name="rule">How many must agree.</param>
    /// <param name="escalateTo">Who is asked too when time has run out or nobody is there.</param>
    /// <param name="labelEn">English name.</param>
    /// <param name="when">Whether a record needs this node; asked once, when the case begins.</param>
    /// <param name="share">Share of the signers that is enough under <see cref="SignRule.All"/>.</param>
    /// <param name="handwritten">Every opinion must carry a handwritten signature.</param>
    public ApprovalFlow<TRecord> Node(
        string name, string label, Func<TRecord, IEnumerable<PersonId>> persons, int inDays, SignRule rule = SignRule.All, RoleSet escalateTo = default, string? labelEn = null,
        Func<TRecord, bool>? when = null, double share = 1, bool handwritten = false) =>
        Add(name, label, labelEn, rule, inDays, escalateTo, when, share, handwritten, [], record => persons((TRecord)record));

    /// <summary>Who is told of every case that ends well, where the record lies.</summary>
    public ApprovalFlow<TRecord> CopyTo(RoleSet roles)
    {
        _copyTo = [.. roles];
        return this;
    }

    /// <summary>The finished description.</summary>
    /// <exception cref="InvalidOperationException">The declaration is incomplete.</exception>
    public FlowDescriptor Build()
    {
        if (_actions.Start.Length == 0 || _actions.Approve.Length == 0 || _nodes.Count == 0)
            throw new InvalidOperationException($"Flow {name}: it needs StartedBy, Approves and a node.");
        if (_nodes.Select(node => node.Name).Distinct().Count() < _nodes.Count || _nodes.Any(node => node.InDays is < 1 or > 250 || node.Share is <= 0 or > 1))
            throw new InvalidOperationException($"Flow {name}: a node is there twice, or its days or share are out of range.");
        return new FlowDescriptor
        {
            Name = name, Label = new Label(label, labelEn), RecordType = typeof(TRecord), Actions = _actions, Nodes = [.. _nodes], CopyTo = _copyTo,
        };
    }

    private ApprovalFlow<TRecord> Add(
        string node, string nodeLabel, string? nodeLabelEn, SignRule rule, int inDays, RoleSet escalateTo, Func<TRecord, bool>? when, double share, bool handwritten,
        IReadOnlyList<Role> roles, Func<object, IEnumerable<PersonId>>? persons, string? office = null)
    {
        _nodes.Add(new FlowNode
        {
            Name = node, Label = new Label(nodeLabel, nodeLabelEn ?? node.Replace('-', ' ')), Rule = rule, Roles = roles, InDays = inDays, EscalateTo = [.. escalateTo],
            Share = share, Handwritten = handwritten, When = when is null ? null : record => when((TRecord)record), Persons = persons,
            Office = office,
        });
        return this;
    }

    private ApprovalFlow<TRecord> With(FlowActions actions)
    {
        _actions = actions;
        return this;
    }
}
