using System.Collections.Concurrent;
using FirmwareSim.Machines;
using Microsoft.Extensions.Logging;
using Protocols.Rtp;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>One video stream: draws, codes and packs pictures while somebody wants them.</summary>
internal sealed partial class VideoChannel(
    string name, CameraSettings settings, IFrameSource source, CameraClock clock, CameraTrouble trouble, CameraCounters counters,
    CameraTruthLog? truth, RtpPacketiser packetiser, uint timestampBase, ILogger logger)
{
    private const int MostInFlight = 4;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly Noise _noise = Noise.For(1, name);
    private TaskCompletionSource<(StreamOptions Made, ParameterSets Sets)> _parameters = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameTruth _seen = FrameTruth.Nothing;
    private long _frames;

    /// <summary>Name in the address.</summary>
    public string Name => name;

    /// <summary>How it is coded.</summary>
    public StreamOptions Options => settings.Stream(name)!;

    /// <summary>Who sees it.</summary>
    public MediaChannel Viewers { get; } = new(clock.Time);

    /// <summary>SSRC.</summary>
    public uint Source => packetiser.Source;

    /// <summary>The stream's parameter sets as it is coded now, for which it is started.</summary>
    public async Task<ParameterSets> ParametersAsync(CancellationToken cancel)
    {
        while (true)
        {
            Viewers.Demand();
            var (made, sets) = await Volatile.Read(ref _parameters).Task.WaitAsync(cancel);
            if (made == ActualOptions())
                return sets;
            await Task.Delay(Glance, clock.Time, cancel);
        }
    }

    /// <summary>Serves demand until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Viewers.WaitAsync(cancel);
            try
            {
                await CodeAsync(ActualOptions(), cancel);
            }
            catch (Exception error) when (error is IOException or InvalidDataException && !cancel.IsCancellationRequested)
            {
                counters.Add(CameraCount.CoderFaults);
                LogCoderEnded(name, error.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), clock.Time, cancel);
            }
        }
    }

    private StreamOptions ActualOptions() => trouble.Has(TroubleKind.Resize)
        ? Options with { Width = Options.Width / 4 * 2, Height = Options.Height / 4 * 2 }
        : Options;

    private uint TimestampOf(double sceneSeconds) =>
        unchecked(timestampBase + (uint)(long)((sceneSeconds + trouble.TimestampJump) * 90_000));

    private async Task CodeAsync(StreamOptions actual, CancellationToken cancel)
    {
        counters.Add(CameraCount.Coders);
        if (_parameters.Task is { IsCompletedSuccessfully: true } known && (await known).Made != actual)
            Volatile.Write(ref _parameters, new(TaskCreationOptions.RunContinuationsAsynchronously));
        var coder = VideoEncoder.Start(actual);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var buffer = new FrameBuffer(actual.Width, actual.Height);
        var inFlight = new ConcurrentQueue<FrameStamp>();
        var reading = PublishAsync(coder, actual, inFlight, ending.Token);
        try
        {
            await DrawAsync(coder, actual, buffer, inFlight, reading, ending.Token);
        }
        finally
        {
            await ending.CancelAsync();
            await coder.DisposeAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DrawAsync(
        VideoEncoder coder, StreamOptions actual, FrameBuffer buffer, ConcurrentQueue<FrameStamp> inFlight, Task reading, CancellationToken cancel)
    {
        var period = 1 / actual.FramesPerSecond;
        var next = clock.SceneSeconds;
        while (Viewers.IsWanted && ActualOptions() == actual)
        {
            if (reading.IsCompleted)
            {
                await reading;
                throw new IOException(coder.LastComplaint);
            }

            var now = clock.SceneSeconds;
            if (now < next)
            {
                await Task.Delay(TimeSpan.FromSeconds(next - now), clock.Time, cancel);
                continue;
            }

            if (now > next + period || inFlight.Count >= MostInFlight)
            {
                counters.Add(CameraCount.LateFrames);
                next = now + period;
                if (inFlight.Count >= MostInFlight)
                    continue;
            }

            next += period;
            inFlight.Enqueue(Draw(now, buffer));
            await coder.WriteAsync(buffer.Bytes, cancel);
        }
    }

    private FrameStamp Draw(double now, FrameBuffer buffer)
    {
        var at = new FrameTime(now, clock.Now, clock.Time.GetUtcNow());
        var stamp = new FrameStamp(at, TimestampOf(now));
        if (!buffer.IsDrawn || !trouble.Has(TroubleKind.Freeze))
            _seen = source.Draw(at, buffer);
        buffer.IsDrawn = true;
        truth?.Write(name, _frames++, stamp.Timestamp, at.Wall, buffer.Info, _seen);
        counters.Add(CameraCount.Frames);
        return stamp;
    }

    private async Task PublishAsync(VideoEncoder coder, StreamOptions actual, ConcurrentQueue<FrameStamp> inFlight, CancellationToken cancel)
    {
        var codec = actual.Codec;
        await foreach (var accessUnit in coder.ReadAsync(cancel))
        {
            if (!inFlight.TryDequeue(out var stamp))
                throw new InvalidDataException("The coder wrote a picture that it was not given.");
            var key = NalUnit.HoldsKey(codec, accessUnit);
            if (key && ParameterSets.TryFind(codec, accessUnit, out var sets))
                _parameters.TrySetResult((actual, sets));
            var withoutKeys = trouble.Has(TroubleKind.NoKey);
            if (trouble.Has(TroubleKind.Stall) || (withoutKeys && key))
                continue;
            if (trouble.Has(TroubleKind.Corrupt))
                Spoil(accessUnit);
            var packets = packetiser.Video(codec, accessUnit, stamp.Timestamp);
            Viewers.Publish(new MediaUnit(packets, key || withoutKeys, stamp.Timestamp,
                Rtcp.Report(packetiser, stamp.At.Clock, stamp.Timestamp, name)));
        }
    }

    private void Spoil(byte[] accessUnit)
    {
        for (var i = 64; i < accessUnit.Length; i += 1 + (int)_noise.Uniform(40, 400))
            accessUnit[i] = (byte)_noise.Uniform(0, 256);
    }

    private readonly record struct FrameStamp(FrameTime At, uint Timestamp);

    [LoggerMessage(20, LogLevel.Warning, "Coder of {Stream} ended: {Reason}")]
    private partial void LogCoderEnded(string stream, string reason);
}
