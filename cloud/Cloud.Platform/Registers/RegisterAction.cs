using Cloud.Platform.Identity;

namespace Cloud.Platform.Registers;

/// <summary>A transition that people make: from states to a state, by roles, with an optional form.</summary>
public sealed record RegisterAction
{
    /// <summary>kebab-case, unique in its register.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required Label Label { get; init; }

    /// <summary>States in which it is possible.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>State that it leads to.</summary>
    public required string To { get; init; }

    /// <summary>Who may.</summary>
    public required IReadOnlyList<Role> By { get; init; }

    /// <summary>Type of the form; null when there is none.</summary>
    public Type? FormType { get; init; }

    /// <summary>Fields of the form.</summary>
    public IReadOnlyList<Field> Form { get; init; } = [];

    /// <summary>Name of the approval flow whose decision makes the transition; null when a person does.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>True when only those whom the record is assigned to may, not everybody with the role.</summary>
    public bool ByAssignee { get; init; }

    internal Func<object, ActionContext, string?>? Guard { get; init; }

    internal Func<object, object?, ActionContext, CancellationToken, ValueTask<object>>? Apply { get; init; }
}

/// <summary>What a state is called, and whether work on the record is over.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Label">For people.</param>
/// <param name="Final">True when nothing leads out of it.</param>
public sealed record RegisterState(string Name, Label Label, bool Final);

/// <summary>What a right is about.</summary>
public enum RegisterVerb
{
    /// <summary>See records, in lists, search, counts and exports alike.</summary>
    Read,

    /// <summary>Add one.</summary>
    Create,

    /// <summary>Change its fields.</summary>
    Edit,

    /// <summary>Declare it void with a reason.</summary>
    Void,

    /// <summary>Make a transition.</summary>
    Act,
}

/// <summary>One line of the rights of a register: roles that may do something in some states.</summary>
/// <param name="Verb">What.</param>
/// <param name="Roles">Who.</param>
/// <param name="States">In which states; empty = in all.</param>
/// <param name="Action">Which transition; null for other verbs.</param>
public sealed record RegisterRight(RegisterVerb Verb, IReadOnlyList<Role> Roles, IReadOnlyList<string> States, string? Action = null);
