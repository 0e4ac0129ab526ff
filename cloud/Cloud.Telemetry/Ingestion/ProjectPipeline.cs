using System.Threading.Channels;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>What a pipeline needs.</summary>
internal sealed record PipelinePorts(
    IProjectIntake Intake,
    Func<ProjectId, MarkKey, SequenceRanges, bool, CancellationToken, ValueTask> Acknowledge,
    IngestionOptions Options,
    IngestionMetrics Metrics,
    TimeProvider Time,
    ILogger Logger);

/// <summary>
/// The way of one project's records, in order: store, evaluate, acknowledge. A batch that fails is tried again until it
/// succeeds, because a mark that was acknowledged speaks for everything before it. What does not fit into the bound is
/// not taken and so not acknowledged: the gateway sends it again.
/// </summary>
internal sealed class ProjectPipeline(ProjectId project, PipelinePorts ports)
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    private readonly Channel<(IReadOnlyList<SeriesRecord> Records, int Weight)> _queue =
        Channel.CreateUnbounded<(IReadOnlyList<SeriesRecord>, int)>(new UnboundedChannelOptions { SingleReader = true });

    private TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>False when the bound is reached.</summary>
    public bool TryAdd(IReadOnlyList<SeriesRecord> records, int points)
    {
        // A record without readings takes room as well.
        var weight = Math.Max(points, records.Count);
        if (Interlocked.Add(ref _waiting, weight) > ports.Options.QueuePoints && _waiting != weight)
        {
            Interlocked.Add(ref _waiting, -weight);
            return false;
        }

        ports.Metrics.Queued(weight);
        var written = _queue.Writer.TryWrite((records, weight));
        if (Presses(records) || Volatile.Read(ref _waiting) >= ports.Options.BatchPoints)
            Volatile.Read(ref _hurry).TrySetResult();
        return written;
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        var last = 0L;
        while (await _queue.Reader.WaitToReadAsync(cancel))
        {
            await GatherAsync(last);
            last = ports.Time.GetTimestamp();
            var records = new List<SeriesRecord>();
            var weight = 0;
            while (weight < ports.Options.BatchPoints && _queue.Reader.TryRead(out var item))
            {
                records.AddRange(item.Records);
                weight += item.Weight;
            }

            var batch = new ProjectBatch(project, ports.Time.GetUtcNow(), records);
            for (var attempt = 0; !await TryAsync(batch, cancel); attempt++)
                await Task.Delay(Pauses[Math.Min(attempt, Pauses.Length - 1)], ports.Time, cancel);
            Interlocked.Add(ref _waiting, -weight);
            ports.Metrics.Queued(-weight);
        }
    }

    // The first batch after a pause goes at once; under load records gather, because a batch costs more than a record.
    private async Task GatherAsync(long last)
    {
        var wait = TimeSpan.FromMilliseconds(ports.Options.GatherMilliseconds) - (last == 0 ? TimeSpan.MaxValue : ports.Time.GetElapsedTime(last));
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(Volatile.Read(ref _hurry).Task, Task.Delay(wait, ports.Time, CancellationToken.None));
        if (_hurry.Task.IsCompleted)
            Volatile.Write(ref _hurry, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    private static bool Presses(IReadOnlyList<SeriesRecord> records)
    {
        for (var i = 0; i < records.Count; i++)
            if (records[i].Lane is not Lane.Live)
                return true;
        return false;
    }

    private async Task<bool> TryAsync(ProjectBatch batch, CancellationToken cancel)
    {
        try
        {
            var stored = await ports.Intake.TakeAsync(batch, cancel);
            var pressing = Pressing(batch.Records);
            foreach (var (key, ranges) in stored.Marks)
                await ports.Acknowledge(project, key, ranges, pressing?.Contains(key) is true, cancel);
            return true;
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested) // the loop: nothing of the batch is acknowledged, all of it is tried again
        {
            ports.Metrics.Retry();
            Log.BatchFailed(ports.Logger, fault, project.Value, batch.Records.Count);
            return false;
        }
    }

    private static HashSet<MarkKey>? Pressing(IReadOnlyList<SeriesRecord> records)
    {
        HashSet<MarkKey>? pressing = null;
        for (var i = 0; i < records.Count; i++)
            if (records[i].Lane is not Lane.Live)
                (pressing ??= []).Add(new MarkKey(records[i].Gateway, records[i].Id.Epoch));
        return pressing;
    }
}
