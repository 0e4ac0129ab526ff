using System.Globalization;

namespace Cloud.Platform.Registers;

/// <summary>Values as columns hold and filters compare them: text, double, long, bool or null, spelled as in JSON.</summary>
public static class ColumnValue
{
    /// <summary>The column value of a member's value.</summary>
    public static object? Of(object? value) => value switch
    {
        null => null,
        string or bool or long or double => value,
        int number => (long)number,
        decimal number => (double)number,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => RecordJson.Instant(instant),
        Enum choice => RecordJson.Name(choice.ToString()),
        _ => value.ToString(),
    };
}
