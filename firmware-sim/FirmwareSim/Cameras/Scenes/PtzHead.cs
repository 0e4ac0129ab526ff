using FirmwareSim.Cameras.Drawing;

namespace FirmwareSim.Cameras.Scenes;

/// <summary>The motors: where the camera looks at any time. Moves take their time, as the real ones do.</summary>
public sealed class PtzHead(CameraClock clock)
{
    /// <summary>Farthest pan to either side, degrees.</summary>
    public const double PanLimit = 60;

    /// <summary>Lowest tilt, degrees.</summary>
    public const double TiltLow = -45;

    /// <summary>Highest tilt, degrees.</summary>
    public const double TiltHigh = 10;

    /// <summary>Longest zoom.</summary>
    public const double ZoomLimit = 8;

    private const double PanSpeed = 40;
    private const double ZoomSpeed = 2.5;
    private const int MostPresets = 64;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (string Name, View View)> _presets = new(StringComparer.Ordinal);
    private View _at = Home;
    private View _goal = Home;
    private (double Pan, double Tilt, double Zoom)? _speed;
    private double _speedUntil;
    private double _last = clock.SceneSeconds;
    private int _numbers;

    /// <summary>Where it looks after start.</summary>
    public static View Home { get; } = new(0, -13, 1);

    /// <summary>Where it looks now.</summary>
    public View View
    {
        get
        {
            lock (_gate)
                return Advance();
        }
    }

    /// <summary>True while it moves.</summary>
    public bool IsMoving
    {
        get
        {
            lock (_gate)
            {
                Advance();
                return _speed is not null || _at != _goal;
            }
        }
    }

    /// <summary>Goes to a direction; beyond the limits it stops at them.</summary>
    public void MoveTo(View view)
    {
        lock (_gate)
        {
            Advance();
            (_goal, _speed) = (Limit(view), null);
        }
    }

    /// <summary>Goes by a difference.</summary>
    public void MoveBy(double pan, double tilt, double zoom)
    {
        lock (_gate)
        {
            Advance();
            (_goal, _speed) = (Limit(new View(_goal.Pan + pan, _goal.Tilt + tilt, _goal.Zoom + zoom)), null);
        }
    }

    /// <summary>Moves on until stopped or until the time is up.</summary>
    /// <param name="pan">-1..1 of the full speed.</param>
    /// <param name="tilt">-1..1.</param>
    /// <param name="zoom">-1..1.</param>
    /// <param name="seconds">Longest time.</param>
    public void Drive(double pan, double tilt, double zoom, double seconds)
    {
        lock (_gate)
        {
            Advance();
            _speed = (Math.Clamp(pan, -1, 1) * PanSpeed, Math.Clamp(tilt, -1, 1) * PanSpeed, Math.Clamp(zoom, -1, 1) * ZoomSpeed);
            _speedUntil = clock.SceneSeconds + seconds;
        }
    }

    /// <summary>Stops where it is.</summary>
    public void Stop()
    {
        lock (_gate)
            (_goal, _speed) = (Advance(), null);
    }

    /// <summary>Keeps the present direction; null when there are too many.</summary>
    public string? SavePreset(string? token, string name)
    {
        lock (_gate)
        {
            token ??= $"preset-{++_numbers}";
            if (!_presets.ContainsKey(token) && _presets.Count >= MostPresets)
                return null;
            _presets[token] = (name, Advance());
            return token;
        }
    }

    /// <summary>Goes to a kept direction; false when there is none of that name.</summary>
    public bool GoToPreset(string token)
    {
        lock (_gate)
        {
            if (!_presets.TryGetValue(token, out var preset))
                return false;
            Advance();
            (_goal, _speed) = (preset.View, null);
            return true;
        }
    }

    /// <summary>Forgets a direction; false when there is none of that name.</summary>
    public bool RemovePreset(string token)
    {
        lock (_gate)
            return _presets.Remove(token);
    }

    /// <summary>The kept directions.</summary>
    public IReadOnlyList<(string Token, string Name, View View)> Presets()
    {
        lock (_gate)
            return [.. _presets.Select(preset => (preset.Key, preset.Value.Name, preset.Value.View))];
    }

    private View Advance()
    {
        var now = clock.SceneSeconds;
        var seconds = now - _last;
        _last = now;
        if (_speed is { } speed)
        {
            var moved = Math.Min(seconds, Math.Max(0, _speedUntil - (now - seconds)));
            _at = Limit(new View(_at.Pan + (speed.Pan * moved), _at.Tilt + (speed.Tilt * moved), _at.Zoom + (speed.Zoom * moved)));
            _goal = _at;
            if (now >= _speedUntil)
                _speed = null;
        }
        else
            _at = new View(Towards(_at.Pan, _goal.Pan, PanSpeed * seconds), Towards(_at.Tilt, _goal.Tilt, PanSpeed * seconds), Towards(_at.Zoom, _goal.Zoom, ZoomSpeed * seconds));
        return _at;
    }

    private static double Towards(double at, double goal, double step) => Math.Abs(goal - at) <= step ? goal : at + (Math.Sign(goal - at) * step);

    private static View Limit(View view) =>
        new(Math.Clamp(view.Pan, -PanLimit, PanLimit), Math.Clamp(view.Tilt, TiltLow, TiltHigh), Math.Clamp(view.Zoom, 1, ZoomLimit));
}
