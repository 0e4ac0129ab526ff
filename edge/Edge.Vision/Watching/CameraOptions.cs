using System.Globalization;

namespace Edge.Vision.Watching;

/// <summary>What is special about one camera. Section <c>Cameras:{id}</c>.</summary>
public sealed class CameraOptions
{
    /// <summary>Set for a camera that no gateway announces (a bench, an evaluation); otherwise empty.</summary>
    public string Address { get; set; } = "";

    /// <summary>Polygons in the picture.</summary>
    public List<ZoneOptions> Zones { get; } = [];

    /// <summary>Times of day at which a point is watched; a point that is not named here is always watched.</summary>
    public List<ScheduleOptions> Schedules { get; } = [];

    /// <summary>Permits for hot work: fire and smoke are recorded then but raise nothing.</summary>
    public List<PermitOptions> Permits { get; } = [];

    /// <summary>Numbers that go before those of section <c>Watch</c>, by their names there.</summary>
    public WatchOptions? Watch { get; set; }

    /// <summary>Address of the camera's ONVIF device service, for its clock; empty = not asked.</summary>
    public string Onvif { get; set; } = "";

    /// <summary>False to keep no recordings of this camera.</summary>
    public bool Record { get; set; } = true;

    /// <summary>Everything that is wrong with it.</summary>
    public IEnumerable<string> Faults(string id)
    {
        foreach (var zone in Zones)
        {
            if (zone.Kind is not ("watch" or "forbidden" or "ignore"))
                yield return $"Cameras:{id}: zone '{zone.Name}' is neither watch, forbidden nor ignore";
            if (!Polygon.TryParse(zone.Polygon, out _))
                yield return $"Cameras:{id}: zone '{zone.Name}' needs three to fifty corners 'x,y' of 0 to 1, apart by blanks";
        }

        foreach (var schedule in Schedules)
            if (!TimeOnly.TryParse(schedule.From, CultureInfo.InvariantCulture, out _) || !TimeOnly.TryParse(schedule.To, CultureInfo.InvariantCulture, out _))
                yield return $"Cameras:{id}: schedule of '{schedule.Point}' is no time of day";
        foreach (var permit in Permits)
            if (permit.To <= permit.From)
                yield return $"Cameras:{id}: permit '{permit.Number}' ends before it begins";
        if (Onvif.Length > 0 && !Uri.TryCreate(Onvif, UriKind.Absolute, out _))
            yield return $"Cameras:{id}: Onvif is no address";
        if (Watch is { } watch)
        {
            foreach (var fault in new WatchOptionsValidator().Validate(null, watch).Failures ?? [])
                yield return $"Cameras:{id}:Watch: {fault}";
        }
    }
}

/// <summary>A part of the picture.</summary>
public sealed class ZoneOptions
{
    /// <summary>For people.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>watch</c>: helmet and vest are judged only in such zones; <c>forbidden</c>: nobody may be here; <c>ignore</c>: nothing is seen here.</summary>
    public string Kind { get; set; } = "watch";

    /// <summary>Corners as shares of width and height: <c>0.1,0.2 0.9,0.2 0.9,0.9</c>.</summary>
    public string Polygon { get; set; } = "";
}

/// <summary>When a point is watched, site time; several for one point are added up.</summary>
public sealed class ScheduleOptions
{
    /// <summary><c>no-helmet no-vest fire smoke intrusion</c>.</summary>
    public string Point { get; set; } = "";

    /// <summary>HH:mm.</summary>
    public string From { get; set; } = "00:00";

    /// <summary>HH:mm; before <see cref="From"/> for a night.</summary>
    public string To { get; set; } = "00:00";
}

/// <summary>A permit for hot work.</summary>
public sealed class PermitOptions
{
    /// <summary>Number of the permit, for the record.</summary>
    public string Number { get; set; } = "";

    /// <summary>Begin.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>End.</summary>
    public DateTimeOffset To { get; set; }
}
