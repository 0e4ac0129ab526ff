using System.Globalization;
using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>How a device codes a stream.</summary>
/// <param name="Token">Name of the configuration.</param>
/// <param name="Encoding"><c>H264</c>, <c>H265</c> or <c>JPEG</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">Frames/s.</param>
/// <param name="KilobitsPerSecond">Highest rate.</param>
/// <param name="KeyEvery">Frames from one key frame to the next.</param>
public sealed record VideoEncoding(string Token, string Encoding, int Width, int Height, double FrameRate, int KilobitsPerSecond, int KeyEvery);

/// <summary>A media profile: a stream that a device offers.</summary>
/// <param name="Token">Name for requests.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Video">How it is coded; null when the device does not say.</param>
/// <param name="HasPtz">True when the profile can move.</param>
public sealed record MediaProfile(string Token, string Name, VideoEncoding? Video, bool HasPtz);

/// <summary>Messages of the media service (<c>media.wsdl</c>, version 1): requests, answers and readers.</summary>
public static class OnvifMedia
{
    private const int MostProfiles = 64;
    private static readonly XNamespace Trt = OnvifNames.Media, Tt = OnvifNames.Schema;

    /// <summary>A request without arguments.</summary>
    public static XElement Request(string operation) => new(Trt + operation);

    /// <summary>An answer.</summary>
    public static XElement Answer(string operation, params object?[] content) => new(Trt + (operation + "Response"), content);

    /// <summary>Answer of GetProfiles.</summary>
    public static XElement ProfilesAnswer(IEnumerable<MediaProfile> profiles) => Answer("GetProfiles", profiles.Select(profile => Profile("Profiles", profile)));

    /// <summary>Answer of GetProfile.</summary>
    public static XElement ProfileAnswer(MediaProfile profile) => Answer("GetProfile", Profile("Profile", profile));

    /// <summary>Reads an answer of GetProfiles; at most 64 profiles, those without a token are left out.</summary>
    public static IReadOnlyList<MediaProfile> ReadProfiles(XElement answer) =>
    [
        .. answer.Children("Profiles").Take(MostProfiles).Where(profile => profile.Attribute("token") is not null).Select(profile => new MediaProfile(
            profile.Attribute("token")!.Value, profile.Child("Name")?.Value ?? "", ReadEncoding(profile.Child("VideoEncoderConfiguration")), profile.Child("PTZConfiguration") is not null)),
    ];

    /// <summary>Request of GetStreamUri for RTSP.</summary>
    public static XElement GetStreamUri(string profile) => new(Trt + "GetStreamUri",
        new XElement(Trt + "StreamSetup", new XElement(Tt + "Stream", "RTP-Unicast"), new XElement(Tt + "Transport", new XElement(Tt + "Protocol", "RTSP"))),
        new XElement(Trt + "ProfileToken", profile));

    /// <summary>Request of GetSnapshotUri.</summary>
    public static XElement GetSnapshotUri(string profile) => new(Trt + "GetSnapshotUri", new XElement(Trt + "ProfileToken", profile));

    /// <summary>Answer of GetStreamUri or GetSnapshotUri.</summary>
    public static XElement UriAnswer(string operation, string uri) => Answer(operation, new XElement(Trt + "MediaUri",
        new XElement(Tt + "Uri", uri), new XElement(Tt + "InvalidAfterConnect", false), new XElement(Tt + "InvalidAfterReboot", false), new XElement(Tt + "Timeout", "PT0S")));

    /// <summary>Reads the address in an answer of GetStreamUri or GetSnapshotUri.</summary>
    public static string? ReadUri(XElement answer) => answer.Child("MediaUri").Child("Uri")?.Value.Trim();

    /// <summary>Name of the profile that a request means; null when it names none.</summary>
    public static string? ReadProfileToken(XElement request) => request.Child("ProfileToken")?.Value;

    /// <summary>Answer of GetVideoEncoderConfigurations.</summary>
    public static XElement EncodingsAnswer(IEnumerable<VideoEncoding> encodings) => Answer("GetVideoEncoderConfigurations", encodings.Select(encoding => Encode(Trt + "Configurations", encoding)));

    /// <summary>Answer of GetVideoEncoderConfiguration.</summary>
    public static XElement EncodingAnswer(VideoEncoding encoding) => Answer("GetVideoEncoderConfiguration", Encode(Trt + "Configuration", encoding));

    /// <summary>Request of SetVideoEncoderConfiguration.</summary>
    public static XElement SetEncoding(VideoEncoding encoding) =>
        new(Trt + "SetVideoEncoderConfiguration", Encode(Trt + "Configuration", encoding), new XElement(Trt + "ForcePersistence", true));

    /// <summary>Reads a VideoEncoderConfiguration element; null when it is not there or malformed.</summary>
    public static VideoEncoding? ReadEncoding(XElement? element)
    {
        var (size, rate) = (element.Child("Resolution"), element.Child("RateControl"));
        if (element?.Attribute("token")?.Value is not { } token || element.Child("Encoding")?.Value is not { } coding
            || size.Child("Width").Whole() is not { } width || size.Child("Height").Whole() is not { } height)
            return null;
        return new VideoEncoding(token, coding, width, height, OnvifXml.Number(rate.Child("FrameRateLimit")?.Value) ?? 0, rate.Child("BitrateLimit").Whole() ?? 0,
            element.Child("H264").Child("GovLength").Whole() ?? 0);
    }

    private static XElement Profile(string name, MediaProfile profile) => new(Trt + name, new XAttribute("token", profile.Token), new XAttribute("fixed", true),
        new XElement(Tt + "Name", profile.Name),
        new XElement(Tt + "VideoSourceConfiguration", new XAttribute("token", "source-1"), new XElement(Tt + "Name", "source"), new XElement(Tt + "UseCount", 2), new XElement(Tt + "SourceToken", "video-1")),
        profile.Video is null ? null : Encode(Tt + "VideoEncoderConfiguration", profile.Video),
        profile.HasPtz ? new XElement(Tt + "PTZConfiguration", new XAttribute("token", "ptz-1"), new XElement(Tt + "Name", "ptz"), new XElement(Tt + "UseCount", 2), new XElement(Tt + "NodeToken", "node-1")) : null);

    private static XElement Encode(XName name, VideoEncoding encoding) => new(name, new XAttribute("token", encoding.Token),
        new XElement(Tt + "Name", encoding.Token), new XElement(Tt + "UseCount", 1), new XElement(Tt + "Encoding", encoding.Encoding),
        new XElement(Tt + "Resolution", new XElement(Tt + "Width", encoding.Width), new XElement(Tt + "Height", encoding.Height)),
        new XElement(Tt + "Quality", 5),
        new XElement(Tt + "RateControl", new XElement(Tt + "FrameRateLimit", encoding.FrameRate.ToString(CultureInfo.InvariantCulture)), new XElement(Tt + "EncodingInterval", 1),
            new XElement(Tt + "BitrateLimit", encoding.KilobitsPerSecond)),
        new XElement(Tt + "H264", new XElement(Tt + "GovLength", encoding.KeyEvery), new XElement(Tt + "H264Profile", "Main")),
        new XElement(Tt + "SessionTimeout", "PT60S"));
}
