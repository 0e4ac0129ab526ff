using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Edge.Drivers.Hj212;

/// <summary>The port that HJ 212 stations dial into. Section <c>Hj212</c>.</summary>
public sealed class Hj212Options
{
    /// <summary>Address to listen on; default all.</summary>
    [Required]
    public string Bind { get; set; } = "0.0.0.0";

    /// <summary>Port to listen on, 0–65,535; 0 = any free one; default 9212.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 9212;

    /// <summary>Connections at a time, 1–1000; default 64. One more is closed at once.</summary>
    [Range(1, 1000)]
    public int MaxConnections { get; set; } = 64;

    /// <summary>Minutes without a whole frame after which a connection is closed, 1–1440; default 10.</summary>
    [Range(1, 1440)]
    public int IdleMinutes { get; set; } = 10;

    /// <summary>Seconds without data after which a station's points are Bad, 30–86,400; default 300.</summary>
    [Range(30, 86_400)]
    public int SilentSeconds { get; set; } = 300;

    /// <summary>Seconds that a station's clock may differ before it is set and its values marked, 1–3600; default 30.</summary>
    [Range(1, 3600)]
    public int ClockLimitSeconds { get; set; } = 30;

    /// <summary>Minutes between two settings of one clock at least, 1–1440; default 10.</summary>
    [Range(1, 1440)]
    public int ClockAgainMinutes { get; set; } = 10;

    /// <summary>Frames that one connection may send per second on average, 1–1000; default 10. More is read more slowly.</summary>
    [Range(1, 1000)]
    public int FramesPerSecond { get; set; } = 10;

    /// <summary>PW of stations whose configuration names none; default 123456, what meters ship with.</summary>
    [Required, StringLength(16, MinimumLength = 1)]
    public string DefaultPassword { get; set; } = "123456";

    /// <summary>Folder with the SM4 keys: one file per station, named by its MN, holding 32 hex digits. Null = none.</summary>
    public string? KeyFolder { get; set; }
}

/// <summary>Generated check of <see cref="Hj212Options"/>.</summary>
[OptionsValidator]
public sealed partial class Hj212OptionsValidator : IValidateOptions<Hj212Options>;
