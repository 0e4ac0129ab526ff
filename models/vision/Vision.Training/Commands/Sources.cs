using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Vision.Data;

namespace Vision.Training.Commands;

/// <summary>Where pictures come from: folders or packs, several separated by commas (rendered scenes beside photographs, say).</summary>
public static class Sources
{
    public static ImmutableArray<LabelledPicture> Open(string list, LabelMap labels) =>
        [.. list.Split(',').SelectMany(path => File.Exists(path) ? PackFile.Open(path, labels) : VisionSet.Open(path, labels))];

    /// <summary>SHA-256 over names, labels and bytes of all pictures, in the order of their names.</summary>
    public static string Hash(IEnumerable<LabelledPicture> pictures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var picture in pictures.OrderBy(picture => picture.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{picture.Name} {picture.Source} {picture.Annotated} {string.Join(' ', picture.Labels)}"));
            hash.AppendData(SHA256.HashData(picture.Read()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
