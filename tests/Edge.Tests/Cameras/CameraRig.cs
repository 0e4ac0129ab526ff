using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FirmwareSim.Cameras;
using FirmwareSim.Cameras.Streaming;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Tests.Cameras;

/// <summary>A running camera on free ports, and ffmpeg as the client that real gateways use.</summary>
internal sealed class CameraRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private CameraRig(CameraOptions options, StringWriter truth)
    {
        Truth = truth;
        Camera = new Camera(options, "Hunnan talent housing", new CameraTruthLog(new Locked(truth)), TimeProvider.System, NullLogger.Instance);
        _running = Camera.RunAsync(_stop.Token);
    }

    public Camera Camera { get; }

    public StringWriter Truth { get; }

    public CancellationToken Cancel { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(150)).Token;

    public static CameraOptions Options => new(
        "camera-1", "North", "127.0.0.1:0", "edge", "Edge-2026", Onvif: "127.0.0.1:0", Main: new(1280, 720, 5, KilobitsPerSecond: 1500), Sub: new(320, 192, 10, KilobitsPerSecond: 400),
        Height: 5, Seed: 7, Look: LightChoice.Day);

    public static async Task<CameraRig> StartAsync(CameraOptions? options = null)
    {
        var rig = new CameraRig(options ?? Options, new StringWriter());
        await rig.Camera.ListeningAsync(rig.Cancel);
        return rig;
    }

    /// <summary>Runs a program to its end and returns what it wrote.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(Cancel);
            var errors = process.StandardError.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>Reads frames as raw grey pictures.</summary>
    public async Task<List<byte[]>> FramesAsync(string stream, string transport, int count, int width, int height)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-v", "fatal", "-rtsp_transport", transport, "-i", Camera.Address(stream), "-an", "-fps_mode", "passthrough",
            "-frames:v", $"{count}", "-s", $"{width}x{height}", "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        try
        {
            var frames = new List<byte[]>();
            while (frames.Count < count)
            {
                var frame = new byte[width * height];
                await process.StandardOutput.BaseStream.ReadExactlyAsync(frame, Cancel);
                frames.Add(frame);
            }

            return frames;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>A plain connection to the RTSP port.</summary>
    public async Task<RawClient> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Camera.RtspEndPoint, Cancel);
        return new RawClient(socket, Cancel);
    }

    /// <summary>The lines of ground truth so far.</summary>
    public IEnumerable<JsonElement> Lines()
    {
        string[] lines;
        lock (Truth)
            lines = Truth.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => JsonDocument.Parse(line).RootElement);
    }

    /// <summary>Waits for a line of ground truth.</summary>
    public async Task TruthAsync(Func<JsonElement, bool> wanted)
    {
        while (!Lines().Any(wanted))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
    }

    /// <summary>Waits until a counter has reached a value.</summary>
    public async Task CountedAsync(CameraCount kind, long least)
    {
        while (Camera.Counters[kind] < least)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Camera.Dispose();
        _stop.Dispose();
    }
}

/// <summary>Bytes in, bytes out.</summary>
internal sealed class RawClient(Socket socket, CancellationToken cancel) : IDisposable
{
    public Socket Socket => socket;

    public async Task SendAsync(string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text), SocketFlags.None, cancel);

    /// <summary>Everything up to an empty line and the announced body.</summary>
    public async Task<string> AnswerAsync()
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one, SocketFlags.None, cancel) == 0)
                break;
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    /// <summary>Waits until the peer has closed.</summary>
    public async Task ClosedAsync()
    {
        var buffer = new byte[65536];
        try
        {
            while (await socket.ReceiveAsync(buffer, SocketFlags.None, cancel) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // Reset: closed as well.
        }
    }

    public void Dispose() => socket.Dispose();
}

/// <summary>A writer whose text may be read while it is written.</summary>
internal sealed class Locked(StringWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void WriteLine(string? value)
    {
        lock (inner)
            inner.WriteLine(value);
    }
}
