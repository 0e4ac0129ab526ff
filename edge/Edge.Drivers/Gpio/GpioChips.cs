namespace Edge.Drivers.Gpio;

/// <summary>The chips of the gateway by name; opened when first used and shared by the devices on them.</summary>
public sealed class GpioChips(SimulatedGpioChip simulated) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IGpioChip> _chips = new(StringComparer.Ordinal) { ["simulated"] = new SharedGpioChip(simulated) };

    /// <summary>The chip that <c>gpio://simulated</c> names.</summary>
    public SimulatedGpioChip Simulated => simulated;

    /// <summary>The chip with that name: <c>simulated</c>, <c>chip0</c>, <c>chip1</c> …</summary>
    /// <exception cref="IOException">The board has no such chip, no libgpiod, or no right to it.</exception>
    public IGpioChip Open(string name)
    {
        lock (_lock)
        {
            if (_chips.TryGetValue(name, out var open))
                return open;
            try
            {
                return _chips[name] = new SharedGpioChip(new BoardGpioChip(int.Parse(name.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture)));
            }
            catch (Exception fault) when (fault is DllNotFoundException or PlatformNotSupportedException or UnauthorizedAccessException or InvalidOperationException)
            {
                throw new IOException($"{name} cannot be opened: {fault.Message}", fault);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            foreach (var chip in _chips.Values)
                chip.Dispose();
    }
}
