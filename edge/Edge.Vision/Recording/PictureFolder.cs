using System.Globalization;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Recording;

/// <summary>
/// Pictures that were taken by hand and with events: <c>pictures/camera/yyyyMMdd/ms-cause.jpg</c>, apart from the recordings and with
/// limits of their own, so that neither crowds the other out.
/// </summary>
public sealed class PictureFolder(IOptions<RecordingOptions> options, IOptions<VisionOptions> vision)
{
    private static readonly TimeSpan SiteOffset = TimeSpan.FromHours(8);

    public string Root { get; } = Path.Combine(vision.Value.DataFolder, "pictures");

    /// <summary>Where a new picture goes; its folder is there.</summary>
    public string Place(string camera, DateTimeOffset at, string cause, string ending)
    {
        var folder = Path.Combine(Root, camera, at.ToOffset(SiteOffset).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()}-{cause}.{ending}"));
    }

    /// <summary>Pictures, oldest first.</summary>
    public IReadOnlyList<FileInfo> Files(string? camera)
    {
        var folder = new DirectoryInfo(camera is null ? Root : Path.Combine(Root, camera));
        return folder.Exists ? [.. folder.EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.LastWriteTimeUtc)] : [];
    }

    /// <summary>Removes what is too old, then the oldest until the rest fits; returns how many went.</summary>
    public int MakeRoom(DateTimeOffset now)
    {
        var files = Files(null);
        var left = files.Sum(file => file.Length);
        var gone = 0;
        foreach (var file in files)
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc <= TimeSpan.FromDays(options.Value.PictureDays) && left <= (long)options.Value.PictureMegabytes << 20)
                break;
            left -= file.Length;
            file.Delete();
            gone++;
        }

        return gone;
    }
}
