using System.Text.Json;
using Cloud.Platform.Registers;

namespace Cloud.Storage.Registers;

/// <summary>What a column is called in SQL: a column of the table for the envelope and indexed fields, a member of the body for others.</summary>
internal static class ColumnSql
{
    /// <summary>Columns of the envelope, in the order in which they are read.</summary>
    public const string Envelope =
        "place, id, title, state, version, project, area, owner, disciplines, secrecy, due, source, created_at, created_by, created_name, updated_at, updated_by, updated_name, void_reason, body";

    /// <summary>How many these are.</summary>
    public const int EnvelopeColumns = 20;

    public static string Of(RegisterDescriptor register, string name) => name switch
    {
        "id" or "title" or "state" or "version" or "project" or "area" or "owner" or "due" or "source" => name,
        "createdOn" => "created_on",
        "createdAt" => "created_at",
        "updatedAt" => "updated_at",
        _ when register.Field(name) is { Scalar: true } field => field.Indexed ? Lifted(name) : Member(field),
        _ => throw new ArgumentException($"{register.Name} has no column {name}.", nameof(name)),
    };

    /// <summary>The column of an indexed field.</summary>
    public static string Lifted(string field) => "f_" + JsonNamingPolicy.SnakeCaseLower.ConvertName(field);

    /// <summary>Its type.</summary>
    public static string Type(Field field) => field.Kind switch
    {
        FieldKind.Integer or FieldKind.Boolean => "INTEGER",
        FieldKind.Number => "REAL",
        _ => "TEXT",
    };

    /// <summary>A member of the body as the type that its column would have.</summary>
    public static string Member(Field field) => field.Kind switch
    {
        FieldKind.Integer => $"CAST(body ->> '{field.Name}' AS BIGINT)",
        FieldKind.Number => $"CAST(body ->> '{field.Name}' AS DOUBLE PRECISION)",
        FieldKind.Boolean => $"CASE WHEN CAST(body ->> '{field.Name}' AS TEXT) IN ('true', '1') THEN 1 WHEN body ->> '{field.Name}' IS NULL THEN NULL ELSE 0 END",
        _ => $"CAST(body ->> '{field.Name}' AS TEXT)",
    };
}
