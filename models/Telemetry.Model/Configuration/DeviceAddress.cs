using System.Globalization;

namespace Telemetry.Model.Configuration;

/// <summary>Where a device is, parsed from <see cref="DeviceConfiguration.Address"/>.</summary>
/// <param name="Scheme"><c>tcp</c>, <c>rtu</c>, <c>rtu+tcp</c>, <c>hj212</c> or <c>gpio</c>.</param>
/// <param name="Host">Host name or address of <c>tcp</c> and <c>rtu+tcp</c>; chip of <c>gpio</c> (<c>chip0</c>, <c>simulated</c>); otherwise empty.</param>
/// <param name="Port">TCP port; 0 for others.</param>
/// <param name="Path">Serial device of <c>rtu</c>; otherwise empty.</param>
/// <param name="Serial">Line settings of <c>rtu</c>; otherwise null.</param>
public sealed record DeviceAddress(string Scheme, string Host, int Port, string Path, SerialSettings? Serial)
{
    /// <summary>Modbus TCP's registered port, used when the address names none.</summary>
    public const int ModbusPort = 502;

    /// <summary>
    /// What devices share: all devices with one key sit on one bus or one connection and must agree on its settings.
    /// </summary>
    public string Bus => Scheme switch
    {
        "rtu" => Path,
        "hj212" => "hj212",
        "gpio" => $"gpio/{Host}",
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
            fault = "is not an address such as tcp://host:502, rtu:///dev/ttyS1?baud=9600, rtu+tcp://host:4001, hj212://listen or gpio://chip0";
            return false;
        }

        var (scheme, rest) = (text[..at], text[(at + 3)..]);
        (address, fault) = scheme switch
        {
            "tcp" or "rtu+tcp" => Endpoint(scheme, rest),
            "rtu" => SerialLine(rest),
            "hj212" => rest == "listen" ? (new DeviceAddress(scheme, "", 0, "", null), null) : (null, "must be hj212://listen: the station dials in"),
            "gpio" => Chip(rest),
            _ => (null, $"'{scheme}' is unknown; known are tcp, rtu, rtu+tcp, hj212, gpio"),
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
