namespace FirmwareSim.Cameras;

/// <summary>
/// The camera's own clock: the host's, with the error that a scenario or a client put on it. Scene time counts seconds
/// from the camera's start and has no error.
/// </summary>
public sealed class CameraClock(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();
    private long _errorTicks;

    /// <summary>The host's clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Error of the camera's clock.</summary>
    public TimeSpan Error
    {
        get => new(Interlocked.Read(ref _errorTicks));
        set => Interlocked.Exchange(ref _errorTicks, value.Ticks);
    }

    /// <summary>What the camera believes the time is.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + Error;

    /// <summary>Seconds since the camera started.</summary>
    public double SceneSeconds => time.GetElapsedTime(_began).TotalSeconds;
}
