using System.Diagnostics.Metrics;
using Edge.Vision.Capture;

namespace Edge.Vision.Status;

/// <summary>Numbers of the watching process.</summary>
public sealed class WatchMetrics : IDisposable
{
    private readonly Meter _meter = new("Edge.Vision");
    private readonly Counter<long> _ended;
    private readonly Counter<long> _damaged;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _events;
    private readonly Counter<long> _suppressed;
    private readonly Counter<long> _spool;
    private readonly Counter<long> _recorded;
    private readonly Counter<long> _recording;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _sessions;
    private readonly Counter<long> _questions;
    private readonly Histogram<double> _inference;

    public WatchMetrics()
    {
        _ended = _meter.CreateCounter<long>("edge.vision.stream.ended", description: "Runs of a stream that ended, by condition");
        _damaged = _meter.CreateCounter<long>("edge.vision.frames.damaged", description: "Frames in which the decoder found wrong or missing data");
        _frames = _meter.CreateCounter<long>("edge.vision.frames", description: "Frames by what became of them: detected, still (nothing moved), skipped (the detector was busy)");
        _events = _meter.CreateCounter<long>("edge.vision.events", description: "Confirmed events by point");
        _suppressed = _meter.CreateCounter<long>("edge.vision.suppressed", description: "Confirmed events that were held back, by reason");
        _spool = _meter.CreateCounter<long>("edge.vision.spool", description: "Events on their way to the gateway, by result");
        _recorded = _meter.CreateCounter<long>("edge.vision.recorded", "By", "Bytes recorded");
        _recording = _meter.CreateCounter<long>("edge.vision.recording.faults", description: "Recordings that could not be written, by reason");
        _faults = _meter.CreateCounter<long>("edge.vision.faults", description: "Faults of the detector and of evidence, by place");
        _sessions = _meter.CreateCounter<long>("edge.vision.sessions", description: "Sessions that the platform called for, by kind; failed and full ones too");
        _questions = _meter.CreateCounter<long>("edge.vision.questions", description: "Questions of the platform about recordings and cameras, by result");
        _inference = _meter.CreateHistogram<double>("edge.vision.inference", "ms", "Time of one run of the detector");
    }

    public void StreamEnded(string camera, string stream, StreamCondition condition) => _ended.Add(
        1, new("camera", camera), new("stream", stream), new("condition", Name(condition)));

    public void Damaged(string camera, string stream) => _damaged.Add(1, new("camera", camera), new("stream", stream));

    public void Frame(string camera, string result) => _frames.Add(1, new("camera", camera), new("result", result));

    public void Inference(double milliseconds) => _inference.Record(milliseconds);

    public void Event(string camera, string point) => _events.Add(1, new("camera", camera), new("point", point));

    public void Suppressed(string camera, string reason) => _suppressed.Add(1, new("camera", camera), new("reason", reason));

    public void Spooled(string result) => _spool.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Recorded(string camera, long bytes) => _recorded.Add(bytes, new KeyValuePair<string, object?>("camera", camera));

    public void RecordingFault(string camera, string reason) => _recording.Add(1, new("camera", camera), new("reason", reason));

    public void Fault(string place) => _faults.Add(1, new KeyValuePair<string, object?>("place", place));

    public void Session(string kind) => _sessions.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Question(string ask, string? error) => _questions.Add(1, new("ask", ask), new("result", error ?? "done"));

    public void Dispose() => _meter.Dispose();

    private static string Name(StreamCondition condition) => condition switch
    {
        StreamCondition.Stalled => "stalled",
        StreamCondition.Corrupt => "corrupt",
        StreamCondition.Changed => "changed",
        StreamCondition.NoKey => "no-key",
        StreamCondition.Down => "down",
        _ => "other",
    };
}
