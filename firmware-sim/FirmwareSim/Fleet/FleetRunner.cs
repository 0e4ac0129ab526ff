using System.Globalization;

namespace FirmwareSim.Fleet;

/// <summary>Runs a fleet and prints its counters once a second.</summary>
public static class FleetRunner
{
    /// <summary>Runs until cancelled, or for a number of seconds (0 = for ever).</summary>
    public static async Task RunAsync(FleetOptions options, double seconds, TextWriter output, TimeProvider time, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var counters = new FleetCounters();
        var gateways = Enumerable.Range(0, options.Gateways).Select(number => new FleetGateway(options, number, counters, time)).ToList();
        try
        {
            var running = gateways.Select(gateway => gateway.RunAsync(ended.Token)).ToList();
            var began = time.GetTimestamp();
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
            while (await timer.WaitForNextTickAsync(cancel))
            {
                var elapsed = time.GetElapsedTime(began).TotalSeconds;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{elapsed:F0} s: {counters.Connected} connected, {counters.Sent} sent, {counters.Acknowledged} acknowledged, {counters.Resent} resent, {counters.Failures} failures"));
                if (seconds > 0 && elapsed >= seconds)
                    break;
            }

            await ended.CancelAsync();
            await Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        finally
        {
            gateways.ForEach(gateway => gateway.Dispose());
        }
    }
}
