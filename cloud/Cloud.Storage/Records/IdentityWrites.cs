using System.Text.Encodings.Web;
using System.Text.Json;
using Cloud.Platform.Permissions;

namespace Cloud.Storage.Records;

/// <summary>What the stores of accounts and scopes share: a write that others must notice, and bodies as JSON.</summary>
internal static class IdentityWrites
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes, counts the change in the same transaction, and tells the caches of this process after the commit.</summary>
    public static async Task<T> ChangeAsync<T>(
        this RecordDatabase database, IdentityChanges changes, Func<RecordConnection, T> write, CancellationToken cancel)
    {
        var result = await database.WriteAsync(
            connection =>
            {
                var written = write(connection);
                connection.Execute("UPDATE identity_version SET version = version + 1 WHERE id = 1");
                return written;
            },
            cancel);
        changes.Notify();
        return result;
    }

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json);

    public static T FromJson<T>(string json) => JsonSerializer.Deserialize<T>(json, Json) ?? throw new InvalidDataException($"a stored {typeof(T).Name} is empty");

    /// <summary>A pattern that finds the text anywhere; its own wildcards are taken literally.</summary>
    public static string Anywhere(string text) =>
        "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";

    /// <summary>A list of parameters <c>@p0, @p1</c>, added to the others.</summary>
    public static string Each<T>(this List<(string Name, object? Value)> parameters, string prefix, IEnumerable<T> values)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            names.Add($"@{prefix}{names.Count}");
            parameters.Add((names[^1], value!.ToString()));
        }

        return names.Count == 0 ? "NULL" : string.Join(", ", names);
    }
}
