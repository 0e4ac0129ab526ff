using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Series;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Stores a batch of one project and has it evaluated; batches of a project go through one after another.</summary>
internal interface IProjectIntake
{
    /// <summary>Returns once everything of the batch is on disk and evaluated; throws when it is not, and then takes it again.</summary>
    Task<AppendResult> TakeAsync(ProjectBatch batch, CancellationToken cancel);
}

/// <summary>In this process, where one pipeline a project is the only one.</summary>
internal sealed class LocalIntake(ITimeSeriesStore store, IGrainFactory grains) : IProjectIntake
{
    public async Task<AppendResult> TakeAsync(ProjectBatch batch, CancellationToken cancel)
    {
        var stored = await store.AppendAsync(batch, cancel);
        await grains.Project(batch.Project).EvaluateAsync(batch, stored.Position, cancel);
        return stored;
    }
}
