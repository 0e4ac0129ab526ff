using System.Xml.Linq;
using FirmwareSim.Cameras.Drawing;
using FirmwareSim.Cameras.Scenes;
using Protocols.Onvif;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>The PTZ service: moves, stops, tells where it looks, keeps directions. The generic spaces stand for the whole range of the motors.</summary>
internal sealed class PtzOperations(OnvifCamera camera)
{
    private const double LongestDrive = 60;
    private const double TiltMiddle = (PtzHead.TiltHigh + PtzHead.TiltLow) / 2;
    private const double TiltReach = (PtzHead.TiltHigh - PtzHead.TiltLow) / 2;

    /// <summary>Answers, or null for an operation that is not known.</summary>
    public SoapMessage? Answer(XElement request) => request.Name.LocalName switch
    {
        "GetNodes" => OnvifServices.Of(OnvifPtz.NodesAnswer(64)),
        "GetStatus" => OnvifServices.Of(OnvifPtz.StatusAnswer(new PtzStatus(Generic(camera.Head.View), camera.Head.IsMoving), camera.Clock.Now)),
        "AbsoluteMove" or "RelativeMove" or "ContinuousMove" => Move(request),
        "Stop" => Done("Stop", camera.Head.Stop),
        "GotoHomePosition" => Done("GotoHomePosition", () => camera.Head.MoveTo(PtzHead.Home)),
        "GetPresets" => OnvifServices.Of(OnvifPtz.PresetsAnswer(camera.Head.Presets().Select(preset => new PtzPreset(preset.Token, preset.Name, Generic(preset.View))))),
        "SetPreset" => SetPreset(request),
        "GotoPreset" => OfPreset(request, camera.Head.GoToPreset),
        "RemovePreset" => OfPreset(request, camera.Head.RemovePreset),
        _ => null,
    };

    private SoapMessage Move(XElement request)
    {
        if (OnvifPtz.ReadMove(request) is not { } vector)
            return OnvifServices.Refuse("The direction is malformed.");
        var (head, at) = (camera.Head, camera.Head.View);
        switch (request.Name.LocalName)
        {
            case "AbsoluteMove":
                head.MoveTo(new View(
                    vector.Pan * PtzHead.PanLimit ?? at.Pan, vector.Tilt is { } tilt ? TiltMiddle + (tilt * TiltReach) : at.Tilt,
                    vector.Zoom is { } zoom ? 1 + (zoom * (PtzHead.ZoomLimit - 1)) : at.Zoom));
                break;
            case "RelativeMove":
                head.MoveBy((vector.Pan ?? 0) * PtzHead.PanLimit, (vector.Tilt ?? 0) * TiltReach, (vector.Zoom ?? 0) * (PtzHead.ZoomLimit - 1));
                break;
            default:
                head.Drive(vector.Pan ?? 0, vector.Tilt ?? 0, vector.Zoom ?? 0, Math.Clamp(OnvifPtz.ReadTimeOut(request)?.TotalSeconds ?? LongestDrive, 0, LongestDrive));
                break;
        }

        return OnvifServices.Of(OnvifPtz.Answer(request.Name.LocalName));
    }

    private SoapMessage SetPreset(XElement request)
    {
        var (name, token) = OnvifPtz.ReadPresetRequest(request);
        if (name?.Length > 64 || token?.Length > 64)
            return OnvifServices.Refuse("A name has at most 64 characters.");
        return camera.Head.SavePreset(token, name ?? "") is { } saved
            ? OnvifServices.Of(OnvifPtz.PresetAnswer(saved))
            : SoapMessage.Fault(sender: false, "TooManyPresets", "There is no room for another preset.");
    }

    private static SoapMessage OfPreset(XElement request, Func<string, bool> act) =>
        OnvifPtz.ReadPresetRequest(request).Token is { } token && act(token)
            ? OnvifServices.Of(OnvifPtz.Answer(request.Name.LocalName))
            : SoapMessage.Fault(sender: true, "NoToken", "There is no such preset.");

    private static SoapMessage Done(string operation, Action act)
    {
        act();
        return OnvifServices.Of(OnvifPtz.Answer(operation));
    }

    private static PtzVector Generic(View view) => new(
        Math.Round(view.Pan / PtzHead.PanLimit, 4), Math.Round((view.Tilt - TiltMiddle) / TiltReach, 4), Math.Round((view.Zoom - 1) / (PtzHead.ZoomLimit - 1), 4));
}
