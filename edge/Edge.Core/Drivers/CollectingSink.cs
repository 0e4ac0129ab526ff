using Telemetry.Model;

namespace Edge.Core.Drivers;

/// <summary>A sink that keeps what it is given: for read-backs and for the test of a device before it is saved.</summary>
public sealed class CollectingSink : IReadingSink
{
    private readonly List<Reading> _readings = [];

    /// <summary>What was added, in order.</summary>
    public IReadOnlyList<Reading> Readings => _readings;

    /// <inheritdoc/>
    public void Add(in Reading reading) => _readings.Add(reading);

    /// <inheritdoc/>
    public void Complete()
    {
        // Batches do not matter to who collects everything.
    }

    /// <summary>The last reading of a point, or null.</summary>
    public Reading? Find(PointId point)
    {
        for (var i = _readings.Count - 1; i >= 0; i--)
            if (_readings[i].Point == point)
                return _readings[i];
        return null;
    }
}
