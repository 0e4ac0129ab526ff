using System.Globalization;
using Cloud.Host.Sessions;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Telemetry.Projects;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Host.Live;

/// <summary>
/// One live stream: a snapshot, then changes, until the client leaves, its session ends or the platform stops. A client
/// that comes back gets a new snapshot, so nothing between two connections is missed.
/// </summary>
internal sealed class LiveStream(
    ILiveFeed feed, LiveSource source, IAccess access, IHostApplicationLifetime lifetime, TimeProvider time, IOptions<JsonOptions> json, IOptions<LiveOptions> options)
{
    /// <summary>Serves until it ends.</summary>
    public async Task RunAsync(HttpContext context, ProjectId? project)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var response = context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var output = new EventWriter(response.BodyWriter, json.Value.SerializerOptions, LastId(context.Request));
        try
        {
            await ServeAsync(context, project, output, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client has gone, or the platform stops: both end a stream.
        }
    }

    private async Task ServeAsync(HttpContext context, ProjectId? project, EventWriter output, CancellationTokenSource end)
    {
        var cancel = end.Token;
        await using var changes = feed.SubscribeAsync(project, cancel).GetAsyncEnumerator(cancel);
        using var beats = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), time);

        // Subscribed before the snapshot is taken, so that no change falls between the two.
        var change = changes.MoveNextAsync().AsTask();
        var beat = beats.WaitForNextTickAsync(cancel).AsTask();
        try
        {
            if (await ViewerAsync(context, project, cancel) is not { } viewer)
                return;
            await source.SnapshotAsync(project, viewer, output, cancel);
            while (true)
            {
                await output.FlushAsync(cancel);
                await Task.WhenAny(change, beat);
                if (change.IsCompleted)
                {
                    if (!await change)
                        return;
                    if (await ViewerAsync(context, project, cancel) is not { } now)
                        return;
                    await source.WriteAsync(project, changes.Current, now, output, cancel);
                    change = changes.MoveNextAsync().AsTask();
                }

                if (beat.IsCompleted)
                {
                    await beat;
                    if (await ViewerAsync(context, project, cancel) is null)
                        return;
                    output.Heartbeat();
                    beat = beats.WaitForNextTickAsync(cancel).AsTask();
                }
            }
        }
        finally
        {
            // The feed must have let go before it is disposed of.
            await end.CancelAsync();
            await ((Task)change).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Who looks, with the grants of now; null when the session is over or the project is out of scope.</summary>
    private async ValueTask<Actor?> ViewerAsync(HttpContext context, ProjectId? project, CancellationToken cancel) =>
        await SessionServices.NowAsync(context, cancel) is { } actor && (project is not { } one || access.Allows(actor, one, AccessKind.Read)) ? actor : null;

    // From the clock, so that ids grow over restarts too.
    private long LastId(HttpRequest request)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return long.TryParse(request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue / 2
            ? Math.Max(now, last) : now;
    }
}
