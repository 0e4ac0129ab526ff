namespace Telemetry.Model.Faults;

/// <summary>One thing that is wrong with a profile, a rule, an override or a configuration.</summary>
/// <param name="File">File name, or what was checked when there is no file (<c>configuration</c>).</param>
/// <param name="Path">Where in it: <c>points[3].modbus.address</c>; empty = the whole.</param>
/// <param name="Reason">What is wrong and what would be right, one English sentence.</param>
public sealed record ModelFault(string File, string Path, string Reason)
{
    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString() => Path.Length == 0 ? $"{File}: {Reason}" : $"{File}: {Path}: {Reason}";
}

/// <summary>What was read, beside everything that is wrong with it.</summary>
/// <param name="Value">Only the sound part.</param>
/// <param name="Faults">Empty when all of it is sound.</param>
public sealed record Checked<T>(T Value, IReadOnlyList<ModelFault> Faults)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsSound => Faults.Count == 0;

    /// <summary>The value, or a stop at start with every fault listed.</summary>
    /// <exception cref="ModelException">Something is wrong.</exception>
    public T OrThrow() => IsSound ? Value : throw new ModelException(Faults);
}

/// <summary>Refuses to start on an unsound model; the message lists every fault, one a line.</summary>
public sealed class ModelException(IReadOnlyList<ModelFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<ModelFault> Faults { get; } = faults;
}
