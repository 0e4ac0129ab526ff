using Cloud.Platform.Identity;
using Cloud.Platform.Organisations;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Permissions;

/// <summary>
/// The one place that says who may do what to records. Default deny: a right of the register names the role and the
/// states, a grant with that role gives the scope (area, party, branch, secrecy), and both must be there. A person to
/// whom a record is assigned reads it, whatever his grants are. Lists, counts, exports, statistics, search and single
/// records all pass through the conditions made here.
/// </summary>
public sealed class RecordPermissions(IRecordScopes scopes)
{
    /// <summary>The records that an actor may read.</summary>
    public Condition Readable(Actor actor, RegisterDescriptor register)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(register);
        if (actor.Kind == ActorKind.Platform)
            return Condition.Everything;
        var granted = Granted(actor, register, right => right.Verb == RegisterVerb.Read);
        var parts = new List<Condition> { granted };
        if (actor.PersonId is { } person && register.Assigns)
            parts.Add(new Condition.AssignedTo(person));
        if (register.IsDecided)
            parts.Add(new Condition.AskedOf(actor.AccountId));
        return Condition.Or(parts);
    }

    /// <summary>The records that an actor may edit, declare void, or make a transition of; states included.</summary>
    public Condition Allowed(Actor actor, RegisterDescriptor register, RegisterVerb verb, string? action = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(register);
        if (verb == RegisterVerb.Read)
            return Readable(actor, register);
        if (actor.Kind == ActorKind.Platform)
            return Condition.Everything;
        var transition = action is null ? null : register.Action(action);
        if (transition?.DecidedBy is not null)
            return Condition.Nothing;
        var granted = Granted(actor, register, right => right.Verb == verb && right.Action == action);
        if (transition is not { ByAssignee: true })
            return granted;
        return actor.PersonId is { } person && transition.By.Any(actor.Holds)
            ? Condition.And(new Condition.AssignedTo(person), InStates(transition.From))
            : Condition.Nothing;
    }

    /// <summary>What may be done next and is awaited of the actor: records in states that do not rest out of which he may act.</summary>
    public Condition Awaited(Actor actor, RegisterDescriptor register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var acts = register.Actions.Select(action => (action.Name, From: action.From.Except(register.RestingStates).ToList())).Where(action => action.From.Count > 0).ToList();
        // The states of all stand once before the alternatives, so that a store may look for them first.
        return Condition.And(
            InStates([.. acts.SelectMany(action => action.From).Distinct()]),
            Condition.Or(acts.Select(action => Condition.And(Allowed(actor, register, RegisterVerb.Act, action.Name), InStates(action.From)))));
    }

    /// <summary>The records of a register within the grants of an actor that fulfil a test, whatever the rights over the register are.</summary>
    public Condition Reached(Actor actor, RegisterDescriptor register, Func<Grant, bool> which)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(register);
        return Condition.Or(actor.Grants.Where(which).Select(grant => Reach(register, grant)));
    }

    /// <summary>True when the actor may do it to some record somewhere: whether a page offers it at all.</summary>
    public static bool Offers(Actor actor, RegisterDescriptor register, RegisterVerb verb, string? action = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(register);
        return register.Rights.Any(right => right.Verb == verb && right.Action == action && right.Roles.Any(actor.Holds));
    }

    /// <summary>True when the actor may add this very record: it lies wholly within a grant that may create.</summary>
    public bool MayCreate(Actor actor, RegisterDescriptor register, RecordScope scope) => Covers(actor, register, RegisterVerb.Create, scope);

    /// <summary>True when the record, as it shall become, still lies within a grant that may edit.</summary>
    public bool MayLeaveAs(Actor actor, RegisterDescriptor register, RecordScope scope) => Covers(actor, register, RegisterVerb.Edit, scope);

    private bool Covers(Actor actor, RegisterDescriptor register, RegisterVerb verb, RecordScope scope)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(scope);
        return actor.Kind == ActorKind.Platform || actor.Grants.Any(grant =>
            register.Rights.Any(right => right.Verb == verb && right.Roles.Contains(grant.Role)) && LiesIn(register, scope, grant));
    }

    /// <summary>True when a record lies within the scope of a grant, whatever its role may do there.</summary>
    public bool LiesIn(RegisterDescriptor register, RecordScope scope, Grant grant)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(grant);
        return (register.Everywhere || grant.Area.Covers(scope.Area))
            && (grant.Party is not { } party || TakesPart(party, grant.Role, scope))
            && (grant.Disciplines & scope.Disciplines) != Disciplines.None
            && scope.Secrecy <= grant.Secrecy;
    }

    // Whoever writes is a party of what he writes, so in a project only the project says who takes part.
    private bool TakesPart(OrganisationId party, Role role, RecordScope scope) =>
        scope.Project is { } project ? scopes.ProjectsOf(party, role).Contains(project) : scope.Parties.Contains(party);

    private Condition Granted(Actor actor, RegisterDescriptor register, Func<RegisterRight, bool> applies)
    {
        var rights = register.Rights.Where(applies).ToList();
        return Condition.Or(actor.Grants.Select(grant => Within(register, grant, [.. rights.Where(right => right.Roles.Contains(grant.Role))])));
    }

    private Condition Within(RegisterDescriptor register, Grant grant, List<RegisterRight> rights)
    {
        if (rights.Count == 0)
            return Condition.Nothing;
        var states = rights.Any(right => right.States.Count == 0) ? [] : rights.SelectMany(right => right.States).Distinct().ToList();
        return Condition.And(InStates(states), Reach(register, grant));
    }

    private Condition Reach(RegisterDescriptor register, Grant grant)
    {
        var parts = new List<Condition> { new Condition.AtMost(grant.Secrecy) };
        if (!register.Everywhere)
            parts.Add(new Condition.Within(grant.Area));
        if (grant.Disciplines != Disciplines.All)
            parts.Add(new Condition.Branch(grant.Disciplines));
        if (grant.Party is { } party)
            parts.Add(new Condition.PartyIs(party, register.OwnPartiesOnly ? [] : scopes.ProjectsOf(party, grant.Role)));
        return Condition.And(parts);
    }

    private static Condition InStates(IReadOnlyList<string> states) =>
        states.Count == 0 ? Condition.Everything : new Condition.Compare("state", Comparison.In, [.. states]);
}
