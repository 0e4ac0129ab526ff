using System.Diagnostics;
using System.Globalization;
using Protocols.Rtp;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>An ffmpeg child process: raw BGRA pictures in, one coded picture out for each, without delay between them.</summary>
internal sealed class VideoEncoder : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _complaints;
    private string _lastComplaint = "";

    private VideoEncoder(Process process)
    {
        _process = process;
        _complaints = ListenAsync();
    }

    /// <summary>Starts the coder.</summary>
    /// <exception cref="IOException">ffmpeg is not installed.</exception>
    public static VideoEncoder Start(StreamOptions stream)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Arguments(stream))
            start.ArgumentList.Add(argument);
        try
        {
            return new VideoEncoder(Process.Start(start) ?? throw new IOException("ffmpeg did not start"));
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new IOException($"ffmpeg does not start: {error.Message}", error);
        }
    }

    /// <summary>What ffmpeg said last.</summary>
    public string LastComplaint => Volatile.Read(ref _lastComplaint);

    /// <summary>Hands over a picture.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> picture, CancellationToken cancel)
    {
        await _process.StandardInput.BaseStream.WriteAsync(picture, cancel);
        await _process.StandardInput.BaseStream.FlushAsync(cancel);
    }

    /// <summary>The coded pictures, annex B, until the process ends.</summary>
    public IAsyncEnumerable<byte[]> ReadAsync(CancellationToken cancel) => AviChunks.ReadAsync(_process.StandardOutput.BaseStream, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _complaints;
        _process.Dispose();
    }

    private async Task ListenAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            Volatile.Write(ref _lastComplaint, line);
    }

    private static List<string> Arguments(StreamOptions stream)
    {
        string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
        var rate = Text(stream.FramesPerSecond);
        var key = Math.Max(1, (int)Math.Round(stream.FramesPerSecond * stream.KeyEvery));
        List<string> arguments =
        [
            "-hide_banner", "-loglevel", "error", "-probesize", "32", "-analyzeduration", "0", "-fflags", "nobuffer",
            "-f", "rawvideo", "-pix_fmt", "bgra", "-video_size", $"{stream.Width}x{stream.Height}", "-framerate", rate, "-i", "pipe:0",
            "-an", "-pix_fmt", "yuv420p", "-g", Text(key), "-bf", "0", "-b:v", $"{stream.KilobitsPerSecond}k",
            "-maxrate", $"{stream.KilobitsPerSecond}k", "-bufsize", $"{stream.KilobitsPerSecond}k",
        ];
        if (stream.Codec == VideoCodec.H264)
            arguments.AddRange(["-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-profile:v", "main", "-threads", "1", "-sc_threshold", "0", "-keyint_min", Text(key)]);
        else
            arguments.AddRange(["-c:v", "libx265", "-preset", "ultrafast", "-tune", "zerolatency",
                "-x265-params", $"log-level=error:pools=1:frame-threads=1:repeat-headers=1:keyint={key}:min-keyint={key}:scenecut=0"]);
        arguments.AddRange(["-flush_packets", "1", "-f", "avi", "pipe:1"]);
        return arguments;
    }
}
