namespace FirmwareSim.Machines;

/// <summary>
/// Load chart of a saddle-jib crane by the moment law Q(R) = min(Qmax, K/R − q); the defaults are a QTZ80 with 56 m jib
/// (6 t at 13.7 m, 1.0 t at 56 m).
/// </summary>
/// <param name="MaxLoad">Qmax, t.</param>
/// <param name="K">Moment constant, t·m.</param>
/// <param name="Q">Weight of trolley, block and rope share, t.</param>
/// <param name="MinRadius">m.</param>
/// <param name="MaxRadius">m.</param>
public sealed record LoadChart(double MaxLoad = 6, double K = 90.686, double Q = 0.6194, double MinRadius = 2.5, double MaxRadius = 56)
{
    /// <summary>Rated load at a radius, t.</summary>
    public double RatedLoad(double radius) =>
        Math.Min(MaxLoad, (K / Math.Clamp(radius, MinRadius, MaxRadius)) - Q);

    /// <summary>Moment ratio, % of the rated moment at that radius.</summary>
    public double MomentRatio(double load, double radius) => 100 * load / RatedLoad(radius);

    /// <summary>Load moment, kN·m.</summary>
    public static double Moment(double load, double radius) => load * 9.80665 * radius;
}
