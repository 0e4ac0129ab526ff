using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>XML namespaces of SOAP 1.2, WS-Security and ONVIF.</summary>
public static class OnvifNames
{
    /// <summary>SOAP 1.2 envelope.</summary>
    public static readonly XNamespace Soap = "http://www.w3.org/2003/05/soap-envelope";

    /// <summary>WS-Security extension.</summary>
    public static readonly XNamespace Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

    /// <summary>WS-Security utility.</summary>
    public static readonly XNamespace Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    /// <summary>Types that all services share.</summary>
    public static readonly XNamespace Schema = "http://www.onvif.org/ver10/schema";

    /// <summary>Device service.</summary>
    public static readonly XNamespace Device = "http://www.onvif.org/ver10/device/wsdl";

    /// <summary>Media service.</summary>
    public static readonly XNamespace Media = "http://www.onvif.org/ver10/media/wsdl";

    /// <summary>PTZ service.</summary>
    public static readonly XNamespace Ptz = "http://www.onvif.org/ver20/ptz/wsdl";

    /// <summary>Faults.</summary>
    public static readonly XNamespace Error = "http://www.onvif.org/ver10/error";
}
