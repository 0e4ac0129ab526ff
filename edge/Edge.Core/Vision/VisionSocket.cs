using System.Security.Cryptography;
using System.Text;

namespace Edge.Core.Vision;

/// <summary>Where the gateway and Edge.Vision meet.</summary>
public static class VisionSocket
{
    /// <summary>Longest path of a Unix socket on Linux, less its end.</summary>
    public const int MostCharacters = 100;

    /// <summary>
    /// The socket of a gateway's data folder: <c>vision.sock</c> in it, or, when that path is longer than the kernel allows, one in
    /// the temporary folder that is named after it.
    /// </summary>
    public static string Of(string gatewayFolder)
    {
        var path = Path.Combine(Path.GetFullPath(gatewayFolder), "vision.sock");
        return Encoding.UTF8.GetByteCount(path) <= MostCharacters
            ? path
            : Path.Combine(Path.GetTempPath(), $"edge-vision-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 8))}.sock");
    }
}
