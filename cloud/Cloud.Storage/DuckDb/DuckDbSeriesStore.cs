using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading.Channels;
using Cloud.Telemetry.Delivery;
using Cloud.Telemetry.Series;
using DuckDB.NET.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Storage.DuckDb;

/// <summary>
/// Telemetry in one DuckDB file: one writer, group commits in order of arrival, no index. Queries have connections of
/// their own and never wait for the writer.
/// </summary>
public sealed class DuckDbSeriesStore : ITimeSeriesStore, IAsyncDisposable
{
    private const int MostPointsPerCommit = 500_000;

    private static readonly Meter Meter = new("Cloud.Series");
    private static readonly Counter<long> Points = Meter.CreateCounter<long>("series.points", description: "Readings stored.");
    private static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("series.duplicates", description: "Records that were held already.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("series.commit-failures", description: "Commits that the disk refused.");
    private static readonly Histogram<double> Commits = Meter.CreateHistogram<double>("series.commit", "ms", "Duration of a commit.");

    private readonly DuckDbSeriesOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DuckDbSeriesStore> _logger;
    private readonly string _connectionString;
    private readonly FreshTables _fresh;
    private readonly SeriesWriter _writer;
    private readonly SeriesReader _reader;
    private readonly Channel<Request> _requests = Channel.CreateBounded<Request>(4096);
    private readonly Task _loop;
    private TaskCompletionSource _urgent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DuckDbSeriesStore(IOptions<DuckDbSeriesOptions> options, TimeProvider time, ILogger<DuckDbSeriesStore> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        System.IO.Directory.CreateDirectory(_options.Folder);
        var database = Path.Combine(_options.Folder, "series.duckdb");
        _connectionString = string.Create(CultureInfo.InvariantCulture,
            $"Data Source={database};memory_limit={_options.MemoryLimitMiB}MiB;threads={_options.Threads};checkpoint_threshold={_options.CheckpointMiB}MiB");
        _fresh = new FreshTables(Open, _options.SettleRows, logger);
        using var first = TornLog.Open(Open, database, time, logger);
        _writer = new SeriesWriter(Open, _fresh);
        _reader = new SeriesReader(Open, _options.Readers);
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

    public Task<ProjectMarks> MarksAsync(ProjectId project, CancellationToken cancel) => Task.FromResult(_writer.Marks.Snapshot(project));

    public Task<IReadOnlyList<Curve>> QueryAsync(CurveQuery query, CancellationToken cancel) => _reader.CurvesAsync(query, cancel);

    public Task<IReadOnlyList<StoredReading>> LatestAsync(ProjectId project, DateTimeOffset before, CancellationToken cancel) =>
        _reader.LatestAsync(project, before, cancel);

    public IAsyncEnumerable<StoredReading> ReplayAsync(ReplayQuery query, CancellationToken cancel) => _reader.ReplayAsync(query, cancel);

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(EventQuery query, CancellationToken cancel) => _reader.EventsAsync(query, cancel);

    public async Task<DeliveryTally> TallyAsync(ProjectId project, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var tally = await _reader.TallyAsync(project, from, to, cancel);
        return tally with { Marks = _writer.Marks.Snapshot(project).Marks };
    }

    /// <summary>Writes a copy of everything as of one instant into a new file while commits go on.</summary>
    public void CopyTo(string path)
    {
        using var connection = Open();
        connection.Execute($"ATTACH '{path.Replace("'", "''", StringComparison.Ordinal)}' AS copied");
        try
        {
            connection.Execute("COPY FROM DATABASE series TO copied");
        }
        finally
        {
            connection.Execute("DETACH copied");
        }
    }

    /// <summary>Commits what is queued, folds the log into the file and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        _urgent.TrySetResult();
        await _loop;
        await _fresh.DisposeAsync();
        await _reader.DisposeAsync();
        _writer.Dispose();
    }

    private DuckDBConnection Open()
    {
        var connection = new DuckDBConnection(_connectionString);
        connection.Open();
        return connection;
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
            Commit(group);
        }
    }

    // The first batch after a pause is committed at once; under load batches gather; an alarm shortens the gathering.
    private async Task PaceAsync(long last)
    {
        if (last == 0 || _options.CommitEveryMilliseconds == 0)
            return;
        var wait = TimeSpan.FromMilliseconds(_options.CommitEveryMilliseconds) - _time.GetElapsedTime(last);
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(Volatile.Read(ref _urgent).Task, Task.Delay(wait, _time));
        wait = TimeSpan.FromMilliseconds(_options.UrgentCommitEveryMilliseconds) - _time.GetElapsedTime(last);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time);
    }

    private void Commit(List<Request> group)
    {
        var started = _time.GetTimestamp();
        try
        {
            var results = _writer.Commit([.. group.Select(r => r.Batch)], _time.GetUtcNow().ToUnixTimeMilliseconds());
            for (var i = 0; i < group.Count; i++)
                group[i].Done.TrySetResult(results[i]);
            Points.Add(group.Sum(r => r.Points));
            Duplicates.Add(results.Sum(r => r.Duplicates));
            Commits.Record(_time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception fault) // the loop: nobody of this group may believe that it was stored, and the next group is tried
        {
            Failures.Add(1);
            Log.CommitFailed(_logger, fault, group.Count);
            foreach (var request in group)
                request.Done.TrySetException(new IOException("The series store did not take the batch.", fault));
        }
    }

    private sealed class Request(ProjectBatch batch)
    {
        public ProjectBatch Batch { get; } = batch;

        public int Points { get; } = batch.Records.Sum(r => r.Readings.Length);

        public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal static partial class Log
{
    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "The series store could not commit {Batches} batches; they will be sent again.")]
    public static partial void CommitFailed(ILogger logger, Exception fault, int batches);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "The last {Bytes} bytes of the series store's log were torn, as after a power failure; they are kept in {Aside} and cut off.")]
    public static partial void TornLog(ILogger logger, long bytes, string aside);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "Readings could not be sorted into the settled table; they stay where they are and it is tried again.")]
    public static partial void SettleFailed(ILogger logger, Exception fault);
}
