using System.Threading.Channels;
using Edge.Core.Outbox;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Edge.Core.Drivers.Reporting;

/// <summary>
/// Carries reports into the outbox without ever making the poster wait: polling and the siren go on while the disk is
/// slow or full. What finds no room is counted with its lane and reason.
/// </summary>
public sealed class ReportWriter(IOutbox outbox, ReportMetrics metrics, ILogger<ReportWriter> log)
{
    /// <summary>Reports that may wait in each lane.</summary>
    public const int Capacity = 10_000;

    private const int Batch = 256;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Channel<DeviceReport> _urgent = NewLane();
    private readonly Channel<DeviceReport> _normal = NewLane();

    /// <summary>Takes a report for the outbox; false, and counted, when too many wait already or the writer has ended.</summary>
    public bool TryPost(DeviceReport report)
    {
        var lane = report.Lane == Lane.Alarm ? _urgent : _normal;
        if (lane.Writer.TryWrite(report))
        {
            _wake.Writer.TryWrite(true);
            return true;
        }

        metrics.Refused(report.Lane, "waiting");
        return false;
    }

    /// <summary>No more reports: <see cref="RunAsync"/> returns when all that wait are appended.</summary>
    public void Complete()
    {
        _urgent.Writer.TryComplete();
        _normal.Writer.TryComplete();
        _wake.Writer.TryComplete();
    }

    /// <summary>Appends until <see cref="Complete"/>; cancelled only when there is no more time to flush.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        bool open;
        do
        {
            open = await _wake.Reader.WaitToReadAsync(cancel);
            _wake.Reader.TryRead(out _);
            await DrainAsync(cancel);
        }
        while (open);
    }

    // Started in order and awaited together: one group commit for all of them; alarms first in each round.
    private async ValueTask DrainAsync(CancellationToken cancel)
    {
        var pending = new List<(Lane Lane, Task<RecordId> Append)>();
        do
        {
            pending.Clear();
            while (pending.Count < Batch && (_urgent.Reader.TryRead(out var report) || _normal.Reader.TryRead(out report)))
                pending.Add((report.Lane, outbox.AppendAsync(report, cancel).AsTask()));
            foreach (var (lane, append) in pending)
                await SettleAsync(lane, append);
        }
        while (pending.Count > 0);
    }

    private async ValueTask SettleAsync(Lane lane, Task<RecordId> append)
    {
        try
        {
            await append;
            metrics.Appended(lane);
        }
        catch (OutboxRefusedException refused)
        {
            metrics.Refused(lane, "outbox");
            log.Refused(lane, refused.Message);
        }
    }

    private static Channel<DeviceReport> NewLane() => Channel.CreateBounded<DeviceReport>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
}

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "The outbox refused a report of lane {Lane}: {Reason}")]
    public static partial void Refused(this ILogger logger, Lane lane, string reason);
}
