using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cloud.Storage.Records;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Storage.InfluxDb;

/// <summary>
/// Telemetry on a line-protocol server that several processes share. The readings are written and flushed first, then the
/// marks, tallies and events go into the record database in one transaction: what is marked is on disk, and what was written
/// without being marked is sent again and takes its own place (decision 0003).
/// </summary>
public sealed class InfluxSeriesStore : ITimeSeriesStore, IAsyncDisposable
{
    private const int MostPointsPerCommit = 200_000;
    private const int DaysAtOnce = 2;

    private static readonly Meter Meter = new("Cloud.Series.Influx");
    private static readonly Counter<long> Points = Meter.CreateCounter<long>("series.points", description: "Readings stored.");
    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("series.conflicts", description: "Commits refused because another process had written the project.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("series.commit-failures", description: "Commits that a server refused.");
    private static readonly Histogram<double> Commits = Meter.CreateHistogram<double>("series.commit", "ms", "Duration of a commit.");

    private readonly InfluxDbOptions _options;
    private readonly ISeriesServer _server;
    private readonly SeriesBook _book;
    private readonly SeriesLines _lines;
    private readonly TimeProvider _time;
    private readonly ILogger<InfluxSeriesStore> _logger;
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(4096);
    private readonly Dictionary<ProjectId, BookState> _states = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;
    private TaskCompletionSource _urgent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _prepared;
    private bool _disposed;

    public InfluxSeriesStore(IOptions<InfluxDbOptions> options, RecordDatabase records, TimeProvider time, ILogger<InfluxSeriesStore> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        _server = _options.Server is InfluxDbServer.VictoriaMetrics ? new VictoriaMetricsServer(_options) : new InfluxDb1Server(_options);
        (_book, _lines) = (new SeriesBook(records), new SeriesLines(_options.Database));
        _loop = Task.Run(CommitLoopAsync);
    }

    public async Task<AppendResult> AppendAsync(ProjectBatch batch, CancellationToken cancel)
    {
        var request = new Request(batch);
        await _requests.Writer.WriteAsync(request, cancel);
        if (batch.Records.Any(r => r.Lane is Lane.Alarm))
            Volatile.Read(ref _urgent).TrySetResult();
        return await request.Done.Task.WaitAsync(cancel);
    }

    public async Task<ProjectMarks> MarksAsync(ProjectId project, CancellationToken cancel)
    {
        var state = await _book.ReadAsync(project, cancel);
        return new ProjectMarks(state.Position, state.Marks);
    }

    public async Task<IReadOnlyList<Curve>> QueryAsync(CurveQuery query, CancellationToken cancel)
    {
        var builders = query.Points.DistinctBy(p => p.Point).ToDictionary(p => p.Point, p => new CurveBuilder(query, p));
        var replay = new ReplayQuery(query.Project, ReplayOrder.DeviceTime, query.From, query.To, query.Device, [.. builders.Keys]);
        foreach (var (device, day) in await _book.DaysAsync(replay, cancel))
            foreach (var row in await ReadAsync(replay, device, day, day, cancel))
                if (builders.TryGetValue(row.Point, out var builder))
                    builder.Add(row);
        return [.. query.Points.Select(p => builders[p.Point].Build())];
    }

    public async Task<IReadOnlyList<StoredReading>> LatestAsync(ProjectId project, DateTimeOffset before, CancellationToken cancel)
    {
        await PrepareAsync(cancel);
        return [.. (await _server.LatestAsync(project, before.ToUnixTimeMilliseconds(), cancel)).Select(row => Stored(row))];
    }

    public async IAsyncEnumerable<StoredReading> ReplayAsync(ReplayQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var days = await _book.DaysAsync(query, cancel);
        if (query.Order is ReplayOrder.DeviceTime)
        {
            foreach (var (device, first, last) in Spans(days))
                foreach (var row in await ReadAsync(query, device, first, last, cancel))
                    yield return Stored(row);
            yield break;
        }

        var all = new List<StoredReading>();
        foreach (var (device, first, last) in Spans(days))
            all.AddRange((await ReadAsync(query, device, first, last, cancel)).Select(row => Stored(row)));
        // Stable: within one commit by device and time, as gathered.
        foreach (var stored in all.OrderBy(s => s.Arrival))
            yield return stored;
    }

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel) => _book.EventsAsync(query, cancel);

