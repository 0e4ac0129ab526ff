using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Core.Vision;

/// <summary>The gateway's side of the cameras. Section <c>Vision</c>.</summary>
public sealed class VisionPortOptions
{
    /// <summary>The Unix socket at which Edge.Vision connects; default <c>vision.sock</c> in the data folder. At most 100 characters; a data folder with a longer path has its socket in the temporary folder.</summary>
    [Required, StringLength(VisionSocket.MostCharacters)]
    public string SocketFile { get; set; } = "";

    /// <summary>Pictures and clips on their way to the cloud; Edge.Vision puts them there. Default <c>media</c> in the data folder.</summary>
    [Required]
    public string MediaFolder { get; set; } = "";

    /// <summary>Address of the platform; empty = the one that enrolment has left.</summary>
    public string Cloud { get; set; } = "";

    /// <summary>PEM file of the authority that signed the platform's HTTPS certificate; empty = the system's.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Most MiB that may wait for the cloud, 16–1,048,576; beyond it the oldest clips, then the oldest pictures go.</summary>
    [Range(16, 1_048_576)]
    public int MediaMegabytes { get; set; } = 2_048;

    /// <summary>KiB of one piece of an upload, 16–4,096.</summary>
    [Range(16, 4_096)]
    public int PieceKilobytes { get; set; } = 512;

    /// <summary>Seconds between two looks into the folder, 0.1–3,600, and after a failure.</summary>
    [Range(0.1, 3_600)]
    public double RetrySeconds { get; set; } = 5;
}

/// <summary>Generated check of <see cref="VisionPortOptions"/>.</summary>
[OptionsValidator]
public sealed partial class VisionPortOptionsValidator : IValidateOptions<VisionPortOptions>;
