using System.Net;
using System.Net.Sockets;

namespace System.Tests.Programs;

/// <summary>Free TCP ports on loopback.</summary>
internal static class Ports
{
    /// <summary>As many different ones as asked for, found together so that none is given twice.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
