using Edge.Vision.Capture;
using Edge.Vision.Events;
using Edge.Vision.Health;
using Edge.Vision.Inference;
using Edge.Vision.Onvif;
using Edge.Vision.Recording;
using Edge.Vision.Status;
using Edge.Vision.Watching;
using Microsoft.Extensions.Options;

namespace Edge.Vision.Cameras;

/// <summary>What every camera works with.</summary>
public sealed record CameraPorts(
    IOptions<VisionOptions> Vision, IOptions<CaptureOptions> Capture, IOptions<WatchOptions> Watch, IOptions<RecordingOptions> Recording,
    InferenceService Inference, EvidenceDesk Evidence, GatewayLink Gateway, RecordingFolder Recordings, ClockProbe Clock, OnvifHttp Onvif, WatchMetrics Metrics,
    TimeProvider Time, ILoggerFactory Logs);
