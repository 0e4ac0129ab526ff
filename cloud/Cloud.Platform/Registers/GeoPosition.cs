namespace Cloud.Platform.Registers;

/// <summary>Reference frame of a position.</summary>
public enum Datum
{
    /// <summary>CGCS2000, for the platform's purposes equal to WGS-84.</summary>
    [Label("国家2000", "CGCS2000")]
    Cgcs2000,

    /// <summary>GCJ-02, as phones and public maps give it.</summary>
    [Label("火星坐标", "GCJ-02")]
    Gcj02,
}

/// <summary>A place on the map.</summary>
/// <param name="Longitude">Degrees east, 73–136.</param>
/// <param name="Latitude">Degrees north, 3–54.</param>
/// <param name="Datum">Reference frame of the two.</param>
public sealed record GeoPosition(double Longitude, double Latitude, Datum Datum = Datum.Cgcs2000)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault() =>
        Longitude is not (>= 73 and <= 136) ? "经度须在73至136之间" : Latitude is not (>= 3 and <= 54) ? "纬度须在3至54之间" : null;
}
