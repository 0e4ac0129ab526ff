using System.ComponentModel.DataAnnotations;
using Edge.Core.Vision;
using Microsoft.Extensions.Options;

namespace Edge.Vision;

/// <summary>Where the process meets the gateway, and where its files lie. Section <c>Vision</c>.</summary>
public sealed class VisionOptions
{
    /// <summary>Everything that changes: spool, recordings, what was learnt. Default <c>vision</c>.</summary>
    [Required]
    public string DataFolder { get; set; } = "vision";

    /// <summary>The gateway's data folder: its socket, its media folder and its certificate are found there. Default <c>data</c>.</summary>
    [Required]
    public string GatewayFolder { get; set; } = "data";

    /// <summary>The gateway's socket.</summary>
    public string SocketFile => VisionSocket.Of(GatewayFolder);

    /// <summary>Where the gateway takes pictures and clips from.</summary>
    public string MediaFolder => Path.Combine(GatewayFolder, "media");

    /// <summary>Where enrolment has left the gateway's certificate.</summary>
    public string CertificatesFolder => Path.Combine(GatewayFolder, "certificates");

    /// <summary>Events that may wait for the gateway, 10–100,000; beyond it the oldest go.</summary>
    [Range(10, 100_000)]
    public int SpoolEvents { get; set; } = 5_000;

    /// <summary>Seconds before and after an event in its clip, 1–10.</summary>
    [Range(1, 10)]
    public double ClipSeconds { get; set; } = 5;

    /// <summary>Quality of pictures, 30–100.</summary>
    [Range(30, 100)]
    public int PictureQuality { get; set; } = 88;

    /// <summary>Seconds between two reports of a camera's state, 1–60.</summary>
    [Range(1, 60)]
    public double StateSeconds { get; set; } = 10;
}

/// <summary>Generated check of <see cref="VisionOptions"/>.</summary>
[OptionsValidator]
public sealed partial class VisionOptionsValidator : IValidateOptions<VisionOptions>;
