using Edge.Vision.Capture;

namespace Edge.Vision.Inference;

/// <summary>Room for the newest frame of one camera. A frame that is not taken before the next one comes is skipped, and counted.</summary>
public sealed class FrameSlot(Action<VideoFrame> process, Action skipped)
{
    private VideoFrame? _frame;

    /// <summary>True while its frames cannot be looked at; told once.</summary>
    public bool IsFailing { get; set; }

    /// <summary>Puts a frame in.</summary>
    public void Put(VideoFrame frame)
    {
        if (Interlocked.Exchange(ref _frame, frame) is not null)
            skipped();
    }

    /// <summary>Processes the frame that waits; false when none does.</summary>
    public bool TryProcess()
    {
        if (Interlocked.Exchange(ref _frame, null) is not { } frame)
            return false;
        process(frame);
        return true;
    }
}
