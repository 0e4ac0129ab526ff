namespace FirmwareSim.Machines;

/// <summary>Where a crane stands and how it is built.</summary>
/// <param name="X">Mast in the site grid, m east.</param>
/// <param name="Y">Mast in the site grid, m north.</param>
/// <param name="JibHeight">Height of the jib above ground, m.</param>
/// <param name="JibLength">m.</param>
/// <param name="Driver">Number of the driver's certificate, 0 = nobody signed on.</param>
public sealed record CraneBuild(double X, double Y, double JibHeight, double JibLength = 56, double Driver = 2_024_000_017);

/// <summary>
/// A hammerhead tower crane that works in cycles (lift, hoist, trolley and slew, lower, unload, return) under its load
/// chart, with a swinging load, noisy instruments, limit switches, wind at jib height and its neighbours' sweep.
/// </summary>
public sealed class TowerCrane(string id, CraneBuild build, LoadChart chart, Noise noise) : IMachine
{
    private readonly Dictionary<string, double> _values = [];
    private readonly CraneCycle _cycle = new(noise, chart, build.JibHeight);
    private double _seconds;
    private double _driver = build.Driver;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>How it is built.</summary>
    public CraneBuild Build => build;

    private (double X, double Y) Mast => (build.X, build.Y);

    private (double X, double Y) JibTip => Geometry.Polar(Mast, build.JibLength, _cycle.Slew);

    private (double X, double Y) HookPlace => Geometry.Polar(Mast, _cycle.Radius, _cycle.Slew);

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        switch (happening)
        {
            case "load-creep":
                _cycle.CreepOut(arguments.Get("load", 2.2), arguments.Get("to", 34), arguments.Get("seconds", 60), arguments.Get("hold", 45));
                return true;
            case "closing":
                _cycle.SlewTo(arguments.Get("slew", 0), arguments.Get("radius", 50), arguments.Get("seconds", 60), arguments.Get("hold", 45));
                return true;
            case "sign-off":
                _driver = 0;
                return true;
            case "sign-on":
                _driver = arguments.Get("driver", build.Driver);
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _seconds += seconds;
        _cycle.Step(seconds, site.IsWorkingHour);
        var wind = site.Weather.WindAt(build.JibHeight);

        // The load swings like a pendulum on its rope and the cell sees the tension.
        var rope = Math.Max(2, build.JibHeight - _cycle.HookHeight);
        var swing = Math.Sin(2 * Math.PI * _seconds / (2 * Math.PI * Math.Sqrt(rope / 9.80665)));
        var load = Math.Max(0, (_cycle.Load * (1 + (0.01 * swing))) + noise.Gauss(0.0015 * chart.MaxLoad));
        var radius = Math.Clamp(_cycle.Radius + noise.Gauss(0.02), chart.MinRadius, chart.MaxRadius);
        var rated = chart.RatedLoad(radius);
        var ratio = chart.MomentRatio(load, radius);

        // The counterweight balances half of the full moment; the rest leans the mast, by 0.075° at full moment.
        var lean = 0.15 * ((ratio / 100) - 0.5);
        var (sin, cos) = Math.SinCos(_cycle.Slew * Math.PI / 180);
        var tiltX = (lean * cos) + noise.Gauss(0.002);
        var tiltY = (lean * sin) + (0.0002 * wind * wind) + noise.Gauss(0.002);

        _values["load"] = load;
        _values["rated-load"] = rated;
        _values["moment"] = LoadChart.Moment(load, radius);
        _values["moment-ratio"] = Math.Max(0, ratio);
        _values["radius"] = radius;
        _values["hook-height"] = Math.Max(0, _cycle.HookHeight + noise.Gauss(0.02));
        _values["slewing-angle"] = _cycle.Slew + noise.Gauss(0.1);
        _values["travel"] = 0;
        _values["wind-speed"] = Math.Max(0, wind + noise.Gauss(0.1));
        _values["mast-tilt-x"] = tiltX;
        _values["mast-tilt-y"] = tiltY;
        _values["mast-tilt"] = Math.Sqrt((tiltX * tiltX) + (tiltY * tiltY));
        _values["falls"] = 4;
        _values["cycle-count"] = _cycle.Completed;
        _values["height-margin"] = build.JibHeight - 2 - _cycle.HookHeight;
        _values["radius-margin"] = Math.Min(chart.MaxRadius - _cycle.Radius, _cycle.Radius - chart.MinRadius);
        _values["zone-distance"] = 60;
        SetNeighbour(site);
        SetFlags(ratio, load, wind);
    }

