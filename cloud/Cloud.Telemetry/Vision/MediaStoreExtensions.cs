using Telemetry.Model;

namespace Cloud.Telemetry.Vision;

/// <summary>Puts whole files into a media store.</summary>
public static class MediaStoreExtensions
{
    /// <summary>Takes a file whose hash is known; false when there is no room or it is not what it says.</summary>
    /// <param name="store">The store.</param>
    /// <param name="project">The project.</param>
    /// <param name="hash">SHA-256 of the file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="file">The file, with a length.</param>
    /// <param name="cancel">Ends it; what has come stays for another try.</param>
    public static async Task<bool> TakeAsync(this IMediaStore store, ProjectId project, string hash, string type, Stream file, CancellationToken cancel)
    {
        if (file.Length > store.Limit(type))
            return false;
        var answer = await store.AppendAsync(project, hash, type, 0, file.Length, file, cancel);
        if (answer.Outcome == MediaOutcome.OtherOffset && answer.Next < file.Length)
        {
            file.Position = answer.Next;
            answer = await store.AppendAsync(project, hash, type, answer.Next, file.Length, file, cancel);
        }

        return answer.Outcome == MediaOutcome.Stored;
    }
}
