namespace Cloud.Platform.Registers;

/// <summary>What a field holds; decides its control on a page, its operators in a filter and its column.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A number with decimals.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A day, ISO 8601.</summary>
    Date,

    /// <summary>An instant, ISO 8601 UTC.</summary>
    Instant,

    /// <summary>One of the choices.</summary>
    Choice,

    /// <summary>A division code.</summary>
    Area,

    /// <summary>Id of a project.</summary>
    Project,

    /// <summary>Id of an organisation.</summary>
    Organisation,

    /// <summary>Id of a person.</summary>
    Person,

    /// <summary>Id of a record of another register.</summary>
    Reference,

    /// <summary>A file.</summary>
    File,

    /// <summary>A place on the map.</summary>
    Position,

    /// <summary>Fields of its own.</summary>
    Group,
}

/// <summary>One value of a choice.</summary>
/// <param name="Value">As stored and transferred, camelCase.</param>
/// <param name="Label">For people.</param>
public sealed record Choice(string Value, Label Label);

/// <summary>One member of a record or form as everything but the record's own code sees it.</summary>
public sealed record Field
{
    /// <summary>camelCase, as in JSON.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public required Label Label { get; init; }

    /// <summary>What it holds.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>True for a list of them.</summary>
    public bool Many { get; init; }

    /// <summary>True when it may not be left empty.</summary>
    public bool Required { get; init; }

    /// <summary>Longest text, or most items of a list; null = the engine's limit.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Smallest number; null = none.</summary>
    public double? Min { get; init; }

    /// <summary>Largest number; null = none.</summary>
    public double? Max { get; init; }

    /// <summary>Unit of a number; null = none.</summary>
    public string? Unit { get; init; }

    /// <summary>Help for the person who fills it; null = none.</summary>
    public string? Hint { get; init; }

    /// <summary>The values of a choice.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Name of the register that is referred to; null = none.</summary>
    public string? Register { get; init; }

    /// <summary>Members of a group or of each row of a list.</summary>
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>True when it has a column and an index of its own.</summary>
    public bool Indexed { get; init; }

    /// <summary>True when its text is found by the full-text search.</summary>
    public bool Searchable { get; init; }

    /// <summary>True when it is shown masked.</summary>
    public bool Personal { get; init; }

    /// <summary>True when only actions set it.</summary>
    public bool Assigned { get; init; }

    /// <summary>True when it can be filtered, sorted and shown in a column.</summary>
    public bool Scalar => !Many && Kind is not (FieldKind.Group or FieldKind.File or FieldKind.Position);

    /// <summary>True when sums and averages make sense.</summary>
    public bool Numeric => !Many && Kind is FieldKind.Number or FieldKind.Integer;

    internal Func<object, object?> Get { get; init; } = _ => null;

    internal Type Type { get; init; } = typeof(string);

    internal Type? ReferenceTarget { get; init; }
}
