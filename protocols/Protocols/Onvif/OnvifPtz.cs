using System.Globalization;
using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>A direction, or a difference or speed of directions, in the generic spaces: pan and tilt −1..1 (right and up), zoom 0..1.</summary>
/// <param name="Pan">Null = not touched.</param>
/// <param name="Tilt">Null = not touched.</param>
/// <param name="Zoom">Null = not touched.</param>
public readonly record struct PtzVector(double? Pan, double? Tilt, double? Zoom);

/// <summary>A kept direction.</summary>
/// <param name="Token">Name for requests.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Position">Direction; null when the device does not say.</param>
public sealed record PtzPreset(string Token, string Name, PtzVector? Position);

/// <summary>Where a camera looks.</summary>
/// <param name="Position">Direction.</param>
/// <param name="IsMoving">True while it moves.</param>
public sealed record PtzStatus(PtzVector Position, bool IsMoving);

/// <summary>Messages of the PTZ service (<c>ptz.wsdl</c>, version 2): requests, answers and readers.</summary>
public static class OnvifPtz
{
    private const int MostPresets = 256;
    private static readonly XNamespace Tptz = OnvifNames.Ptz, Tt = OnvifNames.Schema;

    /// <summary>A request that names a profile and nothing else.</summary>
    public static XElement Request(string operation, string profile) => new(Tptz + operation, new XElement(Tptz + "ProfileToken", profile));

    /// <summary>An answer.</summary>
    public static XElement Answer(string operation, params object?[] content) => new(Tptz + (operation + "Response"), content);

    /// <summary>Request of AbsoluteMove.</summary>
    public static XElement AbsoluteMove(string profile, PtzVector position) => Move("AbsoluteMove", profile, "Position", position);

    /// <summary>Request of RelativeMove.</summary>
    public static XElement RelativeMove(string profile, PtzVector translation) => Move("RelativeMove", profile, "Translation", translation);

    /// <summary>Request of ContinuousMove.</summary>
    /// <param name="profile">Profile.</param>
    /// <param name="velocity">−1..1 of the full speed on each axis.</param>
    /// <param name="timeOut">Longest time; null = until stopped.</param>
    public static XElement ContinuousMove(string profile, PtzVector velocity, TimeSpan? timeOut)
    {
        var request = Move("ContinuousMove", profile, "Velocity", velocity);
        if (timeOut is { } limit)
            request.Add(new XElement(Tptz + "Timeout", string.Create(CultureInfo.InvariantCulture, $"PT{limit.TotalSeconds:0.###}S")));
        return request;
    }

    /// <summary>Request of SetPreset: keeps the present direction.</summary>
    public static XElement SetPreset(string profile, string name, string? token) => new(Tptz + "SetPreset",
        new XElement(Tptz + "ProfileToken", profile), new XElement(Tptz + "PresetName", name), token is null ? null : new XElement(Tptz + "PresetToken", token));

    /// <summary>Request of GotoPreset or RemovePreset.</summary>
    public static XElement Preset(string operation, string profile, string token) =>
        new(Tptz + operation, new XElement(Tptz + "ProfileToken", profile), new XElement(Tptz + "PresetToken", token));

    /// <summary>The direction in a move request; null when there is none, or a number is none.</summary>
    public static PtzVector? ReadMove(XElement request) =>
        (request.Child("Position") ?? request.Child("Translation") ?? request.Child("Velocity")) is { } vector ? ReadVector(vector) : null;

