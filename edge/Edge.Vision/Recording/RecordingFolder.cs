using System.Globalization;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Recording;

/// <summary>One recorded file.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Camera">Device id.</param>
/// <param name="From">Its first frame.</param>
/// <param name="To">Its last frame.</param>
/// <param name="Bytes">Its size.</param>
public sealed record RecordedFile(string Path, string Camera, DateTimeOffset From, DateTimeOffset To, long Bytes);

/// <summary>A stretch of time without a recording.</summary>
public sealed record RecordingGap(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// The recorded files: <c>camera/yyyyMMdd/fromMs-toMs.mp4</c>, days by the site's clock. The folder is the index: nothing can
/// disagree with it. A file that was being written when the process died is closed by its last change.
/// </summary>
public sealed class RecordingFolder(IOptions<RecordingOptions> options, IOptions<VisionOptions> vision)
{
    /// <summary>Ending of a file that is being written.</summary>
    public const string Open = ".open";

    /// <summary>A shorter pause between two files is none: a key frame apart, or a reconnect.</summary>
    public static readonly TimeSpan GapFrom = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan SiteOffset = TimeSpan.FromHours(8);

    public string Root { get; } = options.Value.Folder.Length > 0 ? options.Value.Folder : Path.Combine(vision.Value.DataFolder, "recordings");

    /// <summary>A new file of a camera, still open.</summary>
    public string Begin(string camera, DateTimeOffset from)
    {
        var folder = Path.Combine(Root, camera, from.ToOffset(SiteOffset).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) + Open);
    }

    /// <summary>Closes a file; it counts from now on.</summary>
    public static void Close(string open, DateTimeOffset to) =>
        File.Move(open, $"{open[..^Open.Length]}-{to.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}.mp4", overwrite: true);

    /// <summary>Closes what an earlier process has left open; empty ones are removed.</summary>
    public void Recover()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (var open in Directory.EnumerateFiles(Root, "*" + Open, SearchOption.AllDirectories).ToList())
            if (new FileInfo(open) is { Length: > 4096 } file)
                Close(open, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
            else
                File.Delete(open);
    }

    /// <summary>Recorded files, oldest first.</summary>
    public IReadOnlyList<RecordedFile> Files(string? camera)
    {
        var folder = camera is null ? Root : Path.Combine(Root, camera);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.mp4", SearchOption.AllDirectories).Select(Parse).OfType<RecordedFile>().OrderBy(file => file.From)]
            : [];
    }

    /// <summary>Recorded files that hold something between two instants, oldest first; looks into the folders of those days only.</summary>
    public IReadOnlyList<RecordedFile> Files(string camera, DateTimeOffset from, DateTimeOffset to)
    {
        var found = new List<RecordedFile>();
        // A file that begins before midnight lies in the folder of the day before.
        for (var day = from.ToOffset(SiteOffset).Date.AddDays(-1); day <= to.ToOffset(SiteOffset).Date; day = day.AddDays(1))
        {
            var folder = Path.Combine(Root, camera, day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            if (Directory.Exists(folder))
                found.AddRange(Directory.EnumerateFiles(folder, "*.mp4").Select(Parse).OfType<RecordedFile>().Where(file => file.To > from && file.From < to));
        }

        return [.. found.OrderBy(file => file.From)];
    }

    /// <summary>A recorded file by its name without folder and ending; null when there is none.</summary>
    public RecordedFile? Find(string camera, string name)
    {
        if (!long.TryParse(name.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from) || from > 253_402_300_799_999)
            return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(from);
        return Files(camera, at, at.AddMilliseconds(1)).FirstOrDefault(file => Path.GetFileNameWithoutExtension(file.Path) == name);
    }

    /// <summary>Where nothing is recorded between two instants.</summary>
    public IReadOnlyList<RecordingGap> Gaps(string camera, DateTimeOffset from, DateTimeOffset to) => Gaps(Files(camera, from, to), from, to);

    /// <summary>Where nothing is recorded between two instants, by files in the order of time.</summary>
    public static IReadOnlyList<RecordingGap> Gaps(IReadOnlyList<RecordedFile> files, DateTimeOffset from, DateTimeOffset to)
    {
        var gaps = new List<RecordingGap>();
        var covered = from;
        foreach (var file in files.Where(file => file.To > from && file.From < to))
        {
            if (file.From - covered > GapFrom)
                gaps.Add(new RecordingGap(covered, file.From));
            covered = file.To > covered ? file.To : covered;
        }

        if (to - covered > GapFrom)
            gaps.Add(new RecordingGap(covered, to));
        return gaps;
    }

    /// <summary>Removes what is too old, then the oldest of all cameras until the rest fits; returns how many files went.</summary>
    /// <param name="now">Now.</param>
    /// <param name="more">Bytes that must be free beyond the limit: after the disk was full.</param>
    public int MakeRoom(DateTimeOffset now, long more)
    {
        var files = Files(null);
        var left = files.Sum(file => file.Bytes);
        var limit = (long)(options.Value.Gigabytes * (1L << 30)) - more;
        var lacking = ((long)options.Value.FreeMegabytes << 20) + more - FreeBytes();
        var gone = 0;
        foreach (var file in files)
        {
            var isOld = now - file.To > TimeSpan.FromDays(options.Value.Days);
            if (!isOld && left <= limit && lacking <= 0)
                break;
            File.Delete(file.Path);
            (left, lacking, gone) = (left - file.Bytes, lacking - file.Bytes, gone + 1);
        }

        return gone;
    }

    private long FreeBytes()
    {
        Directory.CreateDirectory(Root);
        return new DriveInfo(Path.GetFullPath(Root)).AvailableFreeSpace;
    }

    private RecordedFile? Parse(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('-');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var to) || to < from || to > 253_402_300_799_999)
            return null;
        var camera = Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar)[0];
        return new RecordedFile(path, camera, DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to), new FileInfo(path).Length);
    }
}
