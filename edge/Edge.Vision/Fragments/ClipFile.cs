using System.Buffers.Binary;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace Edge.Vision.Fragments;

/// <summary>Writes stretches of a stream as MP4 files, without decoding.</summary>
public static class ClipFile
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    /// <summary>Writes beginning and fragments; times begin at 0.</summary>
    public static async Task WriteAsync(Stream to, FragmentStart start, IEnumerable<Fragment> fragments, CancellationToken cancel)
    {
        await to.WriteAsync(start.Bytes, cancel);
        ulong? zero = null;
        foreach (var fragment in fragments)
            await to.WriteAsync(Shifted(fragment, zero ??= fragment.DecodeTime), cancel);
    }

    /// <summary>A fragment whose decode time counts from <paramref name="zero"/>.</summary>
    public static byte[] Shifted(Fragment fragment, ulong zero)
    {
        if (fragment.TimeOffset < 0 || zero == 0)
            return fragment.Bytes;
        var bytes = fragment.Bytes.ToArray();
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(fragment.TimeOffset), fragment.DecodeTime - Math.Min(zero, fragment.DecodeTime));
        return bytes;
    }

    /// <summary>
    /// Makes an ordinary MP4 with its index in front out of a fragmented one, so that phones and chat programs play it too;
    /// packets are copied. False when ffmpeg could not.
    /// </summary>
    public static Task<bool> FinishAsync(string fragmented, string finished, CancellationToken cancel) =>
        RunAsync(fragmented, finished, "-c copy -movflags +faststart -f mp4", cancel);

    /// <summary>Draws the last frame of a file as a picture; its form is the ending's. False when ffmpeg could not.</summary>
    public static Task<bool> PictureAsync(string fragmented, string picture, CancellationToken cancel) =>
        RunAsync(fragmented, picture, "-update 1 -q:v 2", cancel);

    private static async Task<bool> RunAsync(string from, string to, string arguments, CancellationToken cancel)
    {
        try
        {
            await FFMpegArguments
                .FromFileInput(from, verifyExists: true, options => options.WithCustomArgument("-hide_banner -loglevel error"))
                .OutputToFile(to, overwrite: true, options => options.WithCustomArgument(arguments))
                .CancellableThrough(cancel, EndLimit)
                .ProcessAsynchronously(throwOnError: false, cancellationToken: CancellationToken.None);
            return new FileInfo(to) is { Exists: true, Length: > 0 };
        }
        catch (Exception fault) when (fault is FFMpegException or IOException)
        {
            return false;
        }
    }
}
