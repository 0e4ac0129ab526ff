using FirmwareSim.Machines;

namespace FirmwareSim.Scenarios;

/// <summary>The faults that sit on one device now. Touched by the site's loop, read by the device's peer.</summary>
public sealed class FaultSet(Noise noise)
{
    private readonly Lock _gate = new();
    private readonly List<(FaultKind Kind, string? Point, double Amount, DateTimeOffset Until)> _faults = [];
    private readonly Dictionary<string, double> _stuckAt = [];
    private DateTimeOffset _now;

    /// <summary>Puts a fault on the device.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="point">On which point; null = all.</param>
    /// <param name="amount">Seconds of delay or clock error; ignored by others.</param>
    /// <param name="until">Simulated end.</param>
    public void Add(FaultKind kind, string? point, double amount, DateTimeOffset until)
    {
        lock (_gate)
            _faults.Add((kind, point, amount, until));
    }

    /// <summary>Ends what has run out.</summary>
    public void Advance(DateTimeOffset now)
    {
        lock (_gate)
        {
            _now = now;
            if (_faults.RemoveAll(fault => fault.Until <= now) > 0)
                _stuckAt.Clear();
        }
    }

    /// <summary>Amount of a device-wide fault that is on now; null when it is not.</summary>
    public double? Active(FaultKind kind)
    {
        lock (_gate)
            foreach (var fault in _faults)
                if (fault.Kind == kind && fault.Until > _now)
                    return fault.Amount;
        return null;
    }

    /// <summary>What the instrument shows instead of the true value.</summary>
    public double Distort(string point, double value)
    {
        lock (_gate)
        {
            foreach (var fault in _faults)
            {
                if (fault.Point is not null && fault.Point != point)
                    continue;
                if (fault.Kind == FaultKind.Stuck)
                    return _stuckAt.TryGetValue(point, out var held) ? held : _stuckAt[point] = value;
                if (fault.Kind == FaultKind.Spike && noise.Chance(0.05))
                    return (value * 10) + 100;
            }
        }

        return value;
    }
}
