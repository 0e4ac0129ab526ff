using System.Globalization;
using System.Text.Json.Nodes;

namespace Cloud.Platform.Registers;

/// <summary>Text of a cell or of an address as the JSON of a field: what people type is taken in the spellings that they use.</summary>
public static class CellText
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    /// <summary>The value; null when the text is none of the field's.</summary>
    public static JsonNode? ToJson(Field field, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        text = text.Trim();
        if (field.Many)
        {
            var items = text.Split(['、', ',', '，', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => One(field, item)).ToList();
            return items.Contains(null) ? null : new JsonArray([.. items]);
        }

        return One(field, text);
    }

    private static JsonNode? One(Field field, string text) => field.Kind switch
    {
        FieldKind.Text or FieldKind.LongText => text,
        FieldKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && exact == Math.Floor(exact) && Math.Abs(exact) < 1e15 ? (long)exact : null,
        FieldKind.Number => double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        FieldKind.Boolean => text.ToLowerInvariant() switch { "是" or "true" or "1" or "yes" or "√" => true, "否" or "false" or "0" or "no" => false, _ => null },
        FieldKind.Date => Day(text) is { } day ? ColumnValue.Of(day) as string : null,
        FieldKind.Instant => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? RecordJson.Instant(at) : null,
        FieldKind.Choice => field.Choices.FirstOrDefault(choice => choice.Value == text || choice.Label.Zh == text || string.Equals(choice.Label.En, text, StringComparison.OrdinalIgnoreCase))?.Value,
        FieldKind.Area or FieldKind.Project or FieldKind.Organisation or FieldKind.Person or FieldKind.Reference => text,
        _ => null,
    };

    // A workbook holds days as their number since 1899-12-30.
    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Split(' ')[0], Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is > 20_000 and < 80_000
            ? DateOnly.FromDateTime(DateTime.FromOADate(serial)) : null;
}
