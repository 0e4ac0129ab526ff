using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>Puts the ledger of every day that has changed into the outbox, so that the cloud knows what to expect.</summary>
/// <param name="outbox">Takes the events.</param>
/// <param name="ledger">Gives the counts.</param>
/// <param name="time">Clock.</param>
public sealed class LedgerReporter(IOutbox outbox, IDeliveryLedger ledger, TimeProvider time)
{
    /// <summary>Time between two reports.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromMinutes(1);

    private const int DaysAtStart = 3;
    private Dictionary<string, long>? _reported;

    /// <summary>Reports at once and then every <see cref="Period"/>, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
            await ReportAsync(cancel);
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>Appends one event for each day whose count has changed since the last call.</summary>
    public async Task ReportAsync(CancellationToken cancel)
    {
        var days = await ledger.ReadLedgerAsync(cancel);
        var totals = days.ToDictionary(day => day.Day, day => day.Devices.Values.Sum(), StringComparer.Ordinal);
        var reported = _reported ?? days.SkipLast(DaysAtStart).ToDictionary(day => day.Day, day => totals[day.Day], StringComparer.Ordinal);
        foreach (var day in days.Where(day => reported.GetValueOrDefault(day.Day) != totals[day.Day]))
        {
            try
            {
                await outbox.AppendAsync(new DeviceReport(GatewayEvent.Node, [], Lane.Live, GatewayEvent.Ledger(day)), cancel);
            }
            catch (OutboxRefusedException)
            {
                // The disk is full; the counts only grow, so the next report says it all.
                totals.Remove(day.Day);
            }
        }

        _reported = totals;
    }
}
