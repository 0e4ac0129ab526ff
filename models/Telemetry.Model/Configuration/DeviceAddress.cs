using System.Globalization;

namespace Telemetry.Model.Configuration;

/// <summary>Where a device is, parsed from <see cref="DeviceConfiguration.Address"/>.</summary>
/// <param name="Scheme"><c>tcp</c>, <c>rtu</c>, <c>rtu+tcp</c>, <c>hj212</c>, <c>gpio</c> or <c>rtsp</c>.</param>
/// <param name="Host">Host name or address of <c>tcp</c>, <c>rtu+tcp</c> and <c>rtsp</c>; chip of <c>gpio</c> (<c>chip0</c>, <c>simulated</c>); otherwise empty.</param>
/// <param name="Port">TCP port; 0 for others.</param>
/// <param name="Path">Serial device of <c>rtu</c>; path, query and fragment of <c>rtsp</c>; otherwise empty.</param>
/// <param name="Serial">Line settings of <c>rtu</c>; otherwise null.</param>
public sealed record DeviceAddress(string Scheme, string Host, int Port, string Path, SerialSettings? Serial)
{
    /// <summary>Modbus TCP's registered port, used when the address names none.</summary>
    public const int ModbusPort = 502;

    /// <summary>RTSP's registered port.</summary>
    public const int RtspPort = 554;

    /// <summary>
    /// What devices share: all devices with one key sit on one bus or one connection and must agree on its settings.
    /// </summary>
    public string Bus => Scheme switch
    {
        "rtu" => Path,
        "hj212" => "hj212",
        "gpio" => $"gpio/{Host}",
        "rtsp" => string.Create(CultureInfo.InvariantCulture, $"rtsp/{Host}:{Port}{Path}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Scheme}/{Host}:{Port}"),
    };

    /// <summary>Parses an address.</summary>
    /// <param name="text">See <see cref="DeviceConfiguration.Address"/>.</param>
    /// <param name="address">The address; null when it is wrong.</param>
    /// <param name="fault">What is wrong; null when it is right.</param>
    public static bool TryParse(string? text, out DeviceAddress? address, out string? fault)
    {
        (address, fault) = (null, null);
        var at = text?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (text is null || at <= 0 || text.Length > 256 || text.Any(char.IsWhiteSpace))
        {
            fault = "is not an address such as tcp://host:502, rtu:///dev/ttyS1?baud=9600, rtu+tcp://host:4001, hj212://listen, gpio://chip0 or rtsp://user@host/main#/sub";
            return false;
        }

        var (scheme, rest) = (text[..at], text[(at + 3)..]);
        (address, fault) = scheme switch
        {
            "tcp" or "rtu+tcp" => Endpoint(scheme, rest),
            "rtu" => SerialLine(rest),
            "hj212" => rest == "listen" ? (new DeviceAddress(scheme, "", 0, "", null), null) : (null, "must be hj212://listen: the station dials in"),
            "gpio" => Chip(rest),
            "rtsp" => Stream(text),
            _ => (null, $"'{scheme}' is unknown; known are tcp, rtu, rtu+tcp, hj212, gpio, rtsp"),
        };
        return address is not null;
    }

    private static (DeviceAddress?, string?) Endpoint(string scheme, string rest)
    {
        var colon = rest.LastIndexOf(':');
        var bracketed = rest.StartsWith('[');
        var hasPort = colon > 0 && (!bracketed || rest[colon - 1] == ']');
        var host = (hasPort ? rest[..colon] : rest).Trim('[', ']');
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return (null, $"'{host}' is not a host name or address");
        if (!hasPort)
            return scheme == "tcp" ? (new DeviceAddress(scheme, host, ModbusPort, "", null), null) : (null, "the port is missing");
        return int.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535
            ? (new DeviceAddress(scheme, host, port, "", null), null)
            : (null, $"'{rest[(colon + 1)..]}' is not a port, 1–65535");
    }

    private static (DeviceAddress?, string?) Chip(string rest)
    {
        var legal = rest == "simulated"
            || (rest.StartsWith("chip", StringComparison.Ordinal) && rest.Length is > 4 and <= 7 && rest.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0);
        return legal ? (new DeviceAddress("gpio", rest, 0, "", null), null) : (null, $"'{rest}' is not chip0, chip1… or simulated");
    }

    private static (DeviceAddress?, string?) Stream(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return (null, "is not an address such as rtsp://user@host:554/main#/sub");
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            return (null, "the password has a field of its own");
        if (uri.Fragment.Length > 0 && !uri.Fragment.StartsWith("#/", StringComparison.Ordinal))
            return (null, "behind # stands the path of the sub-stream, with its /");
        return (new DeviceAddress("rtsp", uri.Host, uri.IsDefaultPort || uri.Port < 0 ? RtspPort : uri.Port, uri.PathAndQuery + uri.Fragment, null), null);
    }

    private static (DeviceAddress?, string?) SerialLine(string rest)
    {
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? rest : rest[..question];
        if (!path.StartsWith('/') || path.Contains("..", StringComparison.Ordinal))
            return (null, $"'{path}' is not the full path of a serial device");
        return SerialSettings.TryParse(question < 0 ? "" : rest[(question + 1)..], out var serial, out var fault)
            ? (new DeviceAddress("rtu", "", 0, path, serial), null)
            : (null, fault);
    }
}
