using System.Collections.Frozen;
using System.Reflection;

namespace Cloud.Platform.Registers;

/// <summary>All registers, found once at start by their interface.</summary>
public sealed class RegisterCatalogue
{
    private readonly FrozenDictionary<string, RegisterDescriptor> _byName;
    private readonly FrozenDictionary<Type, RegisterDescriptor> _byType;

    /// <summary>From finished descriptions.</summary>
    /// <exception cref="InvalidOperationException">Two have one name, or a field refers to no register.</exception>
    public RegisterCatalogue(IEnumerable<RegisterDescriptor> registers)
    {
        var found = registers.OrderBy(register => register.Name, StringComparer.Ordinal).ToList();
        var names = found.ToDictionary(register => register.RecordType, register => register.Name);
        All = [.. found.Select(register => register with
        {
            Fields = [.. register.Fields.Select(field => Resolve(field, names))],
            Actions = [.. register.Actions.Select(action => action with { Form = [.. action.Form.Select(field => Resolve(field, names))] })],
        })];
        _byName = All.ToFrozenDictionary(register => register.Name);
        _byType = All.ToFrozenDictionary(register => register.RecordType);
    }

    /// <summary>By name.</summary>
    public IReadOnlyList<RegisterDescriptor> All { get; }

    /// <summary>Every class of these assemblies that is a register.</summary>
    public static RegisterCatalogue Scan(params IEnumerable<Assembly> assemblies) =>
        new(assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsRegister).Select(Describe));

    /// <summary>The register of a name; null when there is none.</summary>
    public RegisterDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The register of a record class.</summary>
    /// <exception cref="KeyNotFoundException">It is none.</exception>
    public RegisterDescriptor Of(Type record) => _byType[record];

    private static bool IsRegister(Type type) => !type.IsAbstract && type.GetInterfaces().Any(IsRegisterInterface);

    private static bool IsRegisterInterface(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRegister<,>);

    private static RegisterDescriptor Describe(Type type)
    {
        var arguments = type.GetInterfaces().Single(IsRegisterInterface).GetGenericArguments();
        return (RegisterDescriptor)typeof(RegisterCatalogue).GetMethod(nameof(Build), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(arguments).Invoke(null, null)!;
    }

    private static RegisterDescriptor Build<TRecord, TState>()
        where TRecord : class, IRegister<TRecord, TState>
        where TState : struct, Enum => TRecord.Definition.Build();

    private static Field Resolve(Field field, Dictionary<Type, string> names) => field with
    {
        Register = field.ReferenceTarget is not { } target ? null
            : names.GetValueOrDefault(target) ?? throw new InvalidOperationException($"Field {field.Name} refers to {target}, which is no register."),
        Fields = [.. field.Fields.Select(inner => Resolve(inner, names))],
    };
}
