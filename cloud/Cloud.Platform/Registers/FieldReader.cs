using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cloud.Platform.Areas;
using Cloud.Platform.Organisations;
using Cloud.Platform.Persons;
using Telemetry.Model;

namespace Cloud.Platform.Registers;

/// <summary>Reads the fields of a record or form from its type, once at start.</summary>
internal static class FieldReader
{
    private const int OneLine = 200;
    private const int Deepest = 3;

    public static IReadOnlyList<Field> Read(Type type, int depth = 0) =>
        depth > Deepest
            ? throw new InvalidOperationException($"{type} nests deeper than {Deepest} levels.")
            : [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsField).Select(property => Read(property, depth))];

    public static Label Label(MemberInfo member)
    {
        var label = member.GetCustomAttribute<LabelAttribute>();
        var words = Words(member.Name);
        return new Label(label?.Zh ?? words, label?.En ?? words);
    }

    public static IReadOnlyList<Choice> Choices(Type type) =>
    [
        .. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(value => new Choice(RecordJson.Name(value.Name), Label(value))),
    ];

    // Computed members (no setter) are for the record's own code.
    private static bool IsField(PropertyInfo property) =>
        property.GetIndexParameters().Length == 0 && property.SetMethod is not null && property.Name != "EqualityContract";

    private static Field Read(PropertyInfo property, int depth)
    {
        var (element, many) = Element(property.PropertyType);
        var type = Nullable.GetUnderlyingType(element) ?? element;
        var length = property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
        var range = property.GetCustomAttribute<RangeAttribute>();
        var kind = Kind(type, property, many ? null : length);
        var label = Label(property);
        return new Field
        {
            Name = RecordJson.Name(property.Name),
            Label = label,
            Kind = kind,
            Many = many,
            Required = IsRequired(property),
            MaxLength = length,
            Min = range is null ? null : Convert.ToDouble(range.Minimum, System.Globalization.CultureInfo.InvariantCulture),
            Max = range is null ? null : Convert.ToDouble(range.Maximum, System.Globalization.CultureInfo.InvariantCulture),
            Unit = property.GetCustomAttribute<UnitAttribute>()?.Symbol,
            Hint = property.GetCustomAttribute<HintAttribute>()?.Zh,
            Choices = kind == FieldKind.Choice ? Choices(type) : [],
            Fields = kind == FieldKind.Group ? Read(type, depth + 1) : [],
            Indexed = property.IsDefined(typeof(IndexedAttribute)),
            Searchable = property.IsDefined(typeof(SearchableAttribute)),
            Personal = property.IsDefined(typeof(PersonalAttribute)),
            Assigned = property.IsDefined(typeof(AssignedAttribute)),
            ReferenceTarget = kind == FieldKind.Reference ? type.GetGenericArguments()[0] : null,
            Get = property.GetValue,
            Type = property.PropertyType,
        };
    }

    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredAttribute))
        || ((property.IsDefined(typeof(RequiredMemberAttribute)) || !property.PropertyType.IsValueType)
            && Nullable.GetUnderlyingType(property.PropertyType) is null
            && new NullabilityInfoContext().Create(property).ReadState != NullabilityState.Nullable
            && Element(property.PropertyType) is (_, false));

    private static (Type Element, bool Many) Element(Type type)
    {
        if (type == typeof(string) || !type.IsGenericType)
            return (type, false);
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(IReadOnlyList<>) || definition == typeof(System.Collections.Immutable.ImmutableArray<>)
            ? (type.GetGenericArguments()[0], true)
            : (type, false);
    }

    private static FieldKind Kind(Type type, PropertyInfo property, int? length) => type switch
    {
        _ when type == typeof(string) => length > OneLine ? FieldKind.LongText : FieldKind.Text,
        _ when type == typeof(int) || type == typeof(long) => FieldKind.Integer,
        _ when type == typeof(double) || type == typeof(decimal) => FieldKind.Number,
        _ when type == typeof(bool) => FieldKind.Boolean,
        _ when type == typeof(DateOnly) => FieldKind.Date,
        _ when type == typeof(DateTimeOffset) => FieldKind.Instant,
        _ when type.IsEnum => FieldKind.Choice,
        _ when type == typeof(ProjectId) => FieldKind.Project,
        _ when type == typeof(OrganisationId) => FieldKind.Organisation,
        _ when type == typeof(PersonId) => FieldKind.Person,
        _ when type == typeof(AreaCode) => FieldKind.Area,
        _ when type == typeof(Attachment) => FieldKind.File,
        _ when type == typeof(GeoPosition) => FieldKind.Position,
        _ when type.IsAssignableTo(typeof(IReference)) => FieldKind.Reference,
        _ when type.IsClass && type.GetMethod("<Clone>$") is not null => FieldKind.Group,
        _ => throw new InvalidOperationException($"{property.DeclaringType}.{property.Name}: no kind of field holds a {type}."),
    };

    private static string Words(string name) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace('-', ' ') is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : name;
}
