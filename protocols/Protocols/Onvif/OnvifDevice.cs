using System.Globalization;
using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>What a device says about itself (GetDeviceInformation).</summary>
/// <param name="Manufacturer">Maker.</param>
/// <param name="Model">Model.</param>
/// <param name="Firmware">Version.</param>
/// <param name="Serial">Serial number.</param>
public sealed record DeviceInformation(string Manufacturer, string Model, string Firmware, string Serial);

/// <summary>The IPv4 settings of a device's first network interface.</summary>
/// <param name="Token">Name of the interface.</param>
/// <param name="Address">Dotted address.</param>
/// <param name="Prefix">Length of the network part, 0–32.</param>
/// <param name="Dhcp">True when the address comes from DHCP.</param>
public sealed record NetworkAddress(string Token, string Address, int Prefix, bool Dhcp);

/// <summary>
/// Messages of the device service (ONVIF Device Management, <c>devicemgmt.wsdl</c>): requests for a client, answers for a
/// device, readers for both. A reader returns null when something is missing or malformed.
/// </summary>
public static class OnvifDevice
{
    private static readonly XNamespace Tds = OnvifNames.Device, Tt = OnvifNames.Schema;

    /// <summary>A request without arguments.</summary>
    public static XElement Request(string operation) => new(Tds + operation);

    /// <summary>An answer without content.</summary>
    public static XElement Answer(string operation, params object?[] content) => new(Tds + (operation + "Response"), content);

    /// <summary>GetServices or GetCapabilities' answer in its newer form.</summary>
    public static XElement ServicesAnswer(IEnumerable<(XNamespace Namespace, string Address)> services) => Answer("GetServices",
        services.Select(service => new XElement(Tds + "Service", new XElement(Tds + "Namespace", service.Namespace.NamespaceName), new XElement(Tds + "XAddr", service.Address),
            new XElement(Tds + "Version", new XElement(Tt + "Major", 2), new XElement(Tt + "Minor", 60)))));

    /// <summary>Addresses of the services by namespace.</summary>
    public static IReadOnlyDictionary<string, string> ReadServices(XElement answer) => answer.Children("Service")
        .Where(service => service.Child("Namespace") is not null && service.Child("XAddr") is not null)
        .GroupBy(service => service.Child("Namespace")!.Value.Trim()).ToDictionary(group => group.Key, group => group.First().Child("XAddr")!.Value.Trim());

    /// <summary>Answer of GetCapabilities.</summary>
    public static XElement CapabilitiesAnswer(string device, string media, string ptz) => Answer("GetCapabilities", new XElement(Tds + "Capabilities",
        new XElement(Tt + "Device", new XElement(Tt + "XAddr", device)), new XElement(Tt + "Media", new XElement(Tt + "XAddr", media)), new XElement(Tt + "PTZ", new XElement(Tt + "XAddr", ptz))));

    /// <summary>Answer of GetDeviceInformation.</summary>
    public static XElement InformationAnswer(DeviceInformation information) => Answer("GetDeviceInformation",
        new XElement(Tds + "Manufacturer", information.Manufacturer), new XElement(Tds + "Model", information.Model), new XElement(Tds + "FirmwareVersion", information.Firmware),
        new XElement(Tds + "SerialNumber", information.Serial), new XElement(Tds + "HardwareId", "1"));

    /// <summary>Reads an answer of GetDeviceInformation.</summary>
    public static DeviceInformation? ReadInformation(XElement answer) =>
        answer.Child("Manufacturer")?.Value is { } maker && answer.Child("Model")?.Value is { } model
            ? new DeviceInformation(maker, model, answer.Child("FirmwareVersion")?.Value ?? "", answer.Child("SerialNumber")?.Value ?? "")
            : null;

    /// <summary>Answer of GetSystemDateAndTime.</summary>
    public static XElement TimeAnswer(DateTimeOffset now) => Answer("GetSystemDateAndTime", new XElement(Tds + "SystemDateAndTime",
        new XElement(Tt + "DateTimeType", "Manual"), new XElement(Tt + "DaylightSavings", false), new XElement(Tt + "TimeZone", new XElement(Tt + "TZ", "CST-8")), DateTime("UTCDateTime", now)));

    /// <summary>Request of SetSystemDateAndTime.</summary>
    public static XElement SetTime(DateTimeOffset now) => new(Tds + "SetSystemDateAndTime",
        new XElement(Tds + "DateTimeType", "Manual"), new XElement(Tds + "DaylightSavings", false), DateTime("UTCDateTime", now, Tds));

