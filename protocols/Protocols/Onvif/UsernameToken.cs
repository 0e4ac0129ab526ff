using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Protocols.Onvif;

/// <summary>
/// Credentials in a SOAP header (OASIS UsernameToken Profile 1.0; ONVIF Core §5.9.4).
/// <code>digest = Base64( SHA-1( nonce created password ) )</code>
/// </summary>
/// <param name="User">User name.</param>
/// <param name="Digest">Base64.</param>
/// <param name="Nonce">Drawn by the client, 8–64 bytes.</param>
/// <param name="Created">Instant as it was written; part of the digest.</param>
public sealed record UsernameToken(string User, string Digest, byte[] Nonce, string Created)
{
    private const string DigestType = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private const string Base64Type = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    /// <summary>When the client made it; null when that is no instant.</summary>
    public DateTimeOffset? CreatedAt =>
        DateTimeOffset.TryParse(Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>Makes a token.</summary>
    /// <param name="user">User name.</param>
    /// <param name="password">Password.</param>
    /// <param name="nonce">Fresh random bytes.</param>
    /// <param name="at">The camera's time, not the client's: cameras refuse what is minutes off.</param>
    public static UsernameToken Create(string user, string password, byte[] nonce, DateTimeOffset at)
    {
        var created = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return new UsernameToken(user, Hash(nonce, created, password), nonce, created);
    }

    /// <summary>True when the password is right; compared in constant time.</summary>
    public bool Fits(string password) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Hash(Nonce, Created, password)), Encoding.ASCII.GetBytes(Digest));

    /// <summary>The header's element.</summary>
    public XElement Encode() => new(OnvifNames.Security + "Security",
        new XElement(OnvifNames.Security + "UsernameToken",
            new XElement(OnvifNames.Security + "Username", User),
            new XElement(OnvifNames.Security + "Password", new XAttribute("Type", DigestType), Digest),
            new XElement(OnvifNames.Security + "Nonce", new XAttribute("EncodingType", Base64Type), Convert.ToBase64String(Nonce)),
            new XElement(OnvifNames.Utility + "Created", Created)));

    /// <summary>Reads the header's element; null when it is malformed or carries a password in clear.</summary>
    public static UsernameToken? Decode(XElement security)
    {
        var token = security.Element(OnvifNames.Security + "UsernameToken");
        if (token?.Element(OnvifNames.Security + "Username")?.Value is not { Length: > 0 and <= 64 } user
            || token.Element(OnvifNames.Security + "Password") is not { } password || password.Attribute("Type")?.Value != DigestType
            || token.Element(OnvifNames.Security + "Nonce")?.Value is not { Length: > 0 and <= 128 } nonce
            || token.Element(OnvifNames.Utility + "Created")?.Value is not { Length: > 0 and <= 64 } created)
            return null;
        var bytes = new byte[96];
        return Convert.TryFromBase64String(nonce.Trim(), bytes, out var length) && length is >= 8 and <= 64
            ? new UsernameToken(user, password.Value.Trim(), bytes[..length], created)
            : null;
    }

    [SuppressMessage("Security", "CA5350", Justification = "The profile that cameras speak names SHA-1; nothing else relies on it.")]
    private static string Hash(byte[] nonce, string created, string password) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(password)]));
}
