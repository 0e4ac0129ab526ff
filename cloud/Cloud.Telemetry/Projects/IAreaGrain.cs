namespace Cloud.Telemetry.Projects;

/// <summary>Counts of an area: a county, a city or a province.</summary>
[GenerateSerializer, Immutable, Alias("AreaCounts")]
public sealed record AreaCounts([property: Id(0)] int Projects, [property: Id(1)] ProjectCounts Counts)
{
    public static AreaCounts None { get; } = new(0, ProjectCounts.None);
}

/// <summary>
/// Roll-up of an area, so that a dashboard never scans. Key: a code of GB/T 2260, six digits for a county, four for a city,
/// two for a province. Counties are fed by project grains and feed cities, cities provinces. Held in memory: every
/// child reports again within a minute of a restart.
/// </summary>
[Alias("IAreaGrain")]
public interface IAreaGrain : IGrainWithStringKey
{
    [Alias("Counts")]
    Task<AreaCounts> CountsAsync(CancellationToken cancel);

    /// <summary>Counts of the children (projects of a county, counties of a city, cities of a province).</summary>
    [Alias("Children")]
    Task<IReadOnlyDictionary<string, AreaCounts>> ChildrenAsync(CancellationToken cancel);

    /// <summary>A child reports; null when it has left the area.</summary>
    [Alias("Report")]
    Task ReportAsync(string child, AreaCounts? counts, CancellationToken cancel);
}
