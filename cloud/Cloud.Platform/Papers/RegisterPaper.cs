using System.Text.Json.Nodes;
using Cloud.Platform.Registers;

namespace Cloud.Platform.Papers;

/// <summary>A paper that records of a register are printed on.</summary>
/// <param name="Name">Of the template, kebab-case: the resource <c>papers/NAME.txt</c> of the module's assembly.</param>
/// <param name="Label">What the paper is called.</param>
/// <param name="States">In which states it can be printed; empty = in all.</param>
/// <param name="Needs">Field that must have a value, because the paper tells of what it records; null = none.</param>
public sealed record RegisterPaper(string Name, Label Label, IReadOnlyList<string> States, string? Needs = null)
{
    /// <summary>Why a record cannot be printed on it now, in Chinese; null when it can.</summary>
    /// <param name="register">The register that the paper belongs to.</param>
    /// <param name="stored">The record.</param>
    public string? WhyNot(RegisterDescriptor register, StoredRecord stored)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(stored);
        if (States.Count > 0 && !States.Contains(stored.Envelope.State))
            return $"状态为“{register.State(stored.Envelope.State).Label.Zh}”时不能打印{Label.Zh}";
        return Needs is { } field && JsonNode.Parse(stored.Body)?[field] is null ? $"没有{register.Field(field)!.Label.Zh}，不能打印{Label.Zh}" : null;
    }

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
