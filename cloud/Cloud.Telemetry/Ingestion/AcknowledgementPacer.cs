using System.Collections.Concurrent;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>
/// Spares gateways and host an acknowledgement a message: one to the same outbox follows another after a while only, and
/// then speaks for all that came in between. What presses (alarms, backlog, the first after a pause) goes at once. An
/// acknowledgement that is held back delays nothing but the room in the gateway's outbox.
/// </summary>
internal sealed class AcknowledgementPacer(Lazy<SparkplugHost> host, IOptions<IngestionOptions> options, TimeProvider time) : BackgroundService
{
    // A quarter of the records that a gateway sends ahead of an acknowledgement.
    private const ulong MostHeldBack = 1_000;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<MarkKey, Owed> _outboxes = new();

    private TimeSpan Pace => TimeSpan.FromMilliseconds(options.Value.AcknowledgeMilliseconds);

    /// <summary>These are flushed and evaluated.</summary>
    public ValueTask AcknowledgeAsync(ProjectId project, MarkKey key, SequenceRanges ranges, bool presses, CancellationToken cancel)
    {
        if (Pace == TimeSpan.Zero)
            return host.Value.AcknowledgeAsync(project, key, ranges, cancel);
        var owed = _outboxes.GetOrAdd(key, static _ => new Owed());
        lock (owed)
        {
            presses |= ranges.HighWater >= owed.HighWater + MostHeldBack;
            if (!presses && owed.SentAt is { } sent && time.GetElapsedTime(sent) < Pace)
            {
                (owed.Project, owed.Ranges) = (project, ranges);
                return ValueTask.CompletedTask;
            }

            (owed.SentAt, owed.Ranges, owed.HighWater) = (time.GetTimestamp(), null, ranges.HighWater);
        }

        return host.Value.AcknowledgeAsync(project, key, ranges, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Pace == TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SendDueAsync(stoppingToken);
    }

    private async Task SendDueAsync(CancellationToken cancel)
    {
        foreach (var (key, owed) in _outboxes)
        {
            (ProjectId Project, SequenceRanges Ranges) due;
            lock (owed)
            {
                var since = owed.SentAt is { } sent ? time.GetElapsedTime(sent) : TimeSpan.MaxValue;
                if (since < Pace)
                    continue;
                if (owed.Ranges is not { } ranges)
                {
                    // Nobody has acknowledged anything to it for long: it may be gone for good.
                    if (since > 10 * Pace)
                        _outboxes.TryRemove(KeyValuePair.Create(key, owed));
                    continue;
                }

                due = (owed.Project, ranges);
                (owed.SentAt, owed.Ranges, owed.HighWater) = (time.GetTimestamp(), null, ranges.HighWater);
            }

            await host.Value.AcknowledgeAsync(due.Project, key, due.Ranges, cancel);
        }
    }

    // Guarded by itself.
    private sealed class Owed
    {
        public long? SentAt { get; set; }

        public ulong HighWater { get; set; }

        public ProjectId Project { get; set; }

        public SequenceRanges? Ranges { get; set; }
    }
}
