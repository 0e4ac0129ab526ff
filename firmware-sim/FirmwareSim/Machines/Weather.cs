namespace FirmwareSim.Machines;

/// <summary>
/// Wind as a slowly wandering mean with turbulence and gusts (1.3–1.6 × mean), rain, temperature over the day, and the
/// background of particles that the neighbourhood brings.
/// </summary>
public sealed class Weather(Noise noise, double meanWind)
{
    private readonly double _mean = meanWind;
    private double _drift;
    private double _turbulence;
    private double _gustPeak;
    private double _gustLeft;
    private double _gustLength;
    private double _dustLeft;
    private double _dustPeak;

    /// <summary>Wind at 10 m height, m/s.</summary>
    public double WindAt10 { get; private set; } = meanWind;

    /// <summary>Where the wind comes from, degrees from north.</summary>
    public double WindDirection { get; private set; } = 220;

    /// <summary>Air temperature, °C.</summary>
    public double Temperature { get; private set; } = 12;

    /// <summary>Relative humidity, %.</summary>
    public double Humidity { get; private set; } = 55;

    /// <summary>Air pressure, kPa.</summary>
    public double Pressure { get; private set; } = 101.2;

    /// <summary>Rain, mm/h.</summary>
    public double Rain { get; set; }

    /// <summary>Extra PM10 raised on the site, µg/m³.</summary>
    public double SiteDust { get; private set; }

    /// <summary>Wind at a height above ground: v(h) = v10·(h/10)^0.16.</summary>
    public double WindAt(double height) => WindAt10 * Math.Pow(Math.Max(height, 2) / 10, 0.16);

    /// <summary>A gust to <paramref name="peak"/> m/s at 10 m that lasts <paramref name="seconds"/>.</summary>
    public void Gust(double peak, double seconds) => (_gustPeak, _gustLeft, _gustLength) = (peak, seconds, seconds);

    /// <summary>An episode of dust on the site, up to <paramref name="peak"/> µg/m³ PM10.</summary>
    public void DustEpisode(double peak, double seconds) => (_dustPeak, _dustLeft) = (peak, seconds);

    /// <summary>Advances by one step.</summary>
    public void Step(SiteState site, double seconds)
    {
        _drift += (-_drift * seconds / 900) + noise.Gauss(0.9 * Math.Sqrt(2 * seconds / 900));
        _turbulence += (-_turbulence * seconds / 4) + noise.Gauss(0.18 * _mean * Math.Sqrt(2 * seconds / 4));
        var calm = Math.Max(0.1, _mean + _drift + _turbulence);
        _gustLeft = Math.Max(0, _gustLeft - seconds);

        // A gust rises within its first fifth, stands, and falls within its last fifth.
        var share = _gustLength <= 0 ? 0 : 1 - (_gustLeft / _gustLength);
        var shape = _gustLeft <= 0 ? 0 : Math.Clamp(Math.Min(share, 1 - share) * 5, 0, 1);
        WindAt10 = calm + (shape * Math.Max(0, _gustPeak - calm));
        WindDirection = (WindDirection + noise.Gauss(1.5 * Math.Sqrt(seconds)) + 360) % 360;

        var day = Math.Sin((site.LocalHour - 9) / 24 * 2 * Math.PI);
        Temperature = 12 + (6 * day);
        Humidity = Math.Clamp(58 - (14 * day) + (Rain > 0 ? 30 : 0), 5, 100);

        _dustLeft = Math.Max(0, _dustLeft - seconds);
        var target = _dustLeft > 0 ? _dustPeak : 0;
        SiteDust += (target - SiteDust) * Math.Min(1, seconds / (target > SiteDust ? 60 : 240));
    }
}
