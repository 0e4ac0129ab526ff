using System.Collections.Concurrent;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>One pipeline a project, from its first record until the host stops.</summary>
internal sealed class IngestionPipelines(
    IProjectIntake intake, AcknowledgementPacer pacer, IOptions<IngestionOptions> options, IngestionMetrics metrics,
    TimeProvider time, ILogger<IngestionPipelines> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<ProjectId, Lazy<ProjectPipeline>> _pipelines = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();

    public bool TryAdd(ProjectId project, IReadOnlyList<SeriesRecord> records, int points) =>
        _pipelines.GetOrAdd(project, p => new Lazy<ProjectPipeline>(() => Start(p))).Value.TryAdd(records, points);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        foreach (var pipeline in _running)
            await pipeline.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private ProjectPipeline Start(ProjectId project)
    {
        var pipeline = new ProjectPipeline(project, new PipelinePorts(intake, pacer.AcknowledgeAsync, options.Value, metrics, time, logger));
        _running.Add(Task.Run(() => pipeline.RunAsync(_stop.Token)));
        return pipeline;
    }
}
