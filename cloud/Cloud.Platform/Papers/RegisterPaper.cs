using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>A paper that records of a register are printed on.</summary>
/// <param name="Name">Of the template, kebab-case: the resource <c>papers/NAME.txt</c> of the module's assembly.</param>
/// <param name="Label">What the paper is called.</param>
/// <param name="States">In which states it can be printed; empty = in all.</param>
public sealed record RegisterPaper(string Name, Label Label, IReadOnlyList<string> States)
{
    /// <summary>The template, as the module's assembly holds it; null when it holds none.</summary>
    /// <param name="register">The register that the paper belongs to.</param>
    public PaperTemplate? Template(RegisterDescriptor register)
    {
        ArgumentNullException.ThrowIfNull(register);
        using var stream = register.RecordType.Assembly.GetManifestResourceStream($"papers/{Name}.txt");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return PaperTemplate.Parse(reader.ReadToEnd());
    }
}
