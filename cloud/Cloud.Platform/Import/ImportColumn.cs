using Cloud.Platform.Registers;

namespace Cloud.Platform.Import;

/// <summary>A column that an import takes: a field, or a member of a group.</summary>
/// <param name="Field">What it fills.</param>
/// <param name="Group">Name of the group; null for a field of the record.</param>
/// <param name="Heading">Chinese.</param>
public sealed record ImportColumn(Field Field, string? Group, string Heading)
{
    /// <summary>As faults name it.</summary>
    public string Path => Group is null ? Field.Name : $"{Group}.{Field.Name}";

    /// <summary>Those of a register: what a person enters and one cell can hold.</summary>
    public static IReadOnlyList<ImportColumn> Of(RegisterDescriptor register) =>
    [
        .. register.Fields.Where(field => !field.Assigned).SelectMany(field => field.Kind == FieldKind.Group && !field.Many
            ? field.Fields.Where(IsCell).Select(inner => new ImportColumn(inner, field.Name, $"{field.Label.Zh}/{Named(inner)}"))
            : IsCell(field) ? [new ImportColumn(field, null, Named(field))] : Array.Empty<ImportColumn>()),
    ];

    /// <summary>True for the heading, the bare label in either language, or the name.</summary>
    public bool Is(string heading) => heading == Heading || heading == Path
        || (Group is null && (heading == Field.Label.Zh || string.Equals(heading, Field.Label.En, StringComparison.OrdinalIgnoreCase)));

    private static bool IsCell(Field field) => field.Kind is not (FieldKind.Group or FieldKind.File or FieldKind.Position);

    private static string Named(Field field) => field.Unit is { } unit ? $"{field.Label.Zh}（{unit}）" : field.Label.Zh;
}
