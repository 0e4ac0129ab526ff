using System.Net;
using System.Text.Json.Serialization;
using Protocols.Rtp;

namespace FirmwareSim.Cameras;

/// <summary>One simulated camera: the entry under <c>cameras</c> of a site file.</summary>
/// <param name="Id">Id of the camera; scenario events name it.</param>
/// <param name="Name">Shown in the picture.</param>
/// <param name="Rtsp">Address and port of the RTSP server.</param>
/// <param name="User">User name for RTSP and ONVIF.</param>
/// <param name="Password">Password for RTSP and ONVIF.</param>
/// <param name="Onvif">Address and port of the ONVIF services; null = none.</param>
/// <param name="Main">Stream <c>/main</c>.</param>
/// <param name="Sub">Stream <c>/sub</c>.</param>
/// <param name="Audio">Sound track of both streams.</param>
/// <param name="Position">Where it hangs; shown in the picture.</param>
/// <param name="Azimuth">Direction of view at pan 0, degrees from north.</param>
/// <param name="Height">Metres above ground.</param>
/// <param name="Seed">Same seed, same scene.</param>
/// <param name="Workers">People in the scene, 0–40.</param>
/// <param name="Look">Light.</param>
/// <param name="HelmetOffEvery">Seconds between two times at which the first worker takes the helmet off; 0 = never.</param>
/// <param name="HelmetOffFor">Seconds for which it stays off.</param>
/// <param name="Clock">Burns a machine-readable clock into the upper edge, for measuring latency.</param>
/// <param name="Pictures">Folder of labelled pictures to play instead of the rendered scene.</param>
/// <param name="PicturesSplit">Only those of <c>train</c>, <c>val</c> or <c>test</c>; null = all.</param>
public sealed record CameraOptions(
    string Id,
    string Name,
    string Rtsp,
    string User,
    string Password,
    string? Onvif = null,
    StreamOptions? Main = null,
    StreamOptions? Sub = null,
    AudioCoding Audio = AudioCoding.G711,
    string Position = "",
    double Azimuth = 0,
    double Height = 6,
    int Seed = 1,
    int Workers = 5,
    LightChoice Look = LightChoice.Auto,
    double HelmetOffEvery = 0,
    double HelmetOffFor = 25,
    bool Clock = false,
    string? Pictures = null,
    string? PicturesSplit = null)
{
    /// <summary>The main stream, 1920×1080 at 15 frames/s unless said otherwise.</summary>
    [JsonIgnore]
    public StreamOptions MainStream => Main ?? new StreamOptions(1920, 1080, 15, KilobitsPerSecond: 4000);

    /// <summary>The sub stream, 640×384 at 10 frames/s unless said otherwise.</summary>
    [JsonIgnore]
    public StreamOptions SubStream => Sub ?? new StreamOptions(640, 384, 10, KilobitsPerSecond: 800);

    /// <summary>What is wrong, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (Id.Length is 0 or > 64 || !Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return "id must be 1 to 64 letters, digits, - or _";
        if (!IPEndPoint.TryParse(Rtsp, out _))
            yield return $"rtsp '{Rtsp}' is no address with port";
        if (Onvif is not null && !IPEndPoint.TryParse(Onvif, out _))
            yield return $"onvif '{Onvif}' is no address with port";
        if (User.Length == 0 || Password.Length == 0)
            yield return "user and password must be there";
        if (User.Contains('"', StringComparison.Ordinal) || Name.AsSpan().IndexOfAny('\r', '\n') >= 0)
            yield return "user must hold no quotation mark, name no line break";
        if (Workers is < 0 or > 40)
            yield return "workers must be 0 to 40";
        if (Height is not (>= 1 and <= 60))
            yield return "height must be 1 to 60 m";
        if (HelmetOffEvery < 0 || HelmetOffFor < 0)
            yield return "helmetOffEvery and helmetOffFor must not be negative";
        if (Pictures is not null && !Directory.Exists(Pictures))
            yield return $"pictures '{Pictures}' is no folder";
        foreach (var (stream, name) in new[] { (MainStream, "main"), (SubStream, "sub") })
            if (!stream.IsValid)
                yield return $"{name}: width and height must be even, 64 to 3840, 1 to 30 frames/s, 0.2 to 10 s between key frames, 32 to 20000 kbit/s";
    }
}

/// <summary>How a stream is coded.</summary>
/// <param name="Width">Pixels, even.</param>
/// <param name="Height">Pixels, even.</param>
/// <param name="FramesPerSecond">1–30.</param>
/// <param name="Codec">Coding.</param>
/// <param name="KeyEvery">Seconds between key frames.</param>
/// <param name="KilobitsPerSecond">Highest rate.</param>
public sealed record StreamOptions(
    int Width, int Height, double FramesPerSecond = 10, VideoCodec Codec = VideoCodec.H264, double KeyEvery = 1, int KilobitsPerSecond = 1000)
{
    internal bool IsValid => Width is >= 64 and <= 3840 && Height is >= 64 and <= 3840 && Width % 2 == 0 && Height % 2 == 0
        && FramesPerSecond is >= 1 and <= 30 && KeyEvery is >= 0.2 and <= 10 && KilobitsPerSecond is >= 32 and <= 20_000;
}

/// <summary>Sound track.</summary>
public enum AudioCoding
{
    /// <summary>No sound.</summary>
    None,

    /// <summary>G.711 A-law, 8 kHz.</summary>
    G711,

    /// <summary>AAC-LC, 16 kHz.</summary>
    Aac,
}

/// <summary>Light of the scene.</summary>
public enum LightChoice
{
    /// <summary>By the hour of the site's clock.</summary>
    Auto,

    /// <summary>Daylight.</summary>
    Day,

    /// <summary>Low warm light.</summary>
    Dusk,

    /// <summary>Night, with the camera's infrared lamp: no colour.</summary>
    Infrared,
}
