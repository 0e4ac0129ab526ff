namespace Protocols.Authentication;

/// <summary>What a server asks for (RFC 7616 §3.3; RFC 2617 for cameras). Only <c>qop=auth</c> and the form without qop are spoken.</summary>
/// <param name="Realm">Name of the protected part.</param>
/// <param name="Nonce">Drawn by the server.</param>
/// <param name="Algorithm">Hash.</param>
/// <param name="Qop">True when <c>qop=auth</c> is offered.</param>
/// <param name="Opaque">Returned unchanged; null = none.</param>
/// <param name="Stale">The credentials were right but the nonce is too old.</param>
public sealed record DigestChallenge(string Realm, string Nonce, DigestAlgorithm Algorithm = DigestAlgorithm.Md5, bool Qop = true, string? Opaque = null, bool Stale = false)
{
    /// <summary>Value of a WWW-Authenticate header.</summary>
    public string Encode() =>
        $"Digest realm=\"{Realm}\", nonce=\"{Nonce}\"{(Qop ? ", qop=\"auth\"" : "")}, algorithm={Digest.Name(Algorithm)}"
        + (Opaque is null ? "" : $", opaque=\"{Opaque}\"") + (Stale ? ", stale=true" : "");

    /// <summary>Reads a WWW-Authenticate header; null when it is no digest challenge that is understood.</summary>
    public static DigestChallenge? Decode(string header)
    {
        if (!DigestFields.TryDecode(header, out var fields) || fields.GetValueOrDefault("nonce") is not { Length: > 0 } nonce
            || Digest.Algorithm(fields.GetValueOrDefault("algorithm")) is not { } algorithm)
            return null;
        var offered = fields.GetValueOrDefault("qop")?.Split(',', StringSplitOptions.TrimEntries);
        if (offered is not null && !offered.Contains("auth"))
            return null;
        return new DigestChallenge(fields.GetValueOrDefault("realm") ?? "", nonce, algorithm, offered is not null, fields.GetValueOrDefault("opaque"),
            string.Equals(fields.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Value of the Authorization header that answers the challenge.</summary>
    /// <param name="user">User name.</param>
    /// <param name="password">Password.</param>
    /// <param name="method">Method of the request.</param>
    /// <param name="uri">Address as it stands in the request line.</param>
    /// <param name="count">How often this nonce was used, from 1.</param>
    /// <param name="clientNonce">Drawn by the client; ignored without qop.</param>
    public string Answer(string user, string password, string method, string uri, uint count, string clientNonce)
    {
        var credentials = new DigestCredentials(user, Realm, Nonce, uri, "", Algorithm, Qop ? clientNonce : null, Qop ? Digest.Count(count) : null);
        var response = Digest.Response(credentials, password, method);
        return $"Digest username=\"{user}\", realm=\"{Realm}\", nonce=\"{Nonce}\", uri=\"{uri}\", response=\"{response}\", algorithm={Digest.Name(Algorithm)}"
            + (Qop ? $", qop=auth, nc={Digest.Count(count)}, cnonce=\"{clientNonce}\"" : "")
            + (Opaque is null ? "" : $", opaque=\"{Opaque}\"");
    }
}
