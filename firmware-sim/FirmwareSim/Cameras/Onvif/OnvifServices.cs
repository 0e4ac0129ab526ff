using System.Xml.Linq;
using Protocols.Onvif;

namespace FirmwareSim.Cameras.Onvif;

/// <summary>Addresses as the client reaches them.</summary>
internal sealed record OnvifAddresses(string Device, string Media, string Ptz, string Snapshot);

/// <summary>Finds the operation that a message means.</summary>
internal sealed class OnvifServices(OnvifCamera camera, OnvifAddresses addresses)
{
    /// <summary>Operations that ONVIF opens to everybody, so that a client can set its clock by the camera's.</summary>
    public static bool IsOpenToAll(SoapMessage request) =>
        request.Content.Name.Namespace == OnvifNames.Device && request.Name is "GetSystemDateAndTime" or "GetServices" or "GetCapabilities";

    /// <summary>Answers a request of somebody who may ask.</summary>
    public SoapMessage Answer(SoapMessage request)
    {
        var space = request.Content.Name.Namespace;
        return (space == OnvifNames.Device ? new DeviceOperations(camera, addresses).Answer(request.Content)
            : space == OnvifNames.Media ? new MediaOperations(camera, addresses).Answer(request.Content)
            : space == OnvifNames.Ptz ? new PtzOperations(camera).Answer(request.Content)
            : null) ?? SoapMessage.Fault(sender: true, "ActionNotSupported", $"The operation {request.Name} is not known.");
    }

    /// <summary>An answer.</summary>
    public static SoapMessage Of(XElement content) => new(content);

    /// <summary>A refusal of what was asked.</summary>
    public static SoapMessage Refuse(string why) => SoapMessage.Fault(sender: true, "InvalidArgVal", why);
}
