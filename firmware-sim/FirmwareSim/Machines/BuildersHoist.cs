namespace FirmwareSim.Machines;

/// <summary>One car of a SC200/200 rack-and-pinion hoist: rides between floors, doors, people, governor, mast lean.</summary>
/// <param name="id">Device id.</param>
/// <param name="topHeight">Upper limit switch, m.</param>
/// <param name="noise">Its randomness.</param>
public sealed class BuildersHoist(string id, double topHeight, Noise noise) : IMachine
{
    private const double RatedSpeed = 0.6;

    private static readonly string[] QuietFlags =
    [
        "back-door-open", "hatch-open", "limit-final", "governor-tripped", "alarm-wind", "alarm-height", "alarm-tilt",
        "alarm-overtravel", "alarm-limit-up", "alarm-limit-down", "alarm-battery", "alarm-ups", "alarm-maintenance",
        "alarm-governor-due", "alarm-inspection-due", "alarm-governor",
    ];

    private readonly Dictionary<string, double> _values = [];
    private double _height;
    private double _target;
    private double _wait = 8;
    private double _load;
    private double _people = 1;
    private double _doorOpenWhileMoving;
    private double _overload;
    private double _overspeed;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        switch (happening)
        {
            case "door-open-moving": _doorOpenWhileMoving = arguments.Get("seconds", 20); return true;
            case "overload": _overload = arguments.Get("seconds", 60); return true;
            case "overspeed": _overspeed = arguments.Get("seconds", 10); return true;
            default: return false;
        }
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _doorOpenWhileMoving = Math.Max(0, _doorOpenWhileMoving - seconds);
        _overload = Math.Max(0, _overload - seconds);
        _overspeed = Math.Max(0, _overspeed - seconds);
        var speed = Ride(site, seconds);
        var moving = Math.Abs(speed) > 0.01;
        var doorOpen = (!moving && _wait > 1) || (moving && _doorOpenWhileMoving > 0);
        var load = _overload > 0 ? 2_260 : _load;

        _values["load"] = Math.Max(0, load + noise.Gauss(6));
        _values["people"] = _overload > 0 ? 11 : _people;
        _values["speed"] = speed == 0 ? 0 : Math.Abs(speed + noise.Gauss(0.004));
        _values["height"] = Math.Max(0, _height + noise.Gauss(0.01));
        _values["floor"] = Math.Floor(_height / 3) + 1;
        _values["wind-speed"] = Math.Max(0, site.Weather.WindAt(topHeight) + noise.Gauss(0.1));
        _values["mast-tilt-x"] = 0.015 + noise.Gauss(0.002);
        _values["mast-tilt-y"] = 0.012 + noise.Gauss(0.002);
        _values["mast-tilt"] = Math.Sqrt(Math.Pow(_values["mast-tilt-x"], 2) + Math.Pow(_values["mast-tilt-y"], 2));
        _values["governor-days-left"] = 214;
        _values["driver-id"] = 2_024_000_038;
        _values["driver-signed-on"] = 1;
        _values["moving"] = moving ? 1 : 0;
        _values["front-door-open"] = doorOpen ? 1 : 0;
        _values["limit-up"] = _height >= topHeight - 0.05 ? 1 : 0;
        _values["limit-down"] = _height <= 0.05 ? 1 : 0;
        _values["alarm-load"] = _overload > 0 ? 1 : 0;
        _values["alarm-people"] = _overload > 0 ? 1 : 0;
        _values["alarm-speed"] = _overspeed > 0 && moving ? 1 : 0;
        foreach (var quiet in QuietFlags)
            _values[quiet] = 0;
    }

    private double Ride(SiteState site, double seconds)
    {
        if (_wait > 0)
        {
            _wait -= seconds;
            if (_wait > 0 || !site.IsWorkingHour)
                return 0;
            _target = Math.Round(noise.Uniform(0, topHeight - 4) / 3) * 3;
            _people = Math.Round(noise.Uniform(1, 8));
            _load = (_people * 75) + noise.Uniform(0, 900);
        }

        var pace = RatedSpeed * (_overspeed > 0 ? 1.3 : 1);
        var distance = _target - _height;
        if (Math.Abs(distance) <= pace * seconds)
        {
            _height = _target;
            _wait = noise.Uniform(10, 30);
            return 0;
        }

        var speed = Math.Sign(distance) * pace;
        _height += speed * seconds;
        return speed;
    }
}
