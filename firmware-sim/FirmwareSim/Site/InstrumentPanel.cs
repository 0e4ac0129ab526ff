using FirmwareSim.Machines;
using FirmwareSim.Scenarios;

namespace FirmwareSim.Site;

/// <summary>
/// What a device shows at its terminals: the machine's values after its faults, as one snapshot a step, so that a read
/// of many registers never mixes two instants.
/// </summary>
public sealed class InstrumentPanel(IMachine machine, FaultSet faults)
{
    private volatile Dictionary<string, double> _shown = [];
    private readonly Dictionary<string, double> _written = [];

    /// <summary>The machine behind.</summary>
    public IMachine Machine => machine;

    /// <summary>Its faults.</summary>
    public FaultSet Faults => faults;

    /// <summary>Value of a point in its unit; 0 for a point that the machine does not have.</summary>
    public double this[string point] => _shown.GetValueOrDefault(point);

    /// <summary>True when the machine has the point.</summary>
    public bool Has(string point) => _shown.ContainsKey(point);

    /// <summary>Takes the machine's present values.</summary>
    public void Refresh(DateTimeOffset now)
    {
        faults.Advance(now);
        var shown = new Dictionary<string, double>(machine.Values.Count);
        foreach (var (point, value) in machine.Values)
            shown[point] = faults.Distort(point, value);
        lock (_written)
            foreach (var (point, value) in _written)
                shown[point] = value;
        _shown = shown;
    }

    /// <summary>A point that the other side has written; shown until written again.</summary>
    public void Write(string point, double value)
    {
        lock (_written)
            _written[point] = value;
        _shown = new(_shown) { [point] = value };
    }
}
