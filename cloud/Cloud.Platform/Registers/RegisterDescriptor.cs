using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Papers;
using Cloud.Platform.Persons;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>A register as the engine, the store and the pages see it: built once from its definition.</summary>
public sealed record RegisterDescriptor
{
    /// <summary>Plural, kebab-case; the path of its interface.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required Label Label { get; init; }

    /// <summary>Module that it belongs to: the folder of its class.</summary>
    public required string Module { get; init; }

    /// <summary>What people call the module.</summary>
    public Label ModuleLabel => ModuleAttribute.Of(RecordType, Module);

    /// <summary>Clauses that it answers.</summary>
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>The record class.</summary>
    public required Type RecordType { get; init; }

    /// <summary>Its fields, in the order of the class.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>Its states, in order.</summary>
    public required IReadOnlyList<RegisterState> States { get; init; }

    /// <summary>State of a new record.</summary>
    public required string Initial { get; init; }

    /// <summary>Transitions.</summary>
    public required IReadOnlyList<RegisterAction> Actions { get; init; }

    /// <summary>Who may do what; nothing else is allowed.</summary>
    public required IReadOnlyList<RegisterRight> Rights { get; init; }

    /// <summary>Fields shown in a list unless others are chosen.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>States in which the due date counts; empty = it has none.</summary>
    public IReadOnlyList<string> DueStates { get; init; } = [];

    /// <summary>How many working days before the due date a reminder is given.</summary>
    public int RemindBefore { get; init; }

    /// <summary>Papers that its records are printed on.</summary>
    public IReadOnlyList<RegisterPaper> Papers { get; init; } = [];

    /// <summary>States in which nothing is awaited of anybody, though actions lead out of them.</summary>
    public IReadOnlyList<string> RestingStates { get; init; } = [];

    /// <summary>True when only a record's own parties are its parties, not all parties of its project.</summary>
    public bool OwnPartiesOnly { get; init; }

    /// <summary>True when records can be assigned to persons.</summary>
    public bool Assigns { get; init; }

    /// <summary>True when records are seen in every area that a grant covers: the register belongs to no place.</summary>
    public bool Everywhere { get; init; }

    /// <summary>True when a flow decides about records: those whom it asks may read them.</summary>
    public bool IsDecided => Actions.Any(action => action.DecidedBy is not null);

    /// <summary>The field of a name; null when there is none.</summary>
    public Field? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The action of a name; null when there is none.</summary>
    public RegisterAction? Action(string name) => Actions.FirstOrDefault(action => action.Name == name);

    /// <summary>The state of a name.</summary>
    public RegisterState State(string name) => States.First(state => state.Name == name);

    /// <summary>Name of its table.</summary>
    public string Table => "register_" + Name.Replace('-', '_');

    internal Func<object, string> Title { get; init; } = _ => "";

    internal Func<object, ProjectId?> Project { get; init; } = _ => null;

    internal Func<object, AreaCode?> Area { get; init; } = _ => null;

    internal Func<object, IEnumerable<OrganisationId>> Parties { get; init; } = _ => [];

    internal Func<object, IEnumerable<PersonId>> Assignees { get; init; } = _ => [];

    internal Func<object, Disciplines> Disciplines { get; init; } = _ => Identity.Disciplines.All;

    internal Func<object, SecrecyLevel> Secrecy { get; init; } = _ => SecrecyLevel.Internal;

    internal Func<object, DateOnly?> Due { get; init; } = _ => null;

    internal Func<object, ActionContext, IEnumerable<FieldFault>> Check { get; init; } = (_, _) => [];

    internal IReadOnlyList<UniqueKey> Unique { get; init; } = [];

    internal IReadOnlyDictionary<string, Func<object, string?>> Automatic { get; init; } = new Dictionary<string, Func<object, string?>>();

    internal Func<object, ActionContext, CancellationToken, ValueTask<object>>? Creating { get; init; }

    internal Func<object, ActionContext, CancellationToken, ValueTask<object>>? Saving { get; init; }
}

/// <summary>What may exist once among records that are not void.</summary>
/// <param name="Name">Of the rule, unique in its register.</param>
/// <param name="Sentence">For the person who enters it twice.</param>
/// <param name="Key">Its value of a record; null is not compared.</param>
internal sealed record UniqueKey(string Name, string Sentence, Func<object, string?> Key);

/// <summary>A field with what is wrong with it.</summary>
/// <param name="Field">camelCase path: <c>parties[2].name</c>.</param>
/// <param name="Reason">Chinese, short.</param>
public sealed record FieldFault(string Field, string Reason);
