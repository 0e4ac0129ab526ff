using System.Reflection;

namespace Cloud.Platform.Registers;

/// <summary>What people call a module: the last part of the namespace of its registers and views.</summary>
/// <param name="name">The part of the namespace.</param>
/// <param name="zh">Chinese.</param>
/// <param name="en">English.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ModuleAttribute(string name, string zh, string en) : Attribute
{
    /// <summary>The part of the namespace.</summary>
    public string Name { get; } = name;

    /// <summary>Chinese.</summary>
    public string Zh { get; } = zh;

    /// <summary>English.</summary>
    public string En { get; } = en;

    /// <summary>The label of the module of a class; the module's own name when nobody gave it one.</summary>
    public static Label Of(Type type, string module)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Assembly.GetCustomAttributes<ModuleAttribute>().FirstOrDefault(one => one.Name == module) is { } known
            ? new Label(known.Zh, known.En) : new Label(module, module);
    }
}
