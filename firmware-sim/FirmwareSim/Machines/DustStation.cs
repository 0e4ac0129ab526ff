namespace FirmwareSim.Machines;

/// <summary>Dust, noise and weather at the site boundary: PM follows background, wind and the site's own work.</summary>
public sealed class DustStation(string id, Noise noise) : IMachine
{
    private readonly Dictionary<string, double> _values = [];
    private double _background = 58;
    private double _loud;
    private double _loudLevel;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>True while the spray pump runs; it takes half of the site's own dust out of the air.</summary>
    public bool Spraying { get; set; }

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        if (happening != "loud-work")
            return false;
        (_loudLevel, _loud) = (arguments.Get("level", 82), arguments.Get("seconds", 300));
        return true;
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _loud = Math.Max(0, _loud - seconds);
        _background += ((58 - _background) * seconds / 3_600) + noise.Gauss(0.4 * Math.Sqrt(seconds));
        var own = site.Weather.SiteDust * (Spraying ? 0.5 : 1);
        var work = site.IsWorkingHour ? 12 : 0;
        var pm10 = Math.Max(3, (_background + work + own) * (site.Weather.Rain > 0 ? 0.5 : 1));
        var sound = _loud > 0 ? _loudLevel : site.IsWorkingHour ? 62 : 45;

        _values["pm10"] = Math.Max(0, pm10 + noise.Gauss(1.5));
        _values["pm25"] = Math.Max(0, (pm10 * 0.45) + noise.Gauss(0.8));
        _values["tsp"] = Math.Max(0, (pm10 * 1.9) + noise.Gauss(3));
        _values["noise"] = sound + noise.Gauss(1.6);
        _values["noise-leq"] = sound;
        _values["noise-max"] = sound + 4;
        _values["temperature"] = site.Weather.Temperature + noise.Gauss(0.05);
        _values["humidity"] = Math.Clamp(site.Weather.Humidity + noise.Gauss(0.3), 0, 100);
        _values["pressure"] = site.Weather.Pressure + noise.Gauss(0.01);
        _values["wind-speed"] = Math.Max(0, site.Weather.WindAt(4) + noise.Gauss(0.1));
        _values["wind-direction"] = site.Weather.WindDirection;
    }
}
