namespace FirmwareSim.Machines;

/// <summary>
/// A bay of high formwork: while concrete is poured the posts take load, the platform settles elastically and the posts
/// lean; a post with a bad foot goes on settling.
/// </summary>
public sealed class HighFormwork(string id, double designForce, Noise noise) : IMachine
{
    private readonly Dictionary<string, double> _values = [];
    private double _poured;
    private double _pourRate;
    private double _badFoot;
    private double _creep;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <inheritdoc/>
    public bool Apply(string happening, EventArguments arguments)
    {
        switch (happening)
        {
            case "pour":
                _pourRate = arguments.Get("share", 0.75) / arguments.Get("seconds", 600);
                return true;
            case "settle":
                _badFoot = arguments.Get("to", 10) / arguments.Get("seconds", 120);
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void Step(SiteState site, double seconds)
    {
        _poured = Math.Min(1.15, _poured + (_pourRate * seconds));
        if (_poured >= 0.75)
            _pourRate = 0;
        _creep = Math.Min(14, _creep + (_badFoot * seconds));
        var force = designForce * _poured;
        var wind = site.Weather.WindAt(12);
        _values["axial-force"] = Math.Max(0, force + noise.Gauss(0.004 * designForce));
        _values["settlement"] = (4.2 * _poured) + _creep + noise.Gauss(0.03);
        _values["horizontal-displacement"] = (3.5 * _poured) + (0.35 * _creep) + (0.01 * wind * wind) + noise.Gauss(0.05);
        _values["tilt-x"] = (0.05 * _poured) + (0.006 * _creep) + noise.Gauss(0.001);
        _values["tilt-y"] = (0.03 * _poured) + (0.003 * _creep) + noise.Gauss(0.001);
        _values["tilt"] = Math.Sqrt(Math.Pow(_values["tilt-x"], 2) + Math.Pow(_values["tilt-y"], 2));
        _values["foundation-differential"] = (0.2 * _creep) + noise.Gauss(0.02);
        _values["temperature"] = site.Weather.Temperature + noise.Gauss(0.05);
        _values["battery"] = 12.6 + noise.Gauss(0.01);
        _values["pouring"] = _pourRate > 0 ? 1 : 0;
    }
}
