using System.Data.Common;

namespace Cloud.Storage.Records;

/// <summary>Columns of the record database as the stores mean them.</summary>
public static class RecordColumns
{
    /// <summary>A text or null.</summary>
    public static string? Text(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A flag, stored as 0 or 1.</summary>
    public static bool Flag(this DbDataReader reader, int column) => reader.GetInt64(column) != 0;

    /// <summary>An instant, stored as Unix milliseconds.</summary>
    public static DateTimeOffset Instant(this DbDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    /// <summary>An instant or null.</summary>
    public static DateTimeOffset? InstantOrNull(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.Instant(column);
}
