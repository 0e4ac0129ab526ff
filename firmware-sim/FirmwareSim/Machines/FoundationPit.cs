namespace FirmwareSim.Machines;

/// <summary>
/// A supported pit during excavation: strut force grows with depth and temperature, the wall bows below the cut (inclinometer chain), the ground settles, water follows rain and inrush.
/// </summary>
/// <param name="id">Device id.</param>
/// <param name="depths">Depths of the inclinometer's sensors, m, by point id.</param>
/// <param name="noise">Its randomness.</param>
public sealed class FoundationPit(string id, IReadOnlyDictionary<string, double> depths, Noise noise) : IMachine
{
    private readonly Dictionary<string, double> _values = [];
    private double _depth = 6;
    private double _digRate;
    private double _inrush;
    private double _inrushRate;
    private double _rain;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        switch (happening)
        {
            case "excavate":
                _digRate = arguments.Get("depth", 3) / arguments.Get("seconds", 1_800);
                return true;
            case "water-inrush":
                _inrushRate = arguments.Get("rise", 1.6) / arguments.Get("seconds", 120);
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _depth = Math.Min(12, _depth + (_digRate * seconds));
        _inrush = Math.Min(3, _inrush + (_inrushRate * seconds));
        _rain += ((site.Weather.Rain * 0.02) - (_rain * 0.05)) * seconds / 3_600;
        var temperature = 10 + (0.6 * (site.Weather.Temperature - 12));
        var dug = _depth - 6;
        _values["strut-force"] = 260 + (95 * dug) + (1.2 * (temperature - 20)) + noise.Gauss(1.2);
        _values["strut-temperature"] = temperature + noise.Gauss(0.05);
        _values["anchor-force"] = 140 + (22 * dug) + noise.Gauss(0.6);
        _values["earth-pressure"] = 62 + (9 * dug) + noise.Gauss(0.2);
        _values["pore-pressure"] = 31 + (8 * _inrush) + noise.Gauss(0.1);
        _values["water-level"] = -7.5 - dug + _rain + _inrush + noise.Gauss(0.002);
        _values["water-level-change"] = 1_000 * (_rain + _inrush) + noise.Gauss(2);
        _values["top-horizontal"] = 5 + (2.1 * dug) + noise.Gauss(0.05);
        _values["top-vertical"] = 3 + (1.1 * dug) + noise.Gauss(0.05);
        _values["column-vertical"] = 2 + (0.6 * dug) + noise.Gauss(0.05);
        _values["bottom-heave"] = 4 + (1.4 * dug) + noise.Gauss(0.05);
        _values["ground-settlement"] = 4 + (1.6 * dug) + (3 * _inrush) + noise.Gauss(0.04);
        _values["building-settlement"] = 1 + (0.4 * dug) + (0.8 * _inrush) + noise.Gauss(0.02);
        _values["pipe-settlement"] = 1.2 + (0.5 * dug) + (0.9 * _inrush) + noise.Gauss(0.02);
        _values["building-tilt"] = 0.2 + (0.02 * dug) + noise.Gauss(0.005);
        _values["crack"] = 0.08 + (0.01 * dug) + noise.Gauss(0.002);
        _values["rain"] = site.Weather.Rain;
        _values["battery"] = 12.4 + noise.Gauss(0.01);
        foreach (var (point, at) in depths)
            _values[point] = Bow(at) + noise.Gauss(0.03);
    }

    /// <summary>Inward displacement of the wall at a depth, mm: a bell whose peak follows the cut.</summary>
    private double Bow(double at)
    {
        var peak = 8 + (2.4 * (_depth - 6));
        var offset = (at - (0.8 * _depth)) / (0.5 * _depth);
        return peak * Math.Exp(-offset * offset);
    }
}
