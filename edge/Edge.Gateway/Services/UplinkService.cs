using Edge.Core.Uplink;

namespace Edge.Gateway.Services;

/// <summary>Runs the uplinks. Without any the gateway reads, rules and keeps all the same.</summary>
internal sealed class UplinkService(IEnumerable<IUplink> uplinks) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(uplinks.Select(uplink => uplink.RunAsync(stoppingToken)));
}
