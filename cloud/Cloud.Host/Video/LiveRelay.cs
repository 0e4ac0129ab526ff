using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Telemetry.Model;

namespace Cloud.Host.Video;

/// <summary>
/// Cameras that somebody looks at: a gateway sends each stream once, whatever the number of viewers, and only while there is one.
/// Nothing is transcoded and nothing is kept.
/// </summary>
public sealed class LiveRelay
{
    private readonly ConcurrentDictionary<(ProjectId, DeviceId), LiveSession> _sessions = new();
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
    public LiveSession Join(ProjectId project, DeviceId camera, LiveViewer viewer, out bool isNew)
    {
        while (true)
        {
            var made = new LiveSession(project, Guid.CreateVersion7().ToString("N"), () => _dropped.Add(1));
            var session = _sessions.GetOrAdd((project, camera), made);
            isNew = ReferenceEquals(session, made);
            if (session.TryAdd(viewer))
                return session;
            _sessions.TryRemove(new((project, camera), session));
        }
    }

    /// <summary>A viewer leaves; the last one ends the session.</summary>
    public void Leave(ProjectId project, DeviceId camera, LiveSession session, LiveViewer viewer)
    {
        if (session.Remove(viewer))
            _sessions.TryRemove(new((project, camera), session));
    }

    /// <summary>The session that a gateway brings a stream for; null when nobody looks any more.</summary>
    public LiveSession? Find(ProjectId project, string session) =>
        _sessions.Values.FirstOrDefault(one => one.Project == project && one.Id == session);

    /// <summary>A session has ended at its source.</summary>
    public void End(LiveSession session)
    {
        foreach (var (key, value) in _sessions)
            if (ReferenceEquals(value, session))
                _sessions.TryRemove(new(key, session));
        session.End();
    }
}
