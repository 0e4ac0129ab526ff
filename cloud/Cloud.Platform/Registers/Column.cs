namespace Cloud.Platform.Registers;

/// <summary>A column that people filter, sort and group by: a single field, or one of the envelope.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Label">For people.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Field">The field; null for the envelope's.</param>
public sealed record Column(string Name, Label Label, FieldKind Kind, Field? Field = null)
{
    private static readonly Column[] Envelopes =
    [
        new("id", new("编号", "Id"), FieldKind.Text), new("title", new("名称", "Title"), FieldKind.Text), new("state", new("状态", "State"), FieldKind.Choice),
        new("project", new("项目", "Project"), FieldKind.Project), new("area", new("行政区划", "Area"), FieldKind.Area),
        new("owner", new("填报单位", "Reported by"), FieldKind.Organisation), new("due", new("期限", "Due"), FieldKind.Date),
        new("source", new("来源", "Source"), FieldKind.Choice), new("createdAt", new("登记时间", "Created"), FieldKind.Instant), new("createdOn", new("登记日期", "Created on"), FieldKind.Date),
        new("updatedAt", new("更新时间", "Updated"), FieldKind.Instant), new("version", new("版本", "Version"), FieldKind.Integer),
    ];

    /// <summary>True when sums make sense.</summary>
    public bool Numeric => Kind is FieldKind.Number or FieldKind.Integer;

    /// <summary>The columns that every register has.</summary>
    public static IReadOnlyList<Column> OfEnvelope => Envelopes;

    /// <summary>The column of a name; null when there is none. The envelope's names win.</summary>
    public static Column? Find(RegisterDescriptor register, string name)
    {
        ArgumentNullException.ThrowIfNull(register);
        return Array.Find(Envelopes, column => column.Name == name)
            ?? (register.Field(name) is { Scalar: true, Personal: false } field ? new Column(name, field.Label, field.Kind, field) : null);
    }

    /// <summary>Its values, where they are choices.</summary>
    public IReadOnlyList<Choice> Choices(RegisterDescriptor register)
    {
        ArgumentNullException.ThrowIfNull(register);
        return Name switch
        {
            "state" => [.. register.States.Select(state => new Choice(state.Name, state.Label))],
            "source" => FieldReader.Choices(typeof(RecordSource)),
            _ => Field?.Choices ?? [],
        };
    }
}
