namespace Cloud.Platform.Registers;

/// <summary>
/// A regulatory register: a record class that declares its fields as members and its lifecycle in <see cref="Definition"/>.
/// Found once at start; nothing else has to be registered for it to appear in interface, pages, search, export,
/// permissions, statistics and trace.
/// </summary>
/// <typeparam name="TRecord">The record class itself.</typeparam>
/// <typeparam name="TState">Its states, usually nested in it.</typeparam>
public interface IRegister<TRecord, TState>
    where TRecord : class, IRegister<TRecord, TState>
    where TState : struct, Enum
{
    /// <summary>Name, lifecycle, rights, scope and rules.</summary>
    static abstract Register<TRecord, TState> Definition { get; }
}
