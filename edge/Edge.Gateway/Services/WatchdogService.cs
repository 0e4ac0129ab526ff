using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Gateway.Services;

/// <summary>Tells systemd that the gateway lives, as long as it does; a gateway whose rules stand still is started again.</summary>
internal sealed class WatchdogService(Heartbeat heartbeat, TimeProvider clock, ISystemdNotifier? notifier = null) : BackgroundService
{
    private static readonly ServiceState Alive = new("WATCHDOG=1");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var text = Environment.GetEnvironmentVariable("WATCHDOG_USEC");
        if (notifier is not { IsEnabled: true } || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) || microseconds < 1)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromMicroseconds(microseconds) / 3, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            if (heartbeat.IsAlive)
                notifier.Notify(Alive);
    }
}
