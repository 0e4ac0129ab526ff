using Telemetry.Model;

namespace Cloud.Telemetry.Vision;

/// <summary>What became of a piece.</summary>
public enum MediaOutcome
{
    /// <summary>The file is whole and its hash is right.</summary>
    Stored,

    /// <summary>The piece is on disk; more is wanted.</summary>
    More,

    /// <summary>The piece does not begin where the file ends.</summary>
    OtherOffset,

    /// <summary>The file is whole and is not what its name says; it is gone.</summary>
    Corrupt,

    /// <summary>There is no room.</summary>
    Full,
}

/// <summary>Answer to a piece.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Next">Offset of the next piece.</param>
public readonly record struct MediaAnswer(MediaOutcome Outcome, long Next);

/// <summary>A file of the store.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Type">Media type.</param>
/// <param name="Bytes">Its size.</param>
public sealed record MediaFile(string Path, string Type, long Bytes);

/// <summary>
/// Pictures and clips by project and SHA-256. A file comes in pieces, over days if the network is bad, and can be asked for only
/// when it is whole; the same file twice is one file.
/// </summary>
public interface IMediaStore
{
    /// <summary>Largest file of a type in bytes; 0 for a type that is not kept. Types are <c>jpg</c> and <c>mp4</c>.</summary>
    long Limit(string type);

    /// <summary>Takes a piece; returns when it is on disk.</summary>
    Task<MediaAnswer> AppendAsync(ProjectId project, string hash, string type, long offset, long total, Stream piece, CancellationToken cancel);

    /// <summary>The file, or null when it is not there whole.</summary>
    MediaFile? Find(ProjectId project, string hash);
}