    /// <summary>Longest time of a ContinuousMove; null when the request does not say.</summary>
    public static TimeSpan? ReadTimeOut(XElement request)
    {
        if (request.Child("Timeout")?.Value is not { } text)
            return null;
        try
        {
            return System.Xml.XmlConvert.ToTimeSpan(text.Trim());
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Name and token in a preset request.</summary>
    public static (string? Name, string? Token) ReadPresetRequest(XElement request) => (request.Child("PresetName")?.Value, request.Child("PresetToken")?.Value);

    /// <summary>Token in the answer of SetPreset.</summary>
    public static string? ReadPresetToken(XElement answer) => answer.Child("PresetToken")?.Value;

    /// <summary>Answer of SetPreset.</summary>
    public static XElement PresetAnswer(string token) => Answer("SetPreset", new XElement(Tptz + "PresetToken", token));

    /// <summary>Answer of GetPresets.</summary>
    public static XElement PresetsAnswer(IEnumerable<PtzPreset> presets) => Answer("GetPresets", presets.Select(preset => new XElement(Tptz + "Preset", new XAttribute("token", preset.Token),
        new XElement(Tt + "Name", preset.Name), preset.Position is { } position ? Vector(Tt + "PTZPosition", position) : null)));

    /// <summary>Reads an answer of GetPresets; at most 256 presets.</summary>
    public static IReadOnlyList<PtzPreset> ReadPresets(XElement answer) =>
    [
        .. answer.Children("Preset").Take(MostPresets).Where(preset => preset.Attribute("token") is not null).Select(preset =>
            new PtzPreset(preset.Attribute("token")!.Value, preset.Child("Name")?.Value ?? "", preset.Child("PTZPosition") is { } position ? ReadVector(position) : null)),
    ];

    /// <summary>Answer of GetStatus.</summary>
    public static XElement StatusAnswer(PtzStatus status, DateTimeOffset now)
    {
        var moving = status.IsMoving ? "MOVING" : "IDLE";
        return Answer("GetStatus", new XElement(Tptz + "PTZStatus", Vector(Tt + "Position", status.Position),
            new XElement(Tt + "MoveStatus", new XElement(Tt + "PanTilt", moving), new XElement(Tt + "Zoom", moving)),
            new XElement(Tt + "UtcTime", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))));
    }

    /// <summary>Reads an answer of GetStatus; null when it holds no position.</summary>
    public static PtzStatus? ReadStatus(XElement answer) =>
        answer.Child("PTZStatus") is { } status && status.Child("Position") is { } at && ReadVector(at) is { } position
            ? new PtzStatus(position, status.Child("MoveStatus")?.Elements().Any(axis => axis.Value == "MOVING") ?? false)
            : null;

    /// <summary>Answer of GetNodes with one node that can do everything named here.</summary>
    public static XElement NodesAnswer(int presets) => Answer("GetNodes", new XElement(Tptz + "PTZNode", new XAttribute("token", "node-1"), new XElement(Tt + "Name", "node"),
        new XElement(Tt + "MaximumNumberOfPresets", presets), new XElement(Tt + "HomeSupported", true)));

    private static XElement Move(string operation, string profile, string name, PtzVector vector) =>
        new(Tptz + operation, new XElement(Tptz + "ProfileToken", profile), Vector(Tptz + name, vector));

    private static XElement Vector(XName name, PtzVector vector) => new(name,
        vector.Pan is null && vector.Tilt is null ? null
            : new XElement(Tt + "PanTilt", new XAttribute("x", OnvifXml.Text(vector.Pan ?? 0)), new XAttribute("y", OnvifXml.Text(vector.Tilt ?? 0))),
        vector.Zoom is null ? null : new XElement(Tt + "Zoom", new XAttribute("x", OnvifXml.Text(vector.Zoom.Value))));

    private static PtzVector? ReadVector(XElement element)
    {
        var (direction, zoom) = (element.Child("PanTilt"), element.Child("Zoom"));
        var (pan, tilt, near) = (OnvifXml.Number(direction?.Attribute("x")?.Value), OnvifXml.Number(direction?.Attribute("y")?.Value), OnvifXml.Number(zoom?.Attribute("x")?.Value));
        if ((direction is not null && (pan is null || tilt is null)) || (zoom is not null && near is null))
            return null;
        return new PtzVector(pan, tilt, near);
    }
}
