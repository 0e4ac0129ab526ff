using Microsoft.Extensions.Hosting;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Every minute: tells the grains of gateways which sessions live here, so that one that was lost finds its session again.</summary>
internal sealed class SessionKeeper(SparkplugHost host, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken);
            host.TellAlive();
        }
    }
}
