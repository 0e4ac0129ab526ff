using Edge.Core.Configuration;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Outbox;
using Edge.Core.Rules;

namespace Edge.Gateway.Services;

/// <summary>
/// Starts devices, rules and the way to the outbox; on the way out it flushes before anything else ends. When one of them
/// fails the program ends, and systemd starts it again.
/// </summary>
internal sealed class GatewayService(
    GatewayRuntime runtime, LocalRules rules, ReportWriter writer, LedgerReporter ledger, Heartbeat heartbeat, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<GatewayService> log) : BackgroundService
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rulesEnd = new CancellationTokenSource();
        using var flushEnd = new CancellationTokenSource();
        var writing = writer.RunAsync(flushEnd.Token);
        var ruling = rules.RunAsync(rulesEnd.Token);
        var counting = ledger.RunAsync(stoppingToken);
        await runtime.StartAsync(stoppingToken);
        heartbeat.IsRunning = true;

        var stopping = Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken);
        var ended = await Task.WhenAny(stopping, writing, ruling, counting);
        heartbeat.IsRunning = false;
        if (!stoppingToken.IsCancellationRequested && ended.Exception is { } fault)
            Fail(fault);

        await runtime.StopAsync(CancellationToken.None);
        await rulesEnd.CancelAsync();
        await ruling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        writer.Complete();
        flushEnd.CancelAfter(FlushLimit);
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await counting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Fail(Exception fault)
    {
        log.Failed(fault);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Critical, "The gateway cannot go on")]
    public static partial void Failed(this ILogger logger, Exception fault);
}
