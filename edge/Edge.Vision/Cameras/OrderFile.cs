using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Core.Vision;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Cameras;

/// <summary>What the gateway ordered last, readable by this user only: it holds passwords.</summary>
public sealed class OrderFile(IOptions<VisionOptions> options, ILogger<OrderFile> log)
{
    private readonly string _path = Path.Combine(options.Value.DataFolder, "cameras.json");

    /// <summary>The cameras; none when there is no such file or it cannot be read.</summary>
    public IReadOnlyList<CameraOrder> Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), OrderJson.Default.IReadOnlyListCameraOrder) ?? [] : [];
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            log.NotKept(fault.Message);
            return [];
        }
    }

    /// <summary>Keeps the cameras; without room for them they come again with the next connection.</summary>
    public void Write(IReadOnlyList<CameraOrder> cameras)
    {
        try
        {
            Directory.CreateDirectory(options.Value.DataFolder);
            var part = _path + ".part";
            File.Delete(part);
            var only = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                only.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(part, only))
                JsonSerializer.Serialize(stream, cameras, OrderJson.Default.IReadOnlyListCameraOrder);
            File.Move(part, _path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.NotKept(fault.Message);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<CameraOrder>))]
internal sealed partial class OrderJson : JsonSerializerContext;

internal static partial class Log
{
    [LoggerMessage(5421, LogLevel.Warning, "The list of cameras is not kept: {Reason}")]
    public static partial void NotKept(this ILogger logger, string reason);
}
