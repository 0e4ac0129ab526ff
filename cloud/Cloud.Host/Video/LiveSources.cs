using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;

namespace Cloud.Host.Video;

/// <summary>Lets a viewer see a camera: joins the session, and calls the gateway when it is the first one.</summary>
public sealed class LiveSources(LiveRelay relay, IGrainFactory grains)
{
    /// <summary>Where a gateway brings what was asked for.</summary>
    public static string AddressOf(string session) => $"/api/gateway-media/live/{session}";

    /// <summary>The session, or why there is none: <c>gateway-offline</c> or <c>camera-not-watched</c>.</summary>
    public async Task<(LiveSession? Session, string? Refusal)> OpenAsync(DeviceEntry camera, string stream, LiveViewer viewer, CancellationToken cancel)
    {
        var session = relay.Join(new StreamKey(camera.Project, camera.Id, stream), viewer, out var isNew);
        if (!isNew)
            return (session, null);
        var answer = await grains.Gateway(camera.Project, camera.Gateway).ShowAsync(camera.Id, session.Id, AddressOf(session.Id), cancel);
        if (answer.Outcome == CommandOutcome.Done)
            return (session, null);
        relay.End(session);
        return (null, answer.Outcome == CommandOutcome.Offline ? "gateway-offline" : "camera-not-watched");
    }

    /// <summary>A viewer leaves.</summary>
    public void Close(LiveSession session, LiveViewer viewer) => relay.Leave(session, viewer);
}
