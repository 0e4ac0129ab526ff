using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Protocols.Authentication;

/// <summary>
/// The hashes of digest authentication.
/// <code>
/// response = H( H(user ":" realm ":" password) ":" nonce [ ":" nc ":" cnonce ":auth" ] ":" H(method ":" uri) )
/// </code>
/// </summary>
internal static class Digest
{
    public static string Name(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? "SHA-256" : "MD5";

    public static DigestAlgorithm? Algorithm(string? name) => name switch
    {
        null => DigestAlgorithm.Md5,
        _ when string.Equals(name, "MD5", StringComparison.OrdinalIgnoreCase) => DigestAlgorithm.Md5,
        _ when string.Equals(name, "SHA-256", StringComparison.OrdinalIgnoreCase) => DigestAlgorithm.Sha256,
        _ => null,
    };

    public static string Count(uint count) => count.ToString("x8", CultureInfo.InvariantCulture);

    public static string Response(DigestCredentials answer, string password, string method)
    {
        string H(string text) => Hash(answer.Algorithm, text);
        var secret = H($"{answer.User}:{answer.Realm}:{password}");
        var request = H($"{method}:{answer.Uri}");
        return answer.ClientNonce is null
            ? H($"{secret}:{answer.Nonce}:{request}")
            : H($"{secret}:{answer.Nonce}:{answer.NonceCount}:{answer.ClientNonce}:auth:{request}");
    }

    [SuppressMessage("Security", "CA5351", Justification = "The standard that cameras speak names MD5; nothing else relies on it.")]
    private static string Hash(DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(bytes) : MD5.HashData(bytes));
    }
}
