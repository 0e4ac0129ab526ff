using System.Globalization;

namespace FirmwareSim.Fleet;

/// <summary>Runs a fleet, prints its counters once a second and reports at the end.</summary>
public static class FleetRunner
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Runs until cancelled, or for a number of seconds (0 = for ever); then nothing new is sent, and what is on its way
    /// has a quarter of a minute to be acknowledged.
    /// </summary>
    public static async Task<FleetReport> RunAsync(FleetOptions options, double seconds, TextWriter output, TimeProvider time, CancellationToken cancel)
    {
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var counters = new FleetCounters(options.Phases.Count);
        var (startedAt, began) = (time.GetUtcNow(), time.GetTimestamp());
        var gateways = Enumerable.Range(0, options.Gateways)
            .Select(number => new FleetGateway(options, number, counters, began, time)).ToList();
        var timeline = new List<FleetSecond>();
        try
        {
            var running = gateways.Select(gateway => gateway.RunAsync(sending.Token, ended.Token)).ToList();
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
            var limit = seconds > 0 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
            for (var elapsed = TimeSpan.Zero; limit == TimeSpan.MaxValue || elapsed < limit + Settle; elapsed = time.GetElapsedTime(began))
            {
                if (elapsed >= limit)
                    await sending.CancelAsync();
                if (sending.IsCancellationRequested && counters.Acknowledged >= counters.Sent)
                    break;
                if (!await TickAsync(timer, cancel))
                    break;
                timeline.Add(Look(counters, time.GetElapsedTime(began)));
                Print(timeline[^1], output);
            }

            await ended.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            gateways.ForEach(gateway => gateway.Dispose());
        }

        return new FleetReport(
            options.Gateways, options.Points, startedAt, counters.Sent, counters.Acknowledged, counters.Resent, counters.Failures, counters.Alarms,
            [.. counters.Latencies.Select((l, i) => new FleetPhaseReport(options.Phases[i].Factor, l.All.Buckets(), l.Alarms.Buckets()))], timeline);
    }

    // False once the run is cancelled: the report is written all the same.
    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static FleetSecond Look(FleetCounters counters, TimeSpan elapsed) => new(
        Math.Round(elapsed.TotalSeconds, 2), counters.Connected, counters.Sent, counters.Acknowledged, counters.Resent, counters.Failures);

    private static void Print(FleetSecond second, TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{second.Elapsed:F0} s: {second.Connected} connected, {second.Sent} sent, {second.Acknowledged} acknowledged, {second.Resent} resent, {second.Failures} failures"));
}
