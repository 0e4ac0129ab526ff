using System.Text.RegularExpressions;

namespace Cloud.Platform.Registers;

/// <summary>What a declaration must not get wrong; found at start, not at the first click.</summary>
internal static partial class DescriptorCheck
{
    public static void Run(RegisterDescriptor register)
    {
        var faults = Faults(register).ToList();
        if (faults.Count > 0)
            throw new InvalidOperationException($"Register {register.Name}: {string.Join("; ", faults)}");
    }

    private static IEnumerable<string> Faults(RegisterDescriptor register)
    {
        if (!KebabCase().IsMatch(register.Name) || register.Name.Length > 40)
            yield return "its name is not kebab-case of at most 40 characters";
        if (register.Initial.Length == 0)
            yield return "nothing says how a record begins: Create or CreatedElsewhere";
        if (register.Rights.All(right => right.Verb != RegisterVerb.Read))
            yield return "nobody may read it";
        foreach (var twice in register.Actions.GroupBy(action => action.Name).Where(group => group.Count() > 1))
            yield return $"action {twice.Key} is there twice";
        foreach (var action in register.Actions.Where(action => !KebabCase().IsMatch(action.Name)))
            yield return $"action {action.Name} is not kebab-case";
        foreach (var column in register.Columns.Where(column => register.Field(column) is not { Scalar: true }))
            yield return $"column {column} is no single field";
        foreach (var field in register.Fields.Where(field => field.Indexed && (!field.Scalar || field.Personal)))
            yield return $"field {field.Name} cannot be indexed";
        foreach (var paper in register.Papers.Where(paper => paper.Needs is { } field && register.Field(field) is null))
            yield return $"paper {paper.Name} needs {paper.Needs}, which is no field";
        foreach (var paper in register.Papers)
            foreach (var fault in paper.Template(register)?.Faults(register) ?? [$"its assembly has no papers/{paper.Name}.txt"])
                yield return $"paper {paper.Name}: {fault}";
        foreach (var field in register.Fields.Where(field => Envelope.Names.Contains(field.Name)))
            yield return $"field {field.Name} has a name of the envelope";
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
