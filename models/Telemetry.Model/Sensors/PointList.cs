using Telemetry.Model.Profiles;

namespace Telemetry.Model.Sensors;

/// <summary>Builds the points of one sensor type on one cadence.</summary>
internal sealed class PointList(string period, double periodSeconds)
{
    private readonly List<SensorPoint> _points = [];

    public IReadOnlyList<SensorPoint> Points => _points;

    /// <summary>A measured quantity; a change beyond the dead band is reported at once, the rest every period.</summary>
    public PointList Value(
        string id, string label, string labelEn, string unit, double min, double max, double deadBand, string? source = null)
    {
        var report = new ReportPolicy("change", period, deadBand);
        _points.Add(new SensorPoint(id, label, labelEn, unit, new ValueRange(min, max), report, 3 * periodSeconds, Source: source));
        return this;
    }

    /// <summary>A quantity whose every sample counts (means, energy means): no dead band may thin it out.</summary>
    public PointList Sample(string id, string label, string labelEn, string unit, double min, double max, string? source = null)
    {
        var report = new ReportPolicy("poll", period);
        _points.Add(new SensorPoint(id, label, labelEn, unit, new ValueRange(min, max), report, 3 * periodSeconds, Source: source));
        return this;
    }

    /// <summary>A quantity that is 0 or 1.</summary>
    public PointList Flag(string id, string label, string labelEn, bool output = false, string? source = null)
    {
        var report = new ReportPolicy("change", period, 0.5);
        _points.Add(new SensorPoint(
            id, label, labelEn, Units.None, new ValueRange(0, 1), report, 3 * periodSeconds, Flag: true, Output: output, Source: source));
        return this;
    }
}
