using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>A construction project as the register knows it.</summary>
/// <param name="Id">Also the Sparkplug group id.</param>
/// <param name="Name">For people, Chinese.</param>
/// <param name="NameEn">For people, English; null when there is none.</param>
/// <param name="Division">Six digits of GB/T 2260 of the county.</param>
/// <param name="DivisionName">For people: 江苏省苏州市姑苏区.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Longitude">Degrees east, GCJ-02 or WGS-84 as entered.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Stage">Stage of construction: foundation, structure, …</param>
/// <param name="Version">Grows with each change; 0 before it is stored.</param>
[GenerateSerializer, Immutable, Alias("Project")]
public sealed record Project(
    [property: Id(0)] ProjectId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string? NameEn,
    [property: Id(3)] string Division,
    [property: Id(4)] string DivisionName,
    [property: Id(5)] string Address,
    [property: Id(6)] double Longitude,
    [property: Id(7)] double Latitude,
    [property: Id(8)] string Stage,
    [property: Id(9)] long Version = 0);
