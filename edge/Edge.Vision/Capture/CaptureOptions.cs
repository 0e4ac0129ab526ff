using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Capture;

/// <summary>How streams are taken. Section <c>Capture</c>.</summary>
public sealed class CaptureOptions
{
    /// <summary>Frames a second that are looked at, 1–15.</summary>
    [Range(1, 15)]
    public int FramesPerSecond { get; set; } = 5;

    /// <summary>Width that frames are scaled to, 160–1,920; their height follows.</summary>
    [Range(160, 1_920)]
    public int Width { get; set; } = 640;

    /// <summary>Seconds without a frame after which a stream is stalled and opened anew, 1–120.</summary>
    [Range(1, 120)]
    public double StallSeconds { get; set; } = 10;

    /// <summary>Seconds without a key frame, though others come, after which the encoded stream is opened anew, 2–300; cameras that save send one in 20.</summary>
    [Range(2, 300)]
    public double KeySeconds { get; set; } = 30;

    /// <summary>Seconds before the first new attempt, 0.01–60; doubles up to <see cref="RetryMostSeconds"/>.</summary>
    [Range(0.01, 60)]
    public double RetrySeconds { get; set; } = 1;

    /// <summary>Most seconds between two attempts, 0.01–600.</summary>
    [Range(0.01, 600)]
    public double RetryMostSeconds { get; set; } = 30;

    /// <summary>Seconds of the encoded stream that are kept for clips, 10–60.</summary>
    [Range(10, 60)]
    public double RingSeconds { get; set; } = 20;

    /// <summary>Most MiB of the encoded stream that are kept for clips, a camera, 4–256.</summary>
    [Range(4, 256)]
    public int RingMegabytes { get; set; } = 32;
}

/// <summary>Generated check of <see cref="CaptureOptions"/>.</summary>
[OptionsValidator]
public sealed partial class CaptureOptionsValidator : IValidateOptions<CaptureOptions>;
