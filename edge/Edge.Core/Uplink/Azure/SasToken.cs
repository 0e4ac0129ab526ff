using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Core.Uplink.Azure;

/// <summary>Shared access signature of a device (IoT Hub documentation, "Control access with shared access signatures").</summary>
internal static class SasToken
{
    /// <summary><c>SharedAccessSignature sr={uri}&amp;sig={HMAC-SHA256(key, uri \n expiry)}&amp;se={expiry}</c>.</summary>
    /// <param name="hub">Host name of the hub.</param>
    /// <param name="device">Device id.</param>
    /// <param name="key">Symmetric key, Base64.</param>
    /// <param name="expires">When it ends to be valid.</param>
    /// <exception cref="IOException">The key is no Base64.</exception>
    public static string Create(string hub, string device, string key, DateTimeOffset expires)
    {
        var secret = new byte[key.Length];
        if (!Convert.TryFromBase64String(key.Trim(), secret, out var length))
            throw new IOException("The shared access key is no Base64 text");
        var resource = Uri.EscapeDataString($"{hub}/devices/{device}");
        var until = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(secret.AsSpan(0, length), Encoding.UTF8.GetBytes($"{resource}\n{until}")));
        CryptographicOperations.ZeroMemory(secret);
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={until}";
    }
}
