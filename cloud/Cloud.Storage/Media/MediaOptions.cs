using System.ComponentModel.DataAnnotations;

namespace Cloud.Storage.Media;

/// <summary>Section <c>Media</c>.</summary>
public sealed record MediaOptions
{
    /// <summary>Folder of pictures and clips; default <c>media</c> in the storage folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>MiB of the disk that are left free, 0–1,000,000; below it nothing is taken and gateways keep what they have. Default 1,024.</summary>
    [Range(0, 1_000_000)]
    public int FreeMegabytes { get; set; } = 1_024;

    /// <summary>Largest clip in MiB, 1–4,096. Default 256.</summary>
    [Range(1, 4_096)]
    public int ClipMegabytes { get; set; } = 256;

    /// <summary>Folder of judged pictures with their labels, for retraining; default <c>retraining</c> in the storage folder.</summary>
    public string RetrainingFolder { get; set; } = "";
}
