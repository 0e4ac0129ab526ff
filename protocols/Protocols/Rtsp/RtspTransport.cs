using System.Globalization;

namespace Protocols.Rtsp;

/// <summary>One choice of a Transport header (RFC 2326 §12.39).</summary>
/// <param name="Tcp">Over the RTSP connection itself.</param>
/// <param name="Multicast">To a group.</param>
/// <param name="First">First channel (TCP) or the receiver's RTP port (UDP); -1 when the peer leaves it open.</param>
/// <param name="Second">Channel or port for RTCP; -1 when the peer leaves it open.</param>
public readonly record struct RtspTransport(bool Tcp, bool Multicast, int First, int Second)
{
    private const int MostChoices = 8;

    /// <summary>Reads the choices in the peer's order; those that are malformed or not RTP/AVP are left out.</summary>
    public static IReadOnlyList<RtspTransport> Decode(string header)
    {
        var choices = new List<RtspTransport>();
        foreach (var choice in header.Split(',', MostChoices + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostChoices))
            if (TryDecodeOne(choice, out var transport))
                choices.Add(transport);
        return choices;
    }

    private static bool TryDecodeOne(string choice, out RtspTransport transport)
    {
        var parts = choice.Split(';', StringSplitOptions.TrimEntries);
        transport = default;
        var tcp = string.Equals(parts[0], "RTP/AVP/TCP", StringComparison.OrdinalIgnoreCase);
        if (!tcp && !string.Equals(parts[0], "RTP/AVP", StringComparison.OrdinalIgnoreCase) && !string.Equals(parts[0], "RTP/AVP/UDP", StringComparison.OrdinalIgnoreCase))
            return false;
        int first = -1, second = -1;
        var multicast = false;
        foreach (var part in parts.AsSpan(1))
        {
            if (part == "multicast")
                multicast = true;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || part[..equals] != (tcp ? "interleaved" : "client_port"))
                continue;
            if (!TryRange(part[(equals + 1)..], tcp ? byte.MaxValue : ushort.MaxValue, out first, out second))
                return false;
        }

        transport = new RtspTransport(tcp, multicast, first, second);
        return true;
    }

    private static bool TryRange(string text, int most, out int first, out int second)
    {
        var parts = text.Split('-', 2);
        second = -1;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out first) || first > most)
            return false;
        if (parts.Length == 1)
            second = first + 1;
        else if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out second))
            return false;
        return second <= most;
    }
}
