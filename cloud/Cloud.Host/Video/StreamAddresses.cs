using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Host.Video;

/// <summary>Section <c>Video</c>.</summary>
public sealed record VideoOptions
{
    /// <summary>Minutes that the address of a stream holds, 1–1,440. Default 60.</summary>
    [Range(1, 1_440)]
    public int AddressMinutes { get; set; } = 60;

    /// <summary>Seconds that a person keeps a camera after the last movement, 2–600. Default 15.</summary>
    [Range(2, 600)]
    public int SteerSeconds { get; set; } = 15;
}

/// <summary>
/// Addresses of streams for players that bring no cookie (a phone's own player, a wall): they name camera and end of life, sealed
/// with the platform's keys, and hold for nothing else.
/// </summary>
public sealed class StreamAddresses(IDataProtectionProvider protection, IOptions<VideoOptions> options, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("video-address");

    /// <summary>An address for a camera, and until when it holds.</summary>
    public (string Path, DateTimeOffset Until) Make(ProjectId project, DeviceId camera)
    {
        var until = time.GetUtcNow().AddMinutes(options.Value.AddressMinutes);
        var token = _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{project.Value}/{camera.Value}/{until.ToUnixTimeSeconds()}"));
        return ($"/video/{token}/index.m3u8", until);
    }

    /// <summary>The camera that an address names; null when it is forged or has run out.</summary>
    public (ProjectId Project, DeviceId Camera)? Read(string token)
    {
        try
        {
            return token.Length <= 1_024 && _protector.Unprotect(token).Split('/') is [var project, var camera, var until]
                && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && time.GetUtcNow().ToUnixTimeSeconds() < seconds
                ? (new ProjectId(project), new DeviceId(camera))
                : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
