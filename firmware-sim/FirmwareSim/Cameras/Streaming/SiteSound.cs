using FirmwareSim.Machines;

namespace FirmwareSim.Cameras.Streaming;

/// <summary>Sound of a site: a low hum, wind, and hammer blows in groups.</summary>
internal sealed class SiteSound(int rate, Noise noise)
{
    private double _hum;
    private double _wind;
    private double _blow;
    private double _ring;
    private int _untilBlow;

    /// <summary>Samples a second.</summary>
    public int Rate => rate;

    /// <summary>Fills the next samples.</summary>
    public void Fill(Span<short> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            _hum = (_hum + (98.0 / rate)) % 1;
            _wind += (noise.Uniform(-1, 1) - _wind) * 0.08;
            if (--_untilBlow <= 0)
            {
                _blow = noise.Uniform(0.4, 1);
                _untilBlow = (int)(rate * (noise.Chance(0.15) ? noise.Uniform(1.5, 4) : noise.Uniform(0.4, 0.6)));
            }

            _blow *= 1 - (14.0 / rate);
            _ring = (_ring + (1_370.0 / rate)) % 1;
            var value = (0.06 * Math.Sin(2 * Math.PI * _hum)) + (0.15 * _wind) + (0.5 * _blow * _blow * Math.Sin(2 * Math.PI * _ring));
            samples[i] = (short)(Math.Clamp(value, -1, 1) * 24_000);
        }
    }
}
