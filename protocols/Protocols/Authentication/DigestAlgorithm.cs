namespace Protocols.Authentication;

/// <summary>Hash of a digest challenge.</summary>
public enum DigestAlgorithm
{
    /// <summary>MD5 (RFC 2617): what cameras speak.</summary>
    Md5,

    /// <summary>SHA-256 (RFC 7616).</summary>
    Sha256,
}
