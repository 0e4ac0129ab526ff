using Cloud.Platform.Clauses;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Telemetry.Model;

namespace Cloud.Host.Video;

/// <summary>One stream of one camera.</summary>
/// <param name="Project">The project.</param>
/// <param name="Camera">The camera.</param>
/// <param name="Name"><c>main</c> or <c>sub</c>.</param>
public sealed record StreamKey(ProjectId Project, DeviceId Camera, string Name);

/// <summary>
/// Cameras that somebody looks at: a gateway sends each stream once, whatever the number of viewers, and only while there is one.
/// Nothing is transcoded and nothing is kept.
/// </summary>
[Clause("5.6.2-2.1")]
public sealed class LiveRelay
{
    private readonly ConcurrentDictionary<StreamKey, LiveSession> _sessions = new();
    private readonly Counter<long> _dropped;

    /// <summary>Creates the instruments.</summary>
    public LiveRelay(IMeterFactory meters)
    {
        var meter = meters.Create("Cloud.Video");
        _dropped = meter.CreateCounter<long>("edge.video.viewers.dropped", description: "Viewers that did not read fast enough");
        meter.CreateObservableGauge("edge.video.sessions", () => _sessions.Count, description: "Cameras that somebody looks at");
        meter.CreateObservableGauge("edge.video.viewers", () => _sessions.Values.Sum(session => session.Viewers), description: "Viewers of live video");
    }

    /// <summary>The session of a camera; a new one must be asked for at its gateway.</summary>
    public LiveSession Join(StreamKey stream, LiveViewer viewer, out bool isNew)
    {
        while (true)
        {
            var made = new LiveSession(stream, Guid.CreateVersion7().ToString("N"), () => _dropped.Add(1));
            var session = _sessions.GetOrAdd(stream, made);
            isNew = ReferenceEquals(session, made);
            if (session.TryAdd(viewer))
                return session;
            _sessions.TryRemove(new(stream, session));
        }
    }

    /// <summary>A viewer leaves; the last one ends the session.</summary>
    public void Leave(LiveSession session, LiveViewer viewer)
    {
        if (session.Remove(viewer))
            _sessions.TryRemove(new(session.Stream, session));
    }

    /// <summary>The session that a gateway brings a stream for; null when nobody looks any more.</summary>
    public LiveSession? Find(ProjectId project, string session) =>
        _sessions.Values.FirstOrDefault(one => one.Stream.Project == project && one.Id == session);

    /// <summary>A session has ended at its source.</summary>
    public void End(LiveSession session)
    {
        _sessions.TryRemove(new(session.Stream, session));
        session.End();
    }
}
