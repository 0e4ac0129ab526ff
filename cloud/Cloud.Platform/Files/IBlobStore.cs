namespace Cloud.Platform.Files;

/// <summary>
/// Contents by their SHA-256. A content is there whole or not at all, never changes and is stored once however often it is
/// put. Hashes are 64 lower-case hexadecimal digits; anything else is refused before it becomes a path.
/// </summary>
public interface IBlobStore
{
    /// <summary>Where, for messages; without secrets.</summary>
    string Place { get; }

    /// <summary>Stores a local file under a hash that the caller has computed; ends after it is durable. The file stays.</summary>
    Task PutAsync(string hash, string path, CancellationToken cancel);

    /// <summary>The content, seekable; null when it is not there.</summary>
    Task<Stream?> OpenAsync(string hash, CancellationToken cancel);

    /// <summary>Its size in bytes; null when it is not there.</summary>
    Task<long?> SizeAsync(string hash, CancellationToken cancel);

    /// <summary>Takes a damaged content away, so that it can be put again.</summary>
    Task RemoveAsync(string hash, CancellationToken cancel);
}

/// <summary>Where contents lie: the first place, and a second when one is configured.</summary>
/// <param name="First">Read from and written to.</param>
/// <param name="Second">Holds a copy of everything; null = there is none.</param>
public sealed record BlobPlaces(IBlobStore First, IBlobStore? Second)
{
    /// <summary>True for a hash as contents are named by.</summary>
    public static bool IsHash(string? hash) => hash is { Length: 64 } && hash.All(char.IsAsciiHexDigitLower);
}
