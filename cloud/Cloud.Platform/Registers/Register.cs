using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Papers;
using Cloud.Platform.Persons;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>
/// Declares a register: lifecycle, rights, scope, rules. Default deny: only <see cref="Read"/>, <see cref="Create"/>,
/// <see cref="Edit"/>, <see cref="Void"/> and the <c>On</c> family grant anything.
/// </summary>
/// <typeparam name="TRecord">The record class.</typeparam>
/// <typeparam name="TState">Its states.</typeparam>
public sealed class Register<TRecord, TState>
    where TRecord : class
    where TState : struct, Enum
{
    private readonly List<RegisterAction> _actions = [];
    private readonly List<RegisterRight> _rights = [];
    private readonly List<UniqueKey> _unique = [];
    private readonly Dictionary<string, Func<object, string?>> _automatic = [];
    private RegisterDescriptor _descriptor;

    /// <summary>Begins a register.</summary>
    /// <param name="name">Plural, kebab-case.</param>
    /// <param name="label">Chinese name.</param>
    /// <param name="labelEn">English name.</param>
    public Register(string name, string label, string labelEn) => _descriptor = new RegisterDescriptor
    {
        Name = name, Label = new Label(label, labelEn), Module = ModuleOf(typeof(TRecord)), RecordType = typeof(TRecord), Clauses = ClausesOf(typeof(TRecord)),
        Fields = FieldReader.Read(typeof(TRecord)), States = [], Initial = "", Actions = [], Rights = [], Columns = [],
    };

    /// <summary>Who may add a record, and the state that it begins in. The creators also edit it there.</summary>
    public Register<TRecord, TState> Create(TState initial, RoleSet by)
    {
        _rights.Add(new RegisterRight(RegisterVerb.Create, [.. by], [Name(initial)]));
        _rights.Add(new RegisterRight(RegisterVerb.Edit, [.. by], [Name(initial)]));
        return With(_descriptor with { Initial = Name(initial) });
    }

    /// <summary>Records come from other registers' transitions or from services, never from a form.</summary>
    public Register<TRecord, TState> CreatedElsewhere(TState initial) => With(_descriptor with { Initial = Name(initial) });

    /// <summary>Who may change the fields in further states.</summary>
    public Register<TRecord, TState> Edit(StateSet<TState> states, RoleSet by) => Right(RegisterVerb.Edit, states, by);

    /// <summary>Who may read records in every state.</summary>
    public Register<TRecord, TState> Read(RoleSet by) => Right(RegisterVerb.Read, [], by);

    /// <summary>Who may read records in some states.</summary>
    public Register<TRecord, TState> ReadIn(StateSet<TState> states, RoleSet by) => Right(RegisterVerb.Read, states, by);

    /// <summary>Who may declare a record void, in some states (none = all).</summary>
    public Register<TRecord, TState> Void(StateSet<TState> states, RoleSet by) => Right(RegisterVerb.Void, states, by);

    /// <summary>A transition without a form.</summary>
    public Register<TRecord, TState> On(
        string name, string label, StateSet<TState> from, TState to, RoleSet by, string? labelEn = null,
        Func<TRecord, ActionContext, string?>? guard = null, Func<TRecord, ActionContext, TRecord>? apply = null, bool byAssignee = false) =>
        Add(Action(name, label, labelEn, from, to, by, guard, byAssignee) with
        {
            Apply = apply is null ? null : (record, _, context, _) => ValueTask.FromResult<object>(apply((TRecord)record, context)),
        });

    /// <summary>A transition with a form.</summary>
    /// <typeparam name="TForm">A record class whose members are the form's fields.</typeparam>
    public Register<TRecord, TState> On<TForm>(
        string name, string label, StateSet<TState> from, TState to, RoleSet by, Func<TRecord, TForm, ActionContext, TRecord> apply,
        string? labelEn = null, Func<TRecord, ActionContext, string?>? guard = null, bool byAssignee = false)
        where TForm : class =>
        Add(Action(name, label, labelEn, from, to, by, guard, byAssignee) with
        {
            FormType = typeof(TForm),
            Form = FieldReader.Read(typeof(TForm)),
            Apply = (record, form, context, _) => ValueTask.FromResult<object>(apply((TRecord)record, (TForm)form!, context)),
        });

    /// <summary>A transition that looks something up, without a form.</summary>
    public Register<TRecord, TState> On(
        string name, string label, StateSet<TState> from, TState to, RoleSet by,
        Func<TRecord, ActionContext, CancellationToken, ValueTask<TRecord>> apply,
        string? labelEn = null, Func<TRecord, ActionContext, string?>? guard = null, bool byAssignee = false) =>
        Add(Action(name, label, labelEn, from, to, by, guard, byAssignee) with
        {
            Apply = async (record, _, context, cancel) => await apply((TRecord)record, context, cancel),
        });

    /// <summary>A transition with a form that looks something up.</summary>
    /// <typeparam name="TForm">A record class whose members are the form's fields.</typeparam>
    public Register<TRecord, TState> On<TForm>(
        string name, string label, StateSet<TState> from, TState to, RoleSet by,
        Func<TRecord, TForm, ActionContext, CancellationToken, ValueTask<TRecord>> apply,
        string? labelEn = null, Func<TRecord, ActionContext, string?>? guard = null, bool byAssignee = false)
        where TForm : class =>
        Add(Action(name, label, labelEn, from, to, by, guard, byAssignee) with
        {
            FormType = typeof(TForm),
            Form = FieldReader.Read(typeof(TForm)),
            Apply = async (record, form, context, cancel) => await apply((TRecord)record, (TForm)form!, context, cancel),
        });

    /// <summary>The action declared last is made by the decision of an approval case of a flow, and by nobody else.</summary>
    public Register<TRecord, TState> DecidedBy(string flow)
    {
        _actions[^1] = _actions[^1] with { DecidedBy = flow };
        return this;
    }

    /// <summary>After any change in a state, moves on by itself where the rule names another state.</summary>
    public Register<TRecord, TState> When(TState state, Func<TRecord, TState?> next)
    {
        _automatic[Name(state)] = record => next((TRecord)record) is { } to ? Name(to) : null;
        return this;
    }

    /// <summary>What a record is called in lists, links and search.</summary>
    public Register<TRecord, TState> Title(Func<TRecord, string> title) => With(_descriptor with { Title = record => title((TRecord)record) });

    /// <summary>The project that a record belongs to: its area and parties are the record's.</summary>
    public Register<TRecord, TState> In(Func<TRecord, ProjectId?> project) => With(_descriptor with { Project = record => project((TRecord)record) });

    /// <summary>The area that a record lies in, where it has no project.</summary>
    public Register<TRecord, TState> At(Func<TRecord, AreaCode?> area) => With(_descriptor with { Area = record => area((TRecord)record) });

    /// <summary>Records lie in no place: every area of a grant covers them.</summary>
    public Register<TRecord, TState> Everywhere() => With(_descriptor with { Everywhere = true });

    /// <summary>Organisations whose people the record concerns, besides the one that made it.</summary>
    public Register<TRecord, TState> Parties(Func<TRecord, IEnumerable<OrganisationId>> parties) =>
        With(_descriptor with { Parties = record => parties((TRecord)record) });

    /// <summary>Only the record's own parties see it by their party scope, not all parties of its project.</summary>
    public Register<TRecord, TState> OwnPartiesOnly() => With(_descriptor with { OwnPartiesOnly = true });

    /// <summary>Persons who must act on it: they may read it whatever their grants are.</summary>
    public Register<TRecord, TState> Assigned(Func<TRecord, IEnumerable<PersonId>> persons) =>
        With(_descriptor with { Assigns = true, Assignees = record => persons((TRecord)record) });

    /// <summary>The branch of supervision of each record; all when never said.</summary>
    public Register<TRecord, TState> Branch(Func<TRecord, Disciplines> disciplines) => With(_descriptor with { Disciplines = record => disciplines((TRecord)record) });

    /// <summary>How secret each record is; internal when never said.</summary>
    public Register<TRecord, TState> Secret(Func<TRecord, SecrecyLevel> level) => With(_descriptor with { Secrecy = record => level((TRecord)record) });

    /// <summary>When something must have been done, while the record is in some states; a reminder is given some working days before, and again when it is overdue.</summary>
    public Register<TRecord, TState> Due(Func<TRecord, DateOnly?> due, StateSet<TState> whileIn, int remindBefore = 3) =>
        With(_descriptor with { Due = record => due((TRecord)record), DueStates = Names(whileIn), RemindBefore = remindBefore });

    /// <summary>In these states nothing is awaited of anybody: whoever may act there has it not on the list of what he has to do.</summary>
    public Register<TRecord, TState> Resting(StateSet<TState> states) => With(_descriptor with { RestingStates = Names(states) });

    /// <summary>What may exist once among records that are not void; a key of null is not compared.</summary>
    public Register<TRecord, TState> Unique(string name, string sentence, Func<TRecord, string?> key)
    {
        _unique.Add(new UniqueKey(name, sentence, record => key((TRecord)record)));
        return this;
    }

    /// <summary>Rules over several fields, asked on every save.</summary>
    public Register<TRecord, TState> Check(Func<TRecord, ActionContext, IEnumerable<FieldFault>> check) =>
        With(_descriptor with { Check = (record, context) => check((TRecord)record, context) });

    /// <summary>Completes a record before it is stored the first time.</summary>
    public Register<TRecord, TState> Creating(Func<TRecord, ActionContext, CancellationToken, ValueTask<TRecord>> complete) =>
        With(_descriptor with { Creating = async (record, context, cancel) => await complete((TRecord)record, context, cancel) });

    /// <summary>Completes a record on every save by a form: computes what follows from what was entered.</summary>
    public Register<TRecord, TState> Saving(Func<TRecord, ActionContext, CancellationToken, ValueTask<TRecord>> complete) =>
        With(_descriptor with { Saving = async (record, context, cancel) => await complete((TRecord)record, context, cancel) });

    /// <summary>Fields of the list unless others are chosen: <c>nameof(Finding), nameof(DueOn)</c>.</summary>
    public Register<TRecord, TState> Columns(params string[] members) => With(_descriptor with { Columns = [.. members.Select(RecordJson.Name)] });

    /// <summary>A paper that its records are printed on: the template <c>papers/NAME.txt</c> of the module.</summary>
    /// <param name="name">Of the template, kebab-case.</param>
    /// <param name="label">Chinese name of the paper.</param>
    /// <param name="labelEn">English name.</param>
    /// <param name="whileIn">In which states; none = in all.</param>
    /// <param name="needs">Member that must have a value: <c>nameof(ResumedOn)</c>; null = none.</param>
    public Register<TRecord, TState> Print(string name, string label, string labelEn, StateSet<TState> whileIn = default, string? needs = null) =>
        With(_descriptor with { Papers = [.. _descriptor.Papers, new RegisterPaper(name, new Label(label, labelEn), Names(whileIn), needs is null ? null : RecordJson.Name(needs))] });

    /// <summary>The finished description.</summary>
    /// <exception cref="InvalidOperationException">The declaration contradicts itself.</exception>
    public RegisterDescriptor Build()
    {
        var leaving = _actions.SelectMany(action => action.From).Concat(_automatic.Keys).ToHashSet();
        var built = _descriptor with
        {
            Actions = [.. _actions],
            Rights = [.. _rights],
            Unique = [.. _unique],
            Automatic = _automatic,
            States = [.. FieldReader.Choices(typeof(TState)).Select(state => new RegisterState(state.Value, state.Label, !leaving.Contains(state.Value)))],
            Columns = _descriptor.Columns.Count > 0 ? _descriptor.Columns : [.. _descriptor.Fields.Where(field => field.Scalar && !field.Personal).Take(6).Select(field => field.Name)],
        };
        DescriptorCheck.Run(built);
        return built;
    }

    private static string Name(TState state) => RecordJson.Name(state.ToString());

    private static string[] Names(StateSet<TState> states) => [.. states.Select(Name)];

    private static string ModuleOf(Type type) => type.Namespace?.Split('.')[^1] ?? "";

    private static IReadOnlyList<string> ClausesOf(Type type) =>
        [.. type.GetCustomAttributes(typeof(Clauses.ClauseAttribute), false).Cast<Clauses.ClauseAttribute>().SelectMany(clause => clause.Ids)];

    private static RegisterAction Action(
        string name, string label, string? labelEn, StateSet<TState> from, TState to, RoleSet by, Func<TRecord, ActionContext, string?>? guard, bool byAssignee) => new()
    {
        Name = name, Label = new Label(label, labelEn ?? name.Replace('-', ' ')), From = Names(from), To = Name(to), By = [.. by], ByAssignee = byAssignee,
        Guard = guard is null ? null : (record, context) => guard((TRecord)record, context),
    };

    private Register<TRecord, TState> With(RegisterDescriptor descriptor)
    {
        _descriptor = descriptor;
        return this;
    }

    private Register<TRecord, TState> Right(RegisterVerb verb, StateSet<TState> states, RoleSet by)
    {
        _rights.Add(new RegisterRight(verb, [.. by], Names(states)));
        return this;
    }

    private Register<TRecord, TState> Add(RegisterAction action)
    {
        _actions.Add(action);
        _rights.Add(new RegisterRight(RegisterVerb.Act, action.By, action.From, action.Name));
        return this;
    }
}
