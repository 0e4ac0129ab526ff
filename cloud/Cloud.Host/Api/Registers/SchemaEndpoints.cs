using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>The bodies that a register takes, as JSON Schema 2020-12: what the generic paths of the OpenAPI document leave open.</summary>
public static class SchemaEndpoints
{
    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };

    /// <summary>Schemas of a register.</summary>
    /// <param name="Record">Body of creation and edit; members that only actions set are marked readOnly.</param>
    /// <param name="Forms">Body of each transition that has a form, by its name.</param>
    public sealed record SchemaView(JsonObject Record, IReadOnlyDictionary<string, JsonObject> Forms);

    /// <summary>Maps <c>/api/registers/{register}/schema</c>.</summary>
    public static void MapSchema(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/registers/{register}").WithTags("registers").MapGet("/schema", Get).WithSummary("登记与各操作表单的 JSON Schema").Produces<SchemaView>();

    private static IResult Get(string register, Actor actor, RegisterCatalogue catalogue) => RecordEndpoints.Readable(catalogue, register, actor) is { } descriptor
        ? TypedResults.Ok(new SchemaView(
            Schema(descriptor.RecordType, descriptor.Fields, descriptor.Label.Zh),
            descriptor.Actions.Where(action => action.FormType is not null).ToDictionary(action => action.Name, action => Schema(action.FormType!, action.Form, action.Label.Zh))))
        : Problems.NotFound("登记簿");

    private static JsonObject Schema(Type type, IReadOnlyList<Field> fields, string title)
    {
        var schema = RecordJson.Options.GetJsonSchemaAsNode(type, Exporting).AsObject();
        schema["title"] = title;
        Label(schema, fields);
        return schema;
    }

    private static void Label(JsonObject schema, IReadOnlyList<Field> fields)
    {
        foreach (var field in fields)
        {
            if (schema["properties"]?[field.Name] is not JsonObject property)
                continue;
            property["title"] = field.Label.Zh;
            if (field.Assigned)
                property["readOnly"] = true;
            var text = field.Kind is FieldKind.Text or FieldKind.LongText && !field.Many;
            foreach (var (name, limit) in new (string, double?)[] { ("maxLength", text ? field.MaxLength : null), ("maxItems", field.Many ? field.MaxLength : null), ("minimum", field.Min), ("maximum", field.Max) })
                if (limit is { } value)
                    property[name] = value;
            if (field.Fields.Count > 0)
                Label(field.Many ? property["items"] as JsonObject ?? [] : property, field.Fields);
        }
    }

    // Ids, codes and instants are texts through converters, of which the exporter knows nothing.
    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var nullable = type != context.TypeInfo.Type;
        var format = type == typeof(DateTimeOffset) ? "date-time" : type.IsAssignableTo(typeof(IReference)) ? "uuid" : null;
        if (schema is JsonObject known && known.ContainsKey("type") && format is null)
            return schema;
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum)
            return schema;
        var text = new JsonObject { ["type"] = nullable ? new JsonArray("string", "null") : "string" };
        if (format is not null)
            text["format"] = format;
        return text;
    }
}
