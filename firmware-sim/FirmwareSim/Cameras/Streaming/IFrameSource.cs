namespace FirmwareSim.Cameras.Streaming;

/// <summary>Draws the pictures of one stream.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>Draws the picture of an instant and tells what is in it.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="target">Filled completely; its size is the stream's.</param>
    FrameTruth Draw(FrameTime at, FrameBuffer target);
}

/// <summary>When a picture is taken.</summary>
/// <param name="SceneSeconds">Seconds since the camera started.</param>
/// <param name="Clock">The camera's own clock.</param>
/// <param name="Wall">The host's clock.</param>
public readonly record struct FrameTime(double SceneSeconds, DateTimeOffset Clock, DateTimeOffset Wall);
