using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace Edge.Vision.Capture;

/// <summary>One run of ffmpeg that pipes a stream into a reader.</summary>
public static class StreamProcess
{
    /// <summary>How long ffmpeg may take to end when asked; then it is killed.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until the stream ends, ffmpeg ends, or it is cancelled.</summary>
    /// <param name="source">Address, with password.</param>
    /// <param name="output">Arguments of the output, format included.</param>
    /// <param name="read">Reads the output; ffmpeg is ended when it returns.</param>
    /// <param name="complains">Told every line that ffmpeg complains with.</param>
    /// <param name="cancel">Ends ffmpeg.</param>
    /// <returns>The last thing that ffmpeg complained about, without credentials; null when it did not.</returns>
    public static async Task<string?> RunAsync(
        Uri source, string output, Func<Stream, CancellationToken, Task> read, Action<string>? complains, CancellationToken cancel)
    {
        string? complaint = null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var sink = new Sink(read, end);
        var run = FFMpegArguments
            .FromUrlInput(source, options => options.WithCustomArgument(Input(source)))
            .OutputToPipe(sink, options => options.WithCustomArgument(output))
            .NotifyOnStandardError(line =>
            {
                complaint = line.Length > 0 ? StreamAddress.Redact(line) : complaint;
                complains?.Invoke(line);
            })
            .CancellableThrough(end.Token, EndLimit)
            .ProcessAsynchronously(throwOnError: false, cancellationToken: CancellationToken.None);
        try
        {
            await run;
        }
        catch (Exception fault) when (fault is FFMpegException or OperationCanceledException or IOException)
        {
            complaint ??= fault is OperationCanceledException ? null : StreamAddress.Redact(fault.Message);
        }

        cancel.ThrowIfCancellationRequested();
        if (sink.Fault is InvalidDataException or StreamFaultException)
            throw sink.Fault;
        return complaint;
    }

    // ffmpeg's own patience is longer than any StallSeconds: whoever knows what a stall is ends it, and says so.
    private static string Input(Uri source) => source.Scheme switch
    {
        "rtsp" or "rtsps" => "-hide_banner -loglevel warning -rtsp_transport tcp -timeout 130000000 -probesize 4000000 -analyzeduration 6000000",
        "file" => "-hide_banner -loglevel warning -re -stream_loop -1",
        _ => "-hide_banner -loglevel warning -probesize 500000 -analyzeduration 2000000",
    };

    private sealed class Sink(Func<Stream, CancellationToken, Task> read, CancellationTokenSource end) : IPipeSink
    {
        public Exception? Fault { get; private set; }

        public string GetStreamArguments() => "";

        public async Task ReadAsync(Stream inputStream, CancellationToken cancellationToken)
        {
            try
            {
                await read(inputStream, cancellationToken);
            }
            catch (Exception fault) when (fault is InvalidDataException or StreamFaultException or IOException or OperationCanceledException)
            {
                Fault = fault;
            }

            // A reader that has had enough ends ffmpeg; it would write into a pipe that nobody empties.
            await end.CancelAsync();
        }
    }
}
