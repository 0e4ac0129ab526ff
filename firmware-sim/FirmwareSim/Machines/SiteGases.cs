namespace FirmwareSim.Machines;

/// <summary>Gas detector in a confined work place.</summary>
public sealed class SiteGases(string id, Noise noise) : IMachine
{
    private readonly Dictionary<string, double> _values = [];
    private double _leak;
    private double _leakPeak;
    private double _share;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        if (happening != "gas-leak")
            return false;
        (_leakPeak, _leak) = (arguments.Get("lel", 30), arguments.Get("seconds", 120));
        return true;
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _leak = Math.Max(0, _leak - seconds);
        _share += ((_leak > 0 ? 1 : 0) - _share) * Math.Min(1, seconds / 20);
        _values["co"] = Math.Max(0, 1.2 + (18 * _share) + noise.Gauss(0.1));
        _values["h2s"] = Math.Max(0, 0.2 + (4 * _share) + noise.Gauss(0.03));
        _values["o2"] = 20.9 - (1.2 * _share) + noise.Gauss(0.03);
        _values["lel"] = Math.Max(0, (_leakPeak * _share) + noise.Gauss(0.1));
        _values["so2"] = Math.Max(0, 0.3 + noise.Gauss(0.02));
        _values["no2"] = Math.Max(0, 0.2 + noise.Gauss(0.02));
        _values["nh3"] = Math.Max(0, 0.5 + noise.Gauss(0.05));
        _values["humidity"] = site.Weather.Humidity;
        _values["alarm-sensor"] = 0;
        _values["temperature"] = site.Weather.Temperature + 3 + noise.Gauss(0.05);
    }
}
