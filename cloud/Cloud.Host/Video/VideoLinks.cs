using System.Collections.Concurrent;
using Cloud.Telemetry.Gateways;
using Telemetry.Model;
using Telemetry.Model.Vision;

namespace Cloud.Host.Video;

/// <summary>What a gateway said: an answer or bytes.</summary>
/// <param name="Answer">With its error when it was not done; also <c>gateway-offline</c> and <c>timeout</c>.</param>
/// <param name="Bytes">Bytes of a file.</param>
public sealed record VideoReply(VideoAnswer Answer, byte[]? Bytes = null)
{
    /// <summary>True when it was done.</summary>
    public bool IsDone => Answer.Error is null;

    /// <summary>A reply that the gateway did not give.</summary>
    public static VideoReply Failed(string error, string reason) => new(new VideoAnswer(0, error, reason));
}

/// <summary>Questions to gateways about recordings and cameras: one socket a gateway, opened by the first question, closed when it is quiet.</summary>
public sealed class VideoLinks(IGrainFactory grains, TimeProvider time)
{
    /// <summary>Time for an ordinary question.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(15);

    /// <summary>Time for making a film.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(ProjectId, GatewayId), VideoLink> _links = new();

    /// <summary>The link that a gateway's socket belongs to; null when none waits for it.</summary>
    public VideoLink? Find(ProjectId project, string session) => _links.FirstOrDefault(one => one.Key.Item1 == project && one.Value.Session == session).Value;

    /// <summary>Asks.</summary>
    public async Task<VideoReply> AskAsync(ProjectId project, GatewayId gateway, VideoQuestion question, TimeSpan limit, CancellationToken cancel)
    {
        var key = (project, gateway);
        using var late = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            while (true)
            {
                var made = new VideoLink(time, link => _links.TryRemove(new(key, link)));
                var link = _links.GetOrAdd(key, made);
                if (ReferenceEquals(link, made) && await CallAsync(project, gateway, link, both.Token) is { } refusal)
                {
                    link.End();
                    return refusal;
                }

                if (await link.AskAsync(question, both.Token) is { } reply)
                    return reply;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return VideoReply.Failed("timeout", "no answer in time");
        }
    }

    private async Task<VideoReply?> CallAsync(ProjectId project, GatewayId gateway, VideoLink link, CancellationToken cancel)
    {
        var answer = await grains.Gateway(project, gateway).ShowAsync(new DeviceId(VideoOrder.Gateway), link.Session, LiveSources.AddressOf(link.Session), cancel);
        return answer.Outcome switch
        {
            CommandOutcome.Done => null,
            CommandOutcome.Failed => VideoReply.Failed("not-watched", answer.Error ?? ""),
            _ => VideoReply.Failed("gateway-offline", answer.Error ?? ""),
        };
    }
}
