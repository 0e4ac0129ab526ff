using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>A name in both languages.</summary>
public sealed record LabelView(string Zh, string En);

/// <summary>One line of the list of registers: those of which the person may read anything.</summary>
/// <param name="Name">Path segment.</param>
/// <param name="Label">For people.</param>
/// <param name="Module">The module that it belongs to.</param>
/// <param name="ModuleLabel">What people call the module.</param>
/// <param name="Clauses">Clauses that it answers.</param>
/// <param name="CanCreate">True when the person may add records somewhere.</param>
public sealed record RegisterLine(string Name, LabelView Label, string Module, LabelView ModuleLabel, IReadOnlyList<string> Clauses, bool CanCreate);

/// <summary>All registers that the person may read.</summary>
public sealed record RegisterList(IReadOnlyList<RegisterLine> Items);

/// <summary>One value of a choice.</summary>
public sealed record ChoiceView(string Value, LabelView Label);

/// <summary>A field of a record or form.</summary>
/// <param name="Name">Member of the JSON.</param>
/// <param name="Label">For people.</param>
/// <param name="Kind">What it holds: decides its control.</param>
/// <param name="Many">True for a list of them.</param>
/// <param name="Required">True when it may not be left empty.</param>
/// <param name="MaxLength">Longest text or most items.</param>
/// <param name="Min">Smallest number.</param>
/// <param name="Max">Largest number.</param>
/// <param name="Unit">Unit of a number.</param>
/// <param name="Hint">Help.</param>
/// <param name="Choices">Values of a choice.</param>
/// <param name="Register">Register that is referred to.</param>
/// <param name="Fields">Members of a group or of each row.</param>
/// <param name="ReadOnly">True when only actions set it.</param>
/// <param name="Personal">True when it is shown masked.</param>
/// <param name="Filter">True when lists filter and sort by it.</param>
/// <param name="Indexed">True when that is quick however many records there are.</param>
/// <param name="Numeric">True when sums make sense.</param>
public sealed record FieldView(
    string Name, LabelView Label, FieldKind Kind, bool Many, bool Required, int? MaxLength, double? Min, double? Max, string? Unit, string? Hint,
    IReadOnlyList<ChoiceView> Choices, string? Register, IReadOnlyList<FieldView> Fields, bool ReadOnly, bool Personal, bool Filter, bool Indexed, bool Numeric);

/// <summary>A column of lists besides the fields.</summary>
public sealed record ColumnView(string Name, LabelView Label, FieldKind Kind, IReadOnlyList<ChoiceView> Choices);

/// <summary>A state.</summary>
/// <param name="Name">As in records.</param>
/// <param name="Label">For people.</param>
/// <param name="Final">True when nothing leads out of it.</param>
/// <param name="Resting">True when nothing is awaited of anybody in it, though actions lead out.</param>
public sealed record StateView(string Name, LabelView Label, bool Final, bool Resting);

/// <summary>A transition.</summary>
/// <param name="Name">Path segment.</param>
/// <param name="Label">For people.</param>
/// <param name="From">States in which it is possible.</param>
/// <param name="To">State that it leads to.</param>
/// <param name="Form">Fields to be filled; none = a question is enough.</param>
/// <param name="Offered">True when the person's roles may do it somewhere.</param>
/// <param name="DecidedBy">Approval flow that decides it instead of a person.</param>
public sealed record ActionView(string Name, LabelView Label, IReadOnlyList<string> From, string To, IReadOnlyList<FieldView> Form, bool Offered, string? DecidedBy);

/// <summary>A paper of a register.</summary>
/// <param name="Name">Path segment below <c>records/ID/papers/</c>.</param>
/// <param name="Label">For people.</param>
/// <param name="States">In which states it can be printed; none = in all.</param>
/// <param name="Needs">Field that must have a value; null = none.</param>
public sealed record PaperView(string Name, LabelView Label, IReadOnlyList<string> States, string? Needs);

/// <summary>All that a page needs to draw a register.</summary>
/// <param name="Name">Path segment.</param>
/// <param name="Label">For people.</param>
/// <param name="Module">The module that it belongs to.</param>
/// <param name="ModuleLabel">What people call the module.</param>
/// <param name="Clauses">Clauses that it answers.</param>
/// <param name="Fields">In the order of the form.</param>
/// <param name="States">In order.</param>
/// <param name="Initial">State of a new record; null of those that only the platform makes.</param>
/// <param name="Actions">Transitions.</param>
/// <param name="Columns">Names shown in a list unless others are chosen.</param>
/// <param name="Envelope">Columns that every register has.</param>
/// <param name="DueStates">States in which the due date counts.</param>
/// <param name="CanCreate">True when the person may add records somewhere.</param>
/// <param name="CanVoid">True when the person may declare records void somewhere.</param>
/// <param name="Papers">What a record can be printed on.</param>
public sealed record RegisterView(
    string Name, LabelView Label, string Module, LabelView ModuleLabel, IReadOnlyList<string> Clauses, IReadOnlyList<FieldView> Fields, IReadOnlyList<StateView> States, string Initial,
    IReadOnlyList<ActionView> Actions, IReadOnlyList<string> Columns, IReadOnlyList<ColumnView> Envelope, IReadOnlyList<string> DueStates, bool CanCreate, bool CanVoid,
    IReadOnlyList<PaperView> Papers)
{
    internal static RegisterLine Line(RegisterDescriptor register, Actor actor) => new(
        register.Name, Of(register.Label), register.Module, Of(register.ModuleLabel), register.Clauses, RecordPermissions.Offers(actor, register, RegisterVerb.Create));

    internal static RegisterView Of(RegisterDescriptor register, Actor actor) => new(
        register.Name, Of(register.Label), register.Module, Of(register.ModuleLabel), register.Clauses, [.. register.Fields.Select(Of)],
        [.. register.States.Select(state => new StateView(state.Name, Of(state.Label), state.Final, register.RestingStates.Contains(state.Name)))], register.Initial,
        [.. register.Actions.Select(action => new ActionView(
            action.Name, Of(action.Label), action.From, action.To, [.. action.Form.Select(Of)],
            action.DecidedBy is null && RecordPermissions.Offers(actor, register, RegisterVerb.Act, action.Name), action.DecidedBy))],
        register.Columns,
        [.. Column.OfEnvelope.Select(column => new ColumnView(column.Name, Of(column.Label), column.Kind, [.. column.Choices(register).Select(Of)]))],
        register.DueStates, RecordPermissions.Offers(actor, register, RegisterVerb.Create), RecordPermissions.Offers(actor, register, RegisterVerb.Void),
        [.. register.Papers.Select(paper => new PaperView(paper.Name, Of(paper.Label), paper.States, paper.Needs))]);

    internal static LabelView Of(Label label) => new(label.Zh, label.En);

    internal static IReadOnlyList<FieldView> Of(IReadOnlyList<Field> fields) => [.. fields.Select(Of)];

    private static ChoiceView Of(Choice choice) => new(choice.Value, Of(choice.Label));

    private static FieldView Of(Field field) => new(
        field.Name, Of(field.Label), field.Kind, field.Many, field.Required, field.MaxLength, field.Min, field.Max, field.Unit, field.Hint,
        [.. field.Choices.Select(Of)], field.Register, [.. field.Fields.Select(Of)], field.Assigned, field.Personal,
        field is { Scalar: true, Personal: false }, field.Indexed, field.Numeric);
}
