using System.Text.Json.Nodes;

namespace Cloud.Platform.Registers;

/// <summary>Personal members are shown as enough to recognise and too little to use; whoever sends the mask back has changed nothing.</summary>
public static class PersonalData
{
    private const int First = 3;
    private const int Last = 4;

    /// <summary>True when a register has any.</summary>
    public static bool IsIn(IReadOnlyList<Field> fields) => fields.Any(field => field.Personal || IsIn(field.Fields));

    /// <summary>The first three and last four characters, stars between; stars only for shorter text.</summary>
    public static string Mask(string text) => text.Length <= First + Last || text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0
        ? new string('*', text.Length)
        : string.Concat(text.AsSpan(0, First), new string('*', text.Length - First - Last), text.AsSpan(text.Length - Last));

    /// <summary>Masks the personal members of a record's JSON in place.</summary>
    public static void Mask(JsonObject record, IReadOnlyList<Field> fields)
    {
        foreach (var field in fields)
            Mask(record, field.Name, field);
    }

    /// <summary>Puts back what the person saw masked and did not change.</summary>
    public static void Restore(JsonObject sent, JsonObject stored, IReadOnlyList<Field> fields)
    {
        foreach (var field in fields.Where(field => field.Personal && !field.Many))
            if (Text(stored[field.Name]) is { } whole && Text(sent[field.Name]) == Mask(whole))
                sent[field.Name] = whole;
        foreach (var field in fields.Where(field => field.Fields.Count > 0 && IsIn(field.Fields)))
            RestoreInner(sent[field.Name], stored[field.Name], field);
    }

    internal static void Mask(JsonObject holder, string name, Field field)
    {
        if (holder[name] is not { } value)
            return;
        if (field.Personal)
            holder[name] = value is JsonArray many ? new JsonArray([.. many.Select(item => (JsonNode?)Mask(Text(item) ?? ""))]) : Mask(Text(value) ?? value.ToJsonString());
        else if (field.Fields.Count > 0)
            foreach (var inner in value is JsonArray items ? items.OfType<JsonObject>() : value is JsonObject one ? [one] : [])
                Mask(inner, field.Fields);
    }

    private static void RestoreInner(JsonNode? sent, JsonNode? stored, Field field)
    {
        if (sent is JsonObject one && stored is JsonObject old)
            Restore(one, old, field.Fields);
        else if (sent is JsonArray many && stored is JsonArray olds)
            foreach (var inner in many.OfType<JsonObject>())
                foreach (var candidate in olds.OfType<JsonObject>())
                    Restore(inner, candidate, field.Fields);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