    public async Task<DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel) =>
        await _book.TallyAsync(project, from, to, cancel) with { Marks = (await _book.ReadAsync(project, cancel)).Marks };

    /// <summary>Commits what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        // A container that knows it under two names disposes of it twice.
        if (_disposed)
            return;
        _disposed = true;
        _requests.Writer.TryComplete();
        _urgent.TrySetResult();
        // A server that is gone must not hold up the end of the process; what it did not take is not acknowledged.
        _closing.CancelAfter(TimeSpan.FromSeconds(3));
        await _loop;
        _server.Dispose();
        _closing.Dispose();
    }

    private static StoredReading Stored(in SeriesRow row) => new(
        row.Device,
        new Reading(
            row.Point, DateTimeOffset.FromUnixTimeMilliseconds(row.Milliseconds), row.Value, SeriesLines.QualityOf(row.Status), SeriesLines.ReasonOf(row.Status)),
        SeriesLines.LaneOf(row.Status), SeriesLines.IsLate(row.Status), row.Arrival);

    /// <summary>Few days are read at one go for all devices, as a project that comes to life asks for; many day by day.</summary>
    private static IEnumerable<(DeviceId? Device, int First, int Last)> Spans(List<(DeviceId Device, int Day)> days) =>
        days.Count > 0 && days.Max(d => d.Day) - days.Min(d => d.Day) < DaysAtOnce
            ? [(null, days.Min(d => d.Day), days.Max(d => d.Day))]
            : days.Select(d => ((DeviceId?)d.Device, d.Day, d.Day));

    /// <summary>The readings of some site days that a query asks for, by device and ascending in time, each once.</summary>
    private async Task<List<SeriesRow>> ReadAsync(ReplayQuery query, DeviceId? device, int first, int last, CancellationToken cancel)
    {
        await PrepareAsync(cancel);
        var from = Math.Max(query.From.ToUnixTimeMilliseconds(), SiteDay.Start(SiteDay.FromNumber(first)).ToUnixTimeMilliseconds());
        var to = Math.Min(query.To.ToUnixTimeMilliseconds(), SiteDay.Start(SiteDay.FromNumber(last)).ToUnixTimeMilliseconds() + 86_400_000);
        if (from >= to)
            return [];
        var rows = await _server.ReadAsync(query.Project, device ?? query.Device, query.Points, from, to, cancel);
        rows.RemoveAll(row => row.Arrival <= query.AfterArrival || row.Arrival > query.UpToArrival);
        rows.Sort(Order);
        // One that was written before a crash and again after it, then late, has two places.
        var kept = 0;
        for (var i = 0; i < rows.Count; i++)
            if (kept == 0 || rows[kept - 1].Time != rows[i].Time || rows[kept - 1].Point != rows[i].Point || rows[kept - 1].Device != rows[i].Device)
                rows[kept++] = rows[i];
        rows.RemoveRange(kept, rows.Count - kept);
        return rows;
    }

    private static int Order(SeriesRow a, SeriesRow b)
    {
        var order = string.CompareOrdinal(a.Device.Value, b.Device.Value);
        if (order == 0)
            order = a.Time.CompareTo(b.Time);
        if (order == 0)
            order = string.CompareOrdinal(a.Point.Value, b.Point.Value);
        return order == 0 ? a.Arrival.CompareTo(b.Arrival) : order;
    }

    private async Task PrepareAsync(CancellationToken cancel)
    {
        if (_prepared)
            return;
        await _server.PrepareAsync(cancel);
        _prepared = true;
    }

    private async Task CommitLoopAsync()
    {
        var group = new List<Request>();
        var last = 0L;
        while (await _requests.Reader.WaitToReadAsync())
        {
            await PaceAsync(last);
            last = _time.GetTimestamp();
            group.Clear();
            Volatile.Write(ref _urgent, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            for (var points = 0; points < MostPointsPerCommit && _requests.Reader.TryRead(out var request); points += request.Points)
                group.Add(request);
            try
            {
                await CommitAsync(group, _closing.Token);
                Commits.Record(_time.GetElapsedTime(last).TotalMilliseconds);
            }
            catch (Exception fault) // the loop: nobody of this group may believe that it was stored, and the next group is tried
            {
                Failures.Add(1);
                Log.CommitFailed(_logger, fault, group.Count);
                foreach (var request in group)
                {
                    _states.Remove(request.Batch.Project);
                    request.Done.TrySetException(new IOException("The series store did not take the batch.", fault));
                }
            }
        }
    }

    private async Task PaceAsync(long last)
    {
        if (last == 0 || _options.CommitEveryMilliseconds == 0)
            return;
        var wait = TimeSpan.FromMilliseconds(_options.CommitEveryMilliseconds) - _time.GetElapsedTime(last);
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(Volatile.Read(ref _urgent).Task, Task.Delay(wait, _time));
    }

    private async Task CommitAsync(List<Request> group, CancellationToken cancel)
    {
        await PrepareAsync(cancel);
        _lines.Clear();
        var changes = new Dictionary<ProjectId, BookChange>();
        foreach (var request in group)
        {
            var project = request.Batch.Project;
            if (!changes.TryGetValue(project, out var change))
            {
                if (!_states.TryGetValue(project, out var state))
                    _states.Add(project, state = await _book.ReadAsync(project, cancel));
                changes.Add(project, change = new BookChange(project, state, Math.Max(state.Position + 1, _time.GetUtcNow().ToUnixTimeMilliseconds())));
            }

            request.Counts = change.Take(request.Batch, _lines);
        }

        if (!_lines.Written.IsEmpty)
        {
            await _server.WriteAsync(_lines.Written, cancel);
            await _server.FlushAsync(cancel);
        }

        var written = changes.Values.Where(c => !c.IsEmpty).ToList();
        var held = written.Count == 0 ? [] : await _book.CommitAsync(written, cancel);
        for (var i = 0; i < written.Count; i++)
        {
            if (held[i])
                _states[written[i].Project] = written[i].After();
            else
                _states.Remove(written[i].Project);
        }

        foreach (var request in group)
            Answer(request, changes[request.Batch.Project]);
    }

    private void Answer(Request request, BookChange change)
    {
        if (!_states.TryGetValue(request.Batch.Project, out var state))
        {
            Conflicts.Add(1);
            request.Done.TrySetException(new IOException("Another process has written the project meanwhile."));
            return;
        }

        Points.Add(request.Counts.Stored == 0 ? 0 : request.Points);
        request.Done.TrySetResult(new AppendResult(
            state.Position, request.Counts.Stored, request.Counts.Duplicates,
            request.Batch.Records.Select(r => new MarkKey(r.Gateway, r.Id.Epoch)).Distinct().ToDictionary(key => key, change.Current)));
    }

    private sealed class Request(ProjectBatch batch)
    {
        public ProjectBatch Batch { get; } = batch;

        public int Points { get; } = batch.Records.Sum(r => r.Readings.Length);

        public (int Stored, int Duplicates) Counts { get; set; }

        public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 5011, Level = LogLevel.Error, Message = "The series store could not commit {Batches} batches; they will be sent again.")]
    public static partial void CommitFailed(ILogger logger, Exception fault, int batches);
}
