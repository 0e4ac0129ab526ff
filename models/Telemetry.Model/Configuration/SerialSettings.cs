using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Telemetry.Model.Configuration;

/// <summary>Settings of a serial line; the defaults are what most devices ship with.</summary>
/// <param name="Baud">Bits per second, 1,200 to 921,600.</param>
/// <param name="Parity"><c>none</c>, <c>even</c> or <c>odd</c>.</param>
/// <param name="StopBits">1 or 2.</param>
public sealed record SerialSettings(int Baud = 9_600, string Parity = "none", int StopBits = 1)
{
    private static readonly int[] Bauds = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];

    /// <summary>Parses <c>baud=9600&amp;parity=none&amp;stop=1</c>; every part may be absent.</summary>
    public static bool TryParse(string query, [NotNullWhen(true)] out SerialSettings? settings, [NotNullWhen(false)] out string? fault)
    {
        var parsed = new SerialSettings();
        (settings, fault) = (null, null);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
            switch (name)
            {
                case "baud" when Bauds.Contains(number):
                    parsed = parsed with { Baud = number };
                    break;
                case "parity" when value is "none" or "even" or "odd":
                    parsed = parsed with { Parity = value };
                    break;
                case "stop" when number is 1 or 2:
                    parsed = parsed with { StopBits = number };
                    break;
                default:
                    fault = $"'{part}' is not baud={string.Join('|', Bauds)}, parity=none|even|odd or stop=1|2";
                    return false;
            }
        }

        settings = parsed;
        return true;
    }
}
