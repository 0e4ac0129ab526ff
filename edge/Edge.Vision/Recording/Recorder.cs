using Edge.Vision.Fragments;
using Edge.Vision.Status;

namespace Edge.Vision.Recording;

/// <summary>
/// Writes one camera's encoded stream to files, as it comes. Whatever the network does, it goes on; when the disk refuses it says
/// so, makes room and tries again, and nothing else notices.
/// </summary>
public sealed class Recorder(string camera, FragmentRing ring, RecordingFolder folder, TimeSpan fileLength, WatchMetrics metrics, TimeProvider clock, ILogger<Recorder> log)
    : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private const long RoomAfterFull = 64 << 20;

    private FileStream? _file;
    private string _path = "";
    private ulong _zero;
    private DateTimeOffset _from, _last;

    /// <summary>Why nothing is recorded; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Records until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await RecordAsync(cancel);
                metrics.RecordingFault(camera, "lagged");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) // the one place of this loop
            {
                if (Fault is null)
                    log.Stopped(camera, fault.Message);
                Fault = fault.Message;
                metrics.RecordingFault(camera, "disk");
                Abandon();
                TryMakeRoom();
                await Task.Delay(RetryAfter, clock, cancel);
            }
            finally
            {
                TryClose();
            }
        }
    }

    public void Dispose() => TryClose();

    private async Task RecordAsync(CancellationToken cancel)
    {
        using var following = ring.Follow(fromKey: true);
        FragmentStart? start = null;
        await foreach (var item in following.Items.ReadAllAsync(cancel))
        {
            if (item.Start is not null)
            {
                TryClose();
                start = item.Start;
            }
            else if (item.Fragment is { } fragment && start is not null)
            {
                Write(start, fragment);
            }
        }
    }

    private void Write(FragmentStart start, Fragment fragment)
    {
        // A pause is a gap: it must not be hidden within a file.
        if (_file is not null && (fragment.At - _last > RecordingFolder.GapFrom || (fragment.IsKey && fragment.At - _from >= fileLength)))
            TryClose();
        if (_file is null)
        {
            if (!fragment.IsKey)
                return;
            _path = folder.Begin(camera, fragment.At);
            _file = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
            _file.Write(start.Bytes);
            (_from, _zero) = (fragment.At, fragment.DecodeTime);
        }

        var bytes = ClipFile.Shifted(fragment, _zero);
        _file.Write(bytes);
        _last = fragment.At;
        metrics.Recorded(camera, bytes.Length);
        if (fragment.IsKey)
            _file.Flush();
        Fault = null;
    }

    private void TryClose()
    {
        if (_file is null)
            return;
        var file = _file;
        _file = null;
        try
        {
            file.Dispose();
            RecordingFolder.Close(_path, _last);
        }
        catch (IOException fault)
        {
            Fault = fault.Message;
            metrics.RecordingFault(camera, "disk");
        }
    }

    // What is already in the file is worth keeping; what is in its buffer is lost with the full disk.
    private void Abandon()
    {
        var file = _file;
        _file = null;
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            metrics.RecordingFault(camera, "cut");
        }

        try
        {
            if (file is not null)
                RecordingFolder.Close(_path, _last);
        }
        catch (IOException)
        {
            metrics.RecordingFault(camera, "cut");
        }
    }

    private void TryMakeRoom()
    {
        try
        {
            log.MadeRoom(camera, folder.MakeRoom(clock.GetUtcNow(), RoomAfterFull));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.Stopped(camera, fault.Message);
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(5301, LogLevel.Error, "{Camera}: recording stopped: {Reason}")]
    public static partial void Stopped(this ILogger logger, string camera, string reason);

    [LoggerMessage(5302, LogLevel.Warning, "{Camera}: {Files} old recordings were removed to make room")]
    public static partial void MadeRoom(this ILogger logger, string camera, int files);
}
