using System.Xml.Linq;
using FirmwareSim.Cameras.Scenes;
using Protocols.Onvif;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>The device service: who it is, clock, user, network, restart.</summary>
internal sealed class DeviceOperations(OnvifCamera camera, OnvifAddresses addresses)
{
    private const double RestartSeconds = 4;

    /// <summary>Answers, or null for an operation that is not known.</summary>
    public SoapMessage? Answer(XElement request) => request.Name.LocalName switch
    {
        "GetServices" => OnvifServices.Of(OnvifDevice.ServicesAnswer([(OnvifNames.Device, addresses.Device), (OnvifNames.Media, addresses.Media), (OnvifNames.Ptz, addresses.Ptz)])),
        "GetCapabilities" => OnvifServices.Of(OnvifDevice.CapabilitiesAnswer(addresses.Device, addresses.Media, addresses.Ptz)),
        "GetDeviceInformation" => OnvifServices.Of(OnvifDevice.InformationAnswer(new DeviceInformation("Edge", "Camera simulator", "1.0", camera.Options.Id))),
        "GetSystemDateAndTime" => OnvifServices.Of(OnvifDevice.TimeAnswer(camera.Clock.Now)),
        "SetSystemDateAndTime" => SetTime(request),
        "GetUsers" => OnvifServices.Of(OnvifDevice.UsersAnswer(camera.Settings.User)),
        "SetUser" => SetUser(request),
        "GetNetworkInterfaces" => OnvifServices.Of(OnvifDevice.NetworkAnswer(camera.Settings.Network)),
        "SetNetworkInterfaces" => SetNetwork(request),
        "SystemReboot" => Restart(),
        "SetSystemFactoryDefault" => Reset(),
        _ => null,
    };

    private SoapMessage SetTime(XElement request)
    {
        if (OnvifDevice.ReadTime(request) is not { } instant)
            return OnvifServices.Refuse("The time is malformed.");
        camera.Clock.Error = instant - camera.Clock.Time.GetUtcNow();
        return OnvifServices.Of(OnvifDevice.Answer("SetSystemDateAndTime"));
    }

    private SoapMessage SetUser(XElement request)
    {
        if (OnvifDevice.ReadUser(request) is not { } user || user.User != camera.Settings.User)
            return OnvifServices.Refuse("The user is not known, or the password is missing.");
        if (user.Password.Length < 8)
            return SoapMessage.Fault(sender: true, "PasswordTooWeak", "A password has at least eight characters.");
        camera.Settings.Password = user.Password;
        return OnvifServices.Of(OnvifDevice.Answer("SetUser"));
    }

    private SoapMessage SetNetwork(XElement request)
    {
        if (OnvifDevice.ReadNetwork(request) is not { } network || network.Token != camera.Settings.Network.Token)
            return OnvifServices.Refuse("The interface or its address is not valid.");
        camera.Settings.Network = network;
        return OnvifServices.Of(OnvifDevice.Answer("SetNetworkInterfaces", new XElement(OnvifNames.Device + "RebootNeeded", true)));
    }

    private SoapMessage Restart()
    {
        camera.Head.MoveTo(PtzHead.Home);
        camera.Trouble.Start(TroubleKind.Offline, RestartSeconds, 0);
        return OnvifServices.Of(OnvifDevice.Answer("SystemReboot", new XElement(OnvifNames.Device + "Message", $"Back in {RestartSeconds} seconds")));
    }

    private SoapMessage Reset()
    {
        camera.Settings.Reset();
        camera.Clock.Error = TimeSpan.Zero;
        Restart();
        return OnvifServices.Of(OnvifDevice.Answer("SetSystemFactoryDefault"));
    }
}
