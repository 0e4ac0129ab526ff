using System.Globalization;

namespace Edge.Vision.Watching;

/// <summary>A camera's zones, schedules and permits, ready to be asked.</summary>
public sealed class CameraPlan
{
    // China has had one zone and no summer time since 1991.
    private static readonly TimeSpan SiteOffset = TimeSpan.FromHours(8);

    private readonly List<(string Name, Polygon Area)> _watched = [];
    private readonly List<(string Name, Polygon Area)> _forbidden = [];
    private readonly List<Polygon> _ignored = [];
    private readonly ILookup<string, (TimeOnly From, TimeOnly To)> _schedules;
    private readonly IReadOnlyList<PermitOptions> _permits;

    /// <param name="options">Checked by <see cref="CameraOptions.Faults"/>.</param>
    public CameraPlan(CameraOptions options)
    {
        foreach (var zone in options.Zones)
            if (Polygon.TryParse(zone.Polygon, out var area))
                switch (zone.Kind)
                {
                    case "forbidden":
                        _forbidden.Add((zone.Name, area));
                        break;
                    case "ignore":
                        _ignored.Add(area);
                        break;
                    default:
                        _watched.Add((zone.Name, area));
                        break;
                }

        _schedules = options.Schedules.ToLookup(
            schedule => schedule.Point,
            schedule => (TimeOnly.Parse(schedule.From, CultureInfo.InvariantCulture), TimeOnly.Parse(schedule.To, CultureInfo.InvariantCulture)));
        _permits = options.Permits;
    }

    /// <summary>True when helmets and vests are judged only in zones.</summary>
    public bool HasWatchedZones => _watched.Count > 0;

    public bool HasForbiddenZones => _forbidden.Count > 0;

    /// <summary>The watched zone around a point of the picture, or null.</summary>
    public string? Watched(float x, float y) => Name(_watched, x, y);

    /// <summary>The forbidden zone around a point of the picture, or null.</summary>
    public string? Forbidden(float x, float y) => Name(_forbidden, x, y);

    /// <summary>True where nothing is to be seen.</summary>
    public bool IsIgnored(float x, float y) => _ignored.Exists(area => area.Contains(x, y));

    /// <summary>True when the point is watched at this time of day.</summary>
    public bool IsOn(string point, DateTimeOffset at)
    {
        if (!_schedules.Contains(point))
            return true;
        var time = TimeOnly.FromDateTime(at.ToOffset(SiteOffset).DateTime);
        return _schedules[point].Any(span => time.IsBetween(span.From, span.To));
    }

    /// <summary>The hot-work permit in force, or null.</summary>
    public string? Permit(DateTimeOffset at) => _permits.FirstOrDefault(permit => permit.From <= at && at < permit.To)?.Number;

    private static string? Name(List<(string Name, Polygon Area)> zones, float x, float y)
    {
        foreach (var (name, area) in zones)
            if (area.Contains(x, y))
                return name;
        return null;
    }
}
