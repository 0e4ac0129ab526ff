using System.Text.Json;
using System.Text.Json.Serialization;
using SkiaSharp;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>
/// What every picture showed, as JSON lines: wall-clock instant, RTP timestamp and boxes. The streams of a camera share it.
/// </summary>
public sealed class CameraTruthLog(TextWriter writer)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock _gate = new();

    internal void Write(string stream, long frame, uint timestamp, DateTimeOffset at, SKImageInfo size, FrameTruth truth)
    {
        var line = JsonSerializer.Serialize(
            new
            {
                stream, frame, rtp = timestamp, at, width = size.Width, height = size.Height, look = truth.Look, view = truth.View,
                trouble = truth.Trouble, annotated = truth.Annotated, boxes = truth.Boxes,
            },
            Format);
        lock (_gate)
            writer.WriteLine(line);
    }
}