    private void SetFlags(double ratio, double load, double wind)
    {
        var tilt = _values["mast-tilt"];
        Flag("lifting", _cycle.IsLifting);
        _values["driver-id"] = _driver;
        Flag("driver-signed-on", _driver != 0);
        Flag("limit-up", _cycle.HookHeight >= build.JibHeight - 2);
        Flag("limit-down", _cycle.HookHeight <= 0.2);
        Flag("limit-out", _cycle.Radius >= chart.MaxRadius - 0.5);
        Flag("limit-in", _cycle.Radius <= chart.MinRadius + 0.5);
        Flag("limit-left", _cycle.Slew <= -540);
        Flag("limit-right", _cycle.Slew >= 540);
        Flag("limit-travel", false);

        // The controller cuts the dangerous motions before 110 %; down and in stay free (GB 5144-2006).
        Flag("cut-up", ratio >= 105 || load >= 1.05 * chart.MaxLoad);
        Flag("cut-out", ratio >= 105);
        Flag("alarm-load", load >= chart.MaxLoad);
        Flag("alarm-moment", ratio >= 100);
        Flag("alarm-height", _cycle.HookHeight >= build.JibHeight - 2);
        Flag("alarm-radius", _cycle.Radius >= chart.MaxRadius - 0.5);
        Flag("alarm-slewing", Math.Abs(_cycle.Slew) >= 540);
        Flag("alarm-wind", wind >= 13.8);
        Flag("alarm-tilt", tilt >= 0.229);
        Flag("alarm-collision", _values["collision-distance"] <= 2);
        Flag("alarm-zone", false);
        Flag("alarm-sensor", false);
    }

    private void Flag(string point, bool on) => _values[point] = on ? 1 : 0;

    private void SetNeighbour(SiteState site)
    {
        var (nearest, number) = (100.0, 0);
        var neighbour = this;
        for (var i = 0; i < site.Cranes.Count; i++)
        {
            if (ReferenceEquals(site.Cranes[i], this))
                continue;
            var distance = Distance(site.Cranes[i]);
            if (number == 0 || distance < nearest)
                (nearest, number, neighbour) = (Math.Min(100, distance), i + 1, site.Cranes[i]);
        }

        _values["collision-distance"] = nearest;
        _values["neighbour"] = number;
        _values["neighbour-slewing-angle"] = number == 0 ? 0 : neighbour._cycle.Slew;
        _values["neighbour-radius"] = number == 0 ? 0 : neighbour._cycle.Radius;
    }

    /// <summary>
    /// Shortest distance to a neighbour, m: jib to jib when the jibs are within 2 m of height; otherwise the hook rope of
    /// the higher crane against the lower jib, and the lower jib against the higher mast.
    /// </summary>
    private double Distance(TowerCrane other)
    {
        if (Math.Abs(build.JibHeight - other.Build.JibHeight) < 2)
            return Geometry.SegmentToSegment(Mast, JibTip, other.Mast, other.JibTip);
        var (higher, lower) = build.JibHeight > other.Build.JibHeight ? (this, other) : (other, this);
        var jibToMast = Geometry.PointToSegment(higher.Mast, lower.Mast, lower.JibTip);
        var ropeToJib = higher._cycle.HookHeight < lower.Build.JibHeight
            ? Geometry.PointToSegment(higher.HookPlace, lower.Mast, lower.JibTip)
            : 100;
        return Math.Min(jibToMast, ropeToJib);
    }
}
