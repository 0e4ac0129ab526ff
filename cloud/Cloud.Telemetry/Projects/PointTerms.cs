using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Sensors;

namespace Cloud.Telemetry.Projects;

/// <summary>How long a point may be silent before its last value is stale: three report periods. Pure.</summary>
public static class PointTerms
{
    /// <summary>For points that no profile and no sensor type knows.</summary>
    public static readonly TimeSpan UnknownPoint = TimeSpan.FromSeconds(60);

    private const int Periods = 3;

    public static TimeSpan StaleAfter(DeviceProfile? profile, PointId point)
    {
        if (profile is null)
            return UnknownPoint;
        var own = profile.Points.FirstOrDefault(p => string.Equals(p.Id, point.Value, StringComparison.Ordinal));
        if (own?.Report is { } report && ReportPeriod.TryParse(report.Period, out var period))
            return period * Periods;
        return SensorTypes.Find(profile.SensorType)?.Find(point.Value) is { } usual ? TimeSpan.FromSeconds(usual.StaleAfter) : UnknownPoint;
    }
}
