namespace Cloud.Platform.Areas;

/// <summary>The box around an area, in degrees: good for telling a place that is far off, not for deciding a boundary.</summary>
/// <param name="West">Degrees east.</param>
/// <param name="South">Degrees north.</param>
/// <param name="East">Degrees east.</param>
/// <param name="North">Degrees north.</param>
public sealed record AreaExtent(double West, double South, double East, double North)
{
    // About 3 km: boundaries moved since they were drawn, and a GCJ-02 position is up to 700 m off.
    private const double Margin = 0.03;

    /// <summary>True within the box and close to it.</summary>
    /// <param name="longitude">Degrees east.</param>
    /// <param name="latitude">Degrees north.</param>
    public bool IsNear(double longitude, double latitude) =>
        longitude >= West - Margin && longitude <= East + Margin && latitude >= South - Margin && latitude <= North + Margin;
}
