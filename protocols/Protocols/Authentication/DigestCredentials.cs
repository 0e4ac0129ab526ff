using System.Security.Cryptography;
using System.Text;

namespace Protocols.Authentication;

/// <summary>What a client answers (RFC 7616 §3.4).</summary>
/// <param name="User">User name.</param>
/// <param name="Realm">Realm of the challenge.</param>
/// <param name="Nonce">Nonce of the challenge.</param>
/// <param name="Uri">Address that was hashed.</param>
/// <param name="Response">The hash, lower-case hex.</param>
/// <param name="Algorithm">Hash.</param>
/// <param name="ClientNonce">Null in the form without qop.</param>
/// <param name="NonceCount">Eight hex digits; null in the form without qop.</param>
public sealed record DigestCredentials(
    string User, string Realm, string Nonce, string Uri, string Response, DigestAlgorithm Algorithm, string? ClientNonce, string? NonceCount)
{
    /// <summary>Reads an Authorization header; null when it is no digest answer.</summary>
    public static DigestCredentials? Decode(string? header)
    {
        if (header is null || !DigestFields.TryDecode(header, out var fields) || Digest.Algorithm(fields.GetValueOrDefault("algorithm")) is not { } algorithm)
            return null;
        if (fields.GetValueOrDefault("qop") is { } qop && qop != "auth")
            return null;
        var withQop = fields.ContainsKey("qop");
        if (fields.GetValueOrDefault("username") is not { } user || fields.GetValueOrDefault("nonce") is not { } nonce
            || fields.GetValueOrDefault("uri") is not { } uri || fields.GetValueOrDefault("response") is not { } response
            || (withQop && (!fields.ContainsKey("cnonce") || !fields.ContainsKey("nc"))))
            return null;
        return new DigestCredentials(user, fields.GetValueOrDefault("realm") ?? "", nonce, uri, response, algorithm,
            withQop ? fields["cnonce"] : null, withQop ? fields["nc"] : null);
    }

    /// <summary>True when the answer fits the challenge, the user's password and the method; compared in constant time.</summary>
    public bool Fits(DigestChallenge challenge, string password, string method) =>
        Nonce == challenge.Nonce && Realm == challenge.Realm && Algorithm == challenge.Algorithm && challenge.Qop == (ClientNonce is not null)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Digest.Response(this, password, method)), Encoding.ASCII.GetBytes(Response.ToLowerInvariant()));
}
