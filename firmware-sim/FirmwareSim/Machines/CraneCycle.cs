namespace FirmwareSim.Machines;

/// <summary>The motions of one crane: an ordinary work cycle, or what a scenario asks for.</summary>
public sealed class CraneCycle(Noise noise, LoadChart chart, double jibHeight)
{
    private enum Phase { Rest, Lift, Hoist, Move, Lower, Unload, Return, Scripted }

    // Speeds of a QTZ80: hoist 40 m/min, trolley 40 m/min, slewing 0.6 r/min.
    private const double HoistSpeed = 40.0 / 60;
    private const double TrolleySpeed = 40.0 / 60;
    private const double SlewSpeed = 0.6 * 360 / 60;

    private Phase _phase = Phase.Rest;
    private double _left = noise.Uniform(2, 15);
    private double _targetRadius = 20;
    private double _targetSlew;
    private double _nextLoad;
    private double _radiusPerSecond;
    private double _slewPerSecond;

    /// <summary>t on the hook.</summary>
    public double Load { get; private set; }

    /// <summary>m.</summary>
    public double Radius { get; private set; } = noise.Uniform(12, 30);

    /// <summary>Degrees, −540 to 540.</summary>
    public double Slew { get; private set; } = noise.Uniform(-120, 120);

    /// <summary>m above ground.</summary>
    public double HookHeight { get; private set; } = jibHeight - 8;

    /// <summary>Cycles finished since power-on.</summary>
    public int Completed { get; private set; }

    /// <summary>True while a load hangs (above 0.3 t).</summary>
    public bool IsLifting => Load > 0.3;

    /// <summary>Trolleys out with a constant load until the moment ratio has passed its limit.</summary>
    public void CreepOut(double load, double toRadius, double seconds, double hold)
    {
        Radius = Math.Min(Radius, 15);
        HookHeight = Math.Max(HookHeight, 10);
        (Load, _phase, _targetRadius, _targetSlew) = (load, Phase.Scripted, toRadius, Slew);
        (_radiusPerSecond, _slewPerSecond, _left) = (Math.Abs(toRadius - Radius) / Math.Max(1, seconds), 0, seconds + hold);
    }

    /// <summary>Slews and trolleys to a place, as when two cranes work towards each other.</summary>
    public void SlewTo(double slew, double radius, double seconds, double hold)
    {
        (Load, _phase, _targetRadius, _targetSlew) = (Math.Max(Load, 0.8), Phase.Scripted, radius, slew);
        _radiusPerSecond = Math.Abs(radius - Radius) / Math.Max(1, seconds);
        _slewPerSecond = Math.Abs(slew - Slew) / Math.Max(1, seconds);
        _left = seconds + hold;
    }

    /// <summary>Advances by one step; outside working hours the crane rests and weathervanes.</summary>
    public void Step(double seconds, bool working)
    {
        _left -= seconds;
        switch (_phase)
        {
            case Phase.Rest when _left <= 0 && working:
                _nextLoad = noise.Uniform(0.4, 0.75) * chart.RatedLoad(45);
                Enter(Phase.Lift, noise.Uniform(2, 4));
                break;
            case Phase.Lift:
                Load += (_nextLoad - Load) * Math.Min(1, seconds / Math.Max(0.2, _left));
                if (_left <= 0) Enter(Phase.Hoist, 0);
                break;
            case Phase.Hoist:
                if (Towards(jibHeight - 6, seconds)) StartMove();
                break;
            case Phase.Move:
                if (MoveTowards(TrolleySpeed * 0.7, SlewSpeed * 0.7, seconds)) Enter(Phase.Lower, 0);
                break;
            case Phase.Lower:
                if (Towards(jibHeight * 0.45, seconds)) Enter(Phase.Unload, 3);
                break;
            case Phase.Unload:
                Load = Math.Max(0, Load - (_nextLoad * seconds / 3));
                if (_left <= 0) StartReturn();
                break;
            case Phase.Return:
                if (MoveTowards(TrolleySpeed, SlewSpeed, seconds) & Towards(2, seconds)) Enter(Phase.Rest, noise.Uniform(5, 25));
                break;
            case Phase.Scripted:
                MoveTowards(_radiusPerSecond, _slewPerSecond, seconds);
                if (_left <= 0) Enter(Phase.Unload, 3);
                break;
            default:
                break;
        }
    }

    private void StartMove()
    {
        _targetSlew = Math.Clamp(Slew + noise.Uniform(-150, 150), -500, 500);
        _targetRadius = noise.Uniform(14, 42);
        Enter(Phase.Move, 0);
    }

    private void StartReturn()
    {
        Load = 0;
        Completed++;
        _targetSlew = Math.Clamp(Slew + noise.Uniform(-120, 120), -500, 500);
        _targetRadius = noise.Uniform(12, 30);
        Enter(Phase.Return, 0);
    }

    private void Enter(Phase phase, double seconds) => (_phase, _left) = (phase, seconds);

    private bool Towards(double height, double seconds)
    {
        HookHeight = Approach(HookHeight, height, HoistSpeed * seconds);
        return HookHeight == height;
    }

    private bool MoveTowards(double radiusPerSecond, double slewPerSecond, double seconds)
    {
        Radius = Approach(Radius, _targetRadius, radiusPerSecond * seconds);
        Slew = Approach(Slew, _targetSlew, slewPerSecond * seconds);
        return Radius == _targetRadius && Slew == _targetSlew;
    }

    private static double Approach(double from, double to, double step) =>
        Math.Abs(to - from) <= step ? to : from + (Math.Sign(to - from) * step);
}
