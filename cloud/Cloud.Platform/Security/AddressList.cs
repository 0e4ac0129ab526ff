using System.Net;

namespace Cloud.Platform.Security;

/// <summary>Addresses from which platform roles may act; an empty list allows every one.</summary>
public sealed class AddressList
{
    private readonly IPNetwork[] _networks;

    private AddressList(IPNetwork[] networks) => _networks = networks;

    /// <summary>Allows every address.</summary>
    public static AddressList Everywhere { get; } = new([]);

    /// <summary>The networks in CIDR form.</summary>
    public IReadOnlyList<string> Networks => [.. _networks.Select(network => network.ToString())];

    /// <summary>Reads addresses and networks (<c>10.1.0.0/16</c>, <c>203.0.113.7</c>, <c>2001:db8::/32</c>).</summary>
    /// <returns>The list, or the entries that are neither.</returns>
    public static (AddressList? List, IReadOnlyList<string> Wrong) Parse(IEnumerable<string> entries)
    {
        var (networks, wrong) = (new List<IPNetwork>(), new List<string>());
        foreach (var entry in entries.Select(entry => entry.Trim()))
        {
            if (IPNetwork.TryParse(entry, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(entry, out var address))
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else
                wrong.Add(entry);
        }

        return wrong.Count == 0 ? (new AddressList([.. networks]), []) : (null, wrong);
    }

    /// <summary>True when the address lies in one of the networks, or there are none.</summary>
    public bool Allows(string? address)
    {
        if (_networks.Length == 0)
            return true;
        if (!IPAddress.TryParse(address, out var parsed))
            return false;
        if (parsed.IsIPv4MappedToIPv6)
            parsed = parsed.MapToIPv4();
        return _networks.Any(network => network.Contains(parsed));
    }
}
