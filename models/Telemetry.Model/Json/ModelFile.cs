using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Telemetry.Model.Faults;

namespace Telemetry.Model.Json;

/// <summary>Reads one model document and lists what is wrong with its shape.</summary>
internal static class ModelFile
{
    /// <summary>Longest document that is read, in bytes; the shipped ones are under 64 KiB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly EdgeJson Lenient = new(new JsonSerializerOptions(EdgeJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    });

    /// <summary>
    /// The value, or null when its shape does not let it be read. Unknown members are faults too, but do not keep the
    /// rest from being checked.
    /// </summary>
    public static T? Parse<T>(ReadOnlyMemory<byte> json, FaultList faults)
        where T : class
    {
        if (json.Length > MaxBytes)
        {
            faults.Add("", $"is {json.Length} bytes long, the limit is {MaxBytes}");
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            var type = (JsonTypeInfo<T>)Lenient.GetTypeInfo(typeof(T))!;
            var shape = new JsonShape(faults);
            shape.Check(document.RootElement, type, "");
            return shape.IsReadable ? document.RootElement.Deserialize(type) : null;
        }
        catch (JsonException broken)
        {
            faults.Add(broken.Path is null or "$" ? "" : broken.Path, $"is not legal JSON: {broken.Message}");
            return null;
        }
    }
}
