using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cloud.Platform.Identity;

/// <summary>
/// Revocation lists of authorities (RFC 5280 section 5) in files that the operator refreshes; a changed file counts at the
/// next question. A list counts only when its authority has signed it, so that nobody who can write the file can void a
/// revocation by another list.
/// </summary>
/// <param name="files">PEM or DER.</param>
public sealed class RevocationLists(IReadOnlyList<string> files)
{
    private readonly ConcurrentDictionary<string, Held> _held = new();

    /// <summary>True when the authority of a certificate has revoked it.</summary>
    /// <exception cref="InvalidDataException">A configured list is missing, unreadable or not signed by an authority; a revoked certificate might pass unseen.</exception>
    public bool Holds(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var serial = new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true);
        return files.Select(file => Read(file, authorities)).Any(list => list.Issuer.AsSpan().SequenceEqual(certificate.IssuerName.RawData) && list.Serials.Contains(serial));
    }

    private Held Read(string file, X509Certificate2Collection authorities)
    {
        var written = File.GetLastWriteTimeUtc(file);
        if (_held.TryGetValue(file, out var known) && known.Written == written)
            return known;
        try
        {
            var bytes = File.ReadAllBytes(file);
            var text = System.Text.Encoding.ASCII.GetString(bytes);
            var der = PemEncoding.TryFind(text, out var fields) ? Convert.FromBase64String(text[fields.Base64Data]) : bytes;
            return _held[file] = Parse(der, written, authorities);
        }
        catch (Exception wrong) when (wrong is AsnContentException or CryptographicException or IOException or FormatException)
        {
            throw new InvalidDataException($"Revocation list {file} cannot be read.", wrong);
        }
    }

    private static Held Parse(byte[] der, DateTime written, X509Certificate2Collection authorities)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var signed = outer.PeekEncodedValue();
        var list = outer.ReadSequence();
        var algorithm = outer.ReadSequence().ReadObjectIdentifier();
        var signature = outer.ReadBitString(out _);
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            list.ReadInteger();
        list.ReadSequence();
        var issuer = list.ReadEncodedValue().ToArray();
        var authority = authorities.FirstOrDefault(one => one.SubjectName.RawData.AsSpan().SequenceEqual(issuer));
        if (authority is null || !IsSigned(authority, signed.Span, algorithm, signature))
            throw new CryptographicException("The list is not signed by a trusted authority.");
        SkipTime(list);
        if (list.HasData && list.PeekTag() is { TagClass: TagClass.Universal, TagValue: (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime })
            SkipTime(list);
        return new Held(written, issuer, Serials(list));
    }

    private static HashSet<BigInteger> Serials(AsnReader list)
    {
        var serials = new HashSet<BigInteger>();
        if (!list.HasData || !list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            return serials;
        for (var entries = list.ReadSequence(); entries.HasData;)
            serials.Add(entries.ReadSequence().ReadInteger());
        return serials;
    }

    private static void SkipTime(AsnReader list) => list.ReadEncodedValue();

    private static bool IsSigned(X509Certificate2 authority, ReadOnlySpan<byte> signed, string algorithm, byte[] signature)
    {
        var hash = algorithm switch
        {
            "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
            _ => throw new CryptographicException($"The list is signed by {algorithm}, which is not supported."),
        };
        using var rsa = authority.GetRSAPublicKey();
        if (rsa is not null)
            return rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
        using var ecdsa = authority.GetECDsaPublicKey();
        return ecdsa is not null && ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    private sealed record Held(DateTime Written, byte[] Issuer, HashSet<BigInteger> Serials);
}
