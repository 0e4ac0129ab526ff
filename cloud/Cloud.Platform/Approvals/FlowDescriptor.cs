using Cloud.Platform.Identity;
using Cloud.Platform.Persons;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Approvals;

/// <summary>How many of those who are asked at a node must agree.</summary>
public enum SignRule
{
    /// <summary>或签: whoever is first.</summary>
    [Label("或签", "Any one signs")]
    Any,

    /// <summary>会签: all of them, or a share.</summary>
    [Label("会签", "All sign")]
    All,

    /// <summary>依次: all of them, one after another.</summary>
    [Label("依次签", "One after another")]
    InOrder,
}

/// <summary>A flow as it is declared.</summary>
public sealed record FlowDescriptor
{
    /// <summary>kebab-case, unique.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required Label Label { get; init; }

    /// <summary>Record class of its register.</summary>
    public required Type RecordType { get; init; }

    /// <summary>Transitions that it begins with and makes.</summary>
    public required FlowActions Actions { get; init; }

    /// <summary>Where signatures are asked for, in order.</summary>
    public required IReadOnlyList<FlowNode> Nodes { get; init; }

    /// <summary>Who is told of every case when it ends well.</summary>
    public IReadOnlyList<Role> CopyTo { get; init; } = [];
}

/// <summary>The transitions of the record that belong to a flow.</summary>
/// <param name="Start">Made by a person; begins a case, or goes on with one that was sent back.</param>
/// <param name="Approve">Made by the last signature.</param>
/// <param name="Return">Made when the case goes back to its starter or is withdrawn; null = neither is offered.</param>
/// <param name="Reject">Made by a refusal for good; null = not offered.</param>
public sealed record FlowActions(string Start, string Approve, string? Return, string? Reject);

/// <summary>A place where signatures are asked for.</summary>
public sealed record FlowNode
{
    /// <summary>kebab-case, unique in its flow.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required Label Label { get; init; }

    /// <summary>How many must agree.</summary>
    public required SignRule Rule { get; init; }

    /// <summary>Those who hold one of these roles in a scope that covers the record sign; empty = persons are named.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>
    /// Office of the record's project whose holders sign; null = none. Where it is vacant, or no holder has an account that may see the
    /// record, those of <see cref="Roles"/> are asked.
    /// </summary>
    public string? Office { get; init; }

    /// <summary>Working days from the arrival. 1–250.</summary>
    public required int InDays { get; init; }

    /// <summary>Who is asked too when nobody has signed in time, or nobody is there to sign.</summary>
    public required IReadOnlyList<Role> EscalateTo { get; init; }

    /// <summary>Share of the signers that is enough, above 0 and up to 1. For <see cref="SignRule.All"/> only.</summary>
    public double Share { get; init; } = 1;

    /// <summary>True when every opinion must carry a handwritten signature.</summary>
    public bool Handwritten { get; init; }

    /// <summary>True when only some records need it.</summary>
    public bool IsConditional => When is not null;

    internal Func<object, bool>? When { get; init; }

    internal Func<object, IEnumerable<PersonId>>? Persons { get; init; }
}
