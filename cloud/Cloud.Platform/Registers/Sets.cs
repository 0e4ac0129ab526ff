using System.Collections;
using System.Runtime.CompilerServices;
using Cloud.Platform.Identity;

namespace Cloud.Platform.Registers;

/// <summary>One role or several: <c>by: Role.Supervisor</c>, <c>by: [Role.Owner, Role.Contractor]</c>.</summary>
[CollectionBuilder(typeof(SetBuilder), nameof(SetBuilder.Roles))]
public readonly struct RoleSet : IEnumerable<Role>
{
    private readonly Role[]? _roles;

    internal RoleSet(Role[] roles) => _roles = roles;

    /// <summary>One role.</summary>
    public static implicit operator RoleSet(Role role) => new([role]);

    /// <summary>One role.</summary>
    public static RoleSet FromRole(Role role) => role;

    /// <inheritdoc/>
    public IEnumerator<Role> GetEnumerator() => ((IEnumerable<Role>)(_roles ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>One state or several: <c>from: State.Draft</c>, <c>from: [State.Draft, State.Returned]</c>.</summary>
/// <typeparam name="TState">The register's states.</typeparam>
[CollectionBuilder(typeof(SetBuilder), nameof(SetBuilder.States))]
public readonly struct StateSet<TState> : IEnumerable<TState>
    where TState : struct, Enum
{
    private readonly TState[]? _states;

    internal StateSet(TState[] states) => _states = states;

    /// <summary>One state.</summary>
    public static implicit operator StateSet<TState>(TState state) => new([state]);

    /// <inheritdoc/>
    public IEnumerator<TState> GetEnumerator() => ((IEnumerable<TState>)(_states ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes the sets from collection expressions.</summary>
public static class SetBuilder
{
    /// <summary>Roles.</summary>
    public static RoleSet Roles(ReadOnlySpan<Role> roles) => new(roles.ToArray());

    /// <summary>States.</summary>
    public static StateSet<TState> States<TState>(ReadOnlySpan<TState> states)
        where TState : struct, Enum => new(states.ToArray());
}
