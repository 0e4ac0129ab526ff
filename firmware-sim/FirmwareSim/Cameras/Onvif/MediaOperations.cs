using System.Xml.Linq;
using Protocols.Onvif;
using Protocols.Rtp;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>The media service: profiles <c>main</c> and <c>sub</c>, their addresses and their coding.</summary>
internal sealed class MediaOperations(OnvifCamera camera, OnvifAddresses addresses)
{
    private static readonly string[] Names = ["main", "sub"];

    /// <summary>Answers, or null for an operation that is not known.</summary>
    public SoapMessage? Answer(XElement request) => request.Name.LocalName switch
    {
        "GetProfiles" => OnvifServices.Of(OnvifMedia.ProfilesAnswer(Names.Select(Profile))),
        "GetProfile" => OfProfile(request, name => OnvifMedia.ProfileAnswer(Profile(name))),
        "GetStreamUri" => OfProfile(request, name => OnvifMedia.UriAnswer("GetStreamUri", $"rtsp://{camera.Rtsp()}/{name}")),
        "GetSnapshotUri" => OfProfile(request, _ => OnvifMedia.UriAnswer("GetSnapshotUri", addresses.Snapshot)),
        "GetVideoEncoderConfigurations" => OnvifServices.Of(OnvifMedia.EncodingsAnswer(Names.Select(Encoding))),
        "GetVideoEncoderConfiguration" => request.Elements().FirstOrDefault(child => child.Name.LocalName == "ConfigurationToken")?.Value is { } token && Names.Contains(token)
            ? OnvifServices.Of(OnvifMedia.EncodingAnswer(Encoding(token)))
            : OnvifServices.Refuse("There is no such configuration."),
        "SetVideoEncoderConfiguration" => SetEncoding(request),
        _ => null,
    };

    private MediaProfile Profile(string name) => new(name, $"{camera.Options.Id} {name}", Encoding(name), HasPtz: true);

    private VideoEncoding Encoding(string name)
    {
        var stream = camera.Settings.Stream(name)!;
        return new VideoEncoding(name, stream.Codec == VideoCodec.H264 ? "H264" : "H265", stream.Width, stream.Height, stream.FramesPerSecond, stream.KilobitsPerSecond,
            (int)Math.Round(stream.FramesPerSecond * stream.KeyEvery));
    }

    private SoapMessage SetEncoding(XElement request)
    {
        var wanted = OnvifMedia.ReadEncoding(request.Elements().FirstOrDefault(child => child.Name.LocalName == "Configuration"));
        if (wanted is null || camera.Settings.Stream(wanted.Token) is not { } stream || wanted.Encoding is not ("H264" or "H265"))
            return OnvifServices.Refuse("There is no such configuration, or the coding is not possible.");
        var rate = wanted.FrameRate > 0 ? wanted.FrameRate : stream.FramesPerSecond;
        var changed = new StreamOptions(wanted.Width, wanted.Height, rate, wanted.Encoding == "H264" ? VideoCodec.H264 : VideoCodec.H265,
            wanted.KeyEvery > 0 ? wanted.KeyEvery / rate : stream.KeyEvery, wanted.KilobitsPerSecond > 0 ? wanted.KilobitsPerSecond : stream.KilobitsPerSecond);
        return camera.Settings.TrySetStream(wanted.Token, changed)
            ? OnvifServices.Of(OnvifMedia.Answer("SetVideoEncoderConfiguration"))
            : SoapMessage.Fault(sender: true, "ConfigModify", "Size, rate or key frames are not possible.");
    }

    private static SoapMessage OfProfile(XElement request, Func<string, XElement> answer) =>
        OnvifMedia.ReadProfileToken(request) is { } name && Names.Contains(name)
            ? OnvifServices.Of(answer(name))
            : SoapMessage.Fault(sender: true, "NoProfile", "There is no such profile.");
}
