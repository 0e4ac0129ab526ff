using FirmwareSim.Cameras.Streaming;
using SkiaSharp;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>Draws one picture in the size of the main stream as JPEG; one at a time.</summary>
internal sealed class Snapshot(IFrameSource source, CameraClock clock, CameraSettings settings)
{
    private const int Quality = 88;

    private readonly Lock _one = new();

    /// <summary>The picture of now.</summary>
    public byte[] Take()
    {
        lock (_one)
        {
            var stream = settings.Stream("main")!;
            using var buffer = new FrameBuffer(stream.Width, stream.Height);
            source.Draw(new FrameTime(clock.SceneSeconds, clock.Now, clock.Time.GetUtcNow()), buffer);
            using var picture = buffer.Surface.Snapshot();
            using var data = picture.Encode(SKEncodedImageFormat.Jpeg, Quality);
            return data.ToArray();
        }
    }
}
