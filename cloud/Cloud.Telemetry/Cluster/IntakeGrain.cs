using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Series;
using Telemetry.Model;

namespace Cloud.Telemetry.Cluster;

/// <summary>
/// The one door of a project's records where its gateways are spread over silos. Key: the project id. The evaluation's
/// checkpoint says "everything up to this position", which holds only if batches are stored and evaluated in one order.
/// </summary>
[Alias("IIntakeGrain")]
internal interface IIntakeGrain : IGrainWithStringKey
{
    [Alias("Take")]
    Task<AppendResult> TakeAsync(ProjectBatch batch, CancellationToken cancel);
}

/// <inheritdoc cref="IIntakeGrain"/>
internal sealed class IntakeGrain(LocalIntake intake) : Grain, IIntakeGrain
{
    public Task<AppendResult> TakeAsync(ProjectBatch batch, CancellationToken cancel) => intake.TakeAsync(batch, cancel);
}

/// <summary>Hands batches to the project's door, wherever that is.</summary>
internal sealed class SharedIntake(IGrainFactory grains) : IProjectIntake
{
    public Task<AppendResult> TakeAsync(ProjectBatch batch, CancellationToken cancel) =>
        grains.GetGrain<IIntakeGrain>(batch.Project.Value).TakeAsync(batch, cancel);
}

[GenerateSerializer, Alias("SequenceRangesSurrogate")]
internal struct SequenceRangesSurrogate
{
    [Id(0)] public ulong HighWater;
    [Id(1)] public SequenceRange[] Islands;
}

[RegisterConverter]
internal sealed class SequenceRangesConverter : IConverter<SequenceRanges, SequenceRangesSurrogate>
{
    public SequenceRanges ConvertFromSurrogate(in SequenceRangesSurrogate surrogate) => SequenceRanges.Restore(surrogate.HighWater, surrogate.Islands);

    public SequenceRangesSurrogate ConvertToSurrogate(in SequenceRanges value) => new() { HighWater = value.HighWater, Islands = [.. value.Islands] };
}
