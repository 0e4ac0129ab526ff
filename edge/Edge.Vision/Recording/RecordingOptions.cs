using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Recording;

/// <summary>The recordings on this machine. Section <c>Recording</c>.</summary>
public sealed class RecordingOptions
{
    /// <summary>False records nothing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Folder; default <c>recordings</c> in the data folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Days kept, 1–3,650; the specification asks for 30 (5.6.2).</summary>
    [Range(1, 3_650)]
    public int Days { get; set; } = 30;

    /// <summary>Most GiB of all cameras together, 0.01–100,000; beyond it the oldest go, whatever their age.</summary>
    [Range(0.01, 100_000)]
    public double Gigabytes { get; set; } = 500;

    /// <summary>MiB of the disk that are left free, 0–1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int FreeMegabytes { get; set; } = 2_048;

    /// <summary>Days that pictures are kept, 1–3,650.</summary>
    [Range(1, 3_650)]
    public int PictureDays { get; set; } = 180;

    /// <summary>Most MiB of pictures of all cameras together, 16–10,000,000.</summary>
    [Range(16, 10_000_000)]
    public int PictureMegabytes { get; set; } = 10_240;

    /// <summary>Seconds of one file, 5–3,600; it ends at the next key frame.</summary>
    [Range(5, 3_600)]
    public double FileSeconds { get; set; } = 60;
}

/// <summary>Generated check of <see cref="RecordingOptions"/>.</summary>
[OptionsValidator]
public sealed partial class RecordingOptionsValidator : IValidateOptions<RecordingOptions>;
