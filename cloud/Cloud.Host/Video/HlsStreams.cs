using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cloud.Supervision.Video;
using Cloud.Telemetry.Projects;
using Telemetry.Model.Vision;

namespace Cloud.Host.Video;

/// <summary>Cameras that are shown as HLS: one packager a stream, alive while somebody asks for its playlist.</summary>
public sealed class HlsStreams : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<StreamKey, Entry> _streams = new();
    private readonly LiveSources _sources;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Counter<long> _givenUp;

    /// <summary>Creates the instruments.</summary>
    public HlsStreams(LiveSources sources, IMeterFactory meters, TimeProvider time)
    {
        (_sources, _time) = (sources, time);
        var meter = meters.Create("Cloud.Video");
        _givenUp = meter.CreateCounter<long>("edge.video.hls.given-up", description: "HLS segments given up because no key frame came");
        meter.CreateObservableGauge("edge.video.hls.streams", () => _streams.Count, description: "Streams that are packaged as HLS");
    }

    private sealed class Entry
    {
        public required Task<(HlsStream? Stream, string? Refusal)> Opening { get; init; }

        public long LastAsked;
    }

    /// <summary>The packager of a camera's stream, or why there is none.</summary>
    public async Task<(HlsStream? Stream, string? Refusal)> FindAsync(DeviceEntry camera, string name, CancellationToken cancel)
    {
        var key = new StreamKey(camera.Project, camera.Id, name);
        while (true)
        {
            var start = new TaskCompletionSource<(HlsStream?, string?)>(TaskCreationOptions.RunContinuationsAsynchronously);
            var mine = new Entry { Opening = start.Task, LastAsked = _time.GetTimestamp() };
            var entry = _streams.GetOrAdd(key, mine);
            if (ReferenceEquals(entry, mine))
                _ = RunAsync(key, camera, mine, start);
            Volatile.Write(ref entry.LastAsked, _time.GetTimestamp());
            return await entry.Opening.WaitAsync(cancel);
        }
    }

    /// <summary>The packager of a stream that is already shown; a part or a segment opens nothing.</summary>
    public async Task<HlsStream?> FindAsync(StreamKey key, CancellationToken cancel) =>
        _streams.TryGetValue(key, out var entry) ? (await entry.Opening.WaitAsync(cancel)).Stream : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task RunAsync(StreamKey key, DeviceEntry camera, Entry entry, TaskCompletionSource<(HlsStream?, string?)> opening)
    {
        var viewer = new LiveViewer();
        LiveSession? session = null;
        var stream = new HlsStream();
        try
        {
            (session, var refusal) = await _sources.OpenAsync(camera, key.Name, viewer, _stop.Token);
            opening.SetResult(session is null ? (null, refusal) : (stream, null));
            if (session is not null)
                await FeedAsync(stream, viewer, entry);
        }
        catch (Exception fault) when (!_stop.IsCancellationRequested) // the end of this task: whoever asks next opens it anew
        {
            opening.TrySetException(fault);
        }
        finally
        {
            opening.TrySetCanceled();
            _streams.TryRemove(new(key, entry));
            stream.End();
            if (session is not null)
                _sources.Close(session, viewer);
        }
    }

    private async Task FeedAsync(HlsStream stream, LiveViewer viewer, Entry entry)
    {
        var (timescale, givenUp) = (0u, 0);
        while (true)
        {
            using var patience = new CancellationTokenSource(Idle, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
            LiveMessage message;
            try
            {
                if (!await viewer.Messages.WaitToReadAsync(both.Token) || !viewer.Messages.TryRead(out message!))
                    return;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (_time.GetElapsedTime(Volatile.Read(ref entry.LastAsked)) > Idle)
                return;
            if (message.IsText)
                timescale = StreamDescription.Parse(message.Bytes)?.Timescale ?? timescale;
            else if (message.Bytes.Length > VideoOrder.Head && timescale > 0)
                Take(stream, message.Bytes, timescale);
            for (; givenUp < stream.GivenUp; givenUp++)
                _givenUp.Add(1);
        }
    }

    private static void Take(HlsStream stream, byte[] message, uint timescale)
    {
        var boxes = message[VideoOrder.Head..];
        if (message[0] == 0)
        {
            stream.Begin(boxes);
            return;
        }

        var at = Math.Clamp(BinaryPrimitives.ReadInt64BigEndian(message.AsSpan(1)), 0, 253_402_300_799_999);
        var seconds = BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(17)) / (double)timescale;
        stream.Add(message[0] == 1, DateTimeOffset.FromUnixTimeMilliseconds(at), seconds, boxes);
    }
}