    /// <summary>Reads the UTC instant of a GetSystemDateAndTime answer or a SetSystemDateAndTime request.</summary>
    public static DateTimeOffset? ReadTime(XElement message)
    {
        var at = (message.Child("SystemDateAndTime") ?? message).Child("UTCDateTime");
        var (date, time) = (at.Child("Date"), at.Child("Time"));
        if (date.Child("Year").Whole() is not { } year || date.Child("Month").Whole() is not { } month || date.Child("Day").Whole() is not { } day
            || time.Child("Hour").Whole() is not { } hour || time.Child("Minute").Whole() is not { } minute || time.Child("Second").Whole() is not { } second)
            return null;
        return DateTimeOffset.TryParseExact($"{year:D4}-{month:D2}-{day:D2}T{hour:D2}:{minute:D2}:{Math.Min(second, 59):D2}", "yyyy-MM-dd'T'HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    /// <summary>Request of SetUser: a new password for a user.</summary>
    public static XElement SetUser(string user, string password) => new(Tds + "SetUser", new XElement(Tds + "User",
        new XElement(Tt + "Username", user), new XElement(Tt + "Password", password), new XElement(Tt + "UserLevel", "Administrator")));

    /// <summary>Reads user and password of SetUser.</summary>
    public static (string User, string Password)? ReadUser(XElement request) =>
        request.Child("User") is { } user && user.Child("Username")?.Value is { Length: > 0 and <= 64 } name && user.Child("Password")?.Value is { Length: > 0 and <= 64 } password
            ? (name, password)
            : null;

    /// <summary>Answer of GetUsers.</summary>
    public static XElement UsersAnswer(string user) => Answer("GetUsers", new XElement(Tds + "User", new XElement(Tt + "Username", user), new XElement(Tt + "UserLevel", "Administrator")));

    /// <summary>Answer of GetNetworkInterfaces.</summary>
    public static XElement NetworkAnswer(NetworkAddress network) => Answer("GetNetworkInterfaces", new XElement(Tds + "NetworkInterfaces", new XAttribute("token", network.Token),
        new XElement(Tt + "Enabled", true),
        new XElement(Tt + "IPv4", new XElement(Tt + "Enabled", true), new XElement(Tt + "Config", Manual(network), new XElement(Tt + "DHCP", network.Dhcp)))));

    /// <summary>Request of SetNetworkInterfaces.</summary>
    public static XElement SetNetwork(NetworkAddress network) => new(Tds + "SetNetworkInterfaces", new XElement(Tds + "InterfaceToken", network.Token),
        new XElement(Tds + "NetworkInterface", new XElement(Tt + "Enabled", true),
            new XElement(Tt + "IPv4", new XElement(Tt + "Enabled", true), Manual(network), new XElement(Tt + "DHCP", network.Dhcp))));

    /// <summary>Reads the address of a GetNetworkInterfaces answer or a SetNetworkInterfaces request.</summary>
    public static NetworkAddress? ReadNetwork(XElement message)
    {
        var network = message.Child("NetworkInterfaces") ?? message.Child("NetworkInterface");
        var token = network?.Attribute("token")?.Value ?? message.Child("InterfaceToken")?.Value;
        var settings = network.Child("IPv4").Child("Config") ?? network.Child("IPv4");
        var manual = settings.Child("Manual") ?? settings.Child("FromDHCP");
        return token is not null && manual.Child("Address")?.Value is { } address && System.Net.IPAddress.TryParse(address, out _)
            && manual.Child("PrefixLength").Whole() is { } prefix and >= 0 and <= 32
            ? new NetworkAddress(token, address, prefix, settings.Child("DHCP")?.Value == "true")
            : null;
    }

    private static XElement Manual(NetworkAddress network) => new(Tt + "Manual", new XElement(Tt + "Address", network.Address), new XElement(Tt + "PrefixLength", network.Prefix));

    private static XElement DateTime(string name, DateTimeOffset now, XNamespace? space = null)
    {
        var utc = now.UtcDateTime;
        return new XElement((space ?? Tt) + name,
            new XElement(Tt + "Time", new XElement(Tt + "Hour", utc.Hour), new XElement(Tt + "Minute", utc.Minute), new XElement(Tt + "Second", utc.Second)),
            new XElement(Tt + "Date", new XElement(Tt + "Year", utc.Year), new XElement(Tt + "Month", utc.Month), new XElement(Tt + "Day", utc.Day)));
    }
}
