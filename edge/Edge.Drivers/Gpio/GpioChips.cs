using System.Globalization;

namespace Edge.Drivers.Gpio;

/// <summary>The chips of the gateway by address; opened when first used and shared by the devices on them.</summary>
public sealed class GpioChips(SimulatedGpioChip simulated) : IDisposable
{
    private const string Scheme = "gpio://";
    private readonly Lock _lock = new();
    private readonly Dictionary<int, BoardGpioChip> _boards = [];

    /// <summary>The chip that <c>gpio://simulated</c> names.</summary>
    public SimulatedGpioChip Simulated => simulated;

    /// <summary>True for <c>gpio://simulated</c> and <c>gpio://chip0</c> … <c>gpio://chip99</c>.</summary>
    public static bool IsAddress(string address) => address == "gpio://simulated" || NumberOf(address) is not null;

    /// <summary>The chip of an address that <see cref="IsAddress"/> accepts.</summary>
    /// <exception cref="IOException">The board has no such chip, no libgpiod, or no right to it.</exception>
    public IGpioChip Open(string address)
    {
        if (NumberOf(address) is not { } number)
            return simulated;
        lock (_lock)
        {
            if (_boards.TryGetValue(number, out var open))
                return open;
            try
            {
                return _boards[number] = new BoardGpioChip(number);
            }
            catch (Exception fault) when (fault is DllNotFoundException or PlatformNotSupportedException or UnauthorizedAccessException or InvalidOperationException)
            {
                throw new IOException($"{address} cannot be opened: {fault.Message}", fault);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            foreach (var board in _boards.Values)
                board.Dispose();
        simulated.Dispose();
    }

    private static int? NumberOf(string address) =>
        address.StartsWith(Scheme + "chip", StringComparison.Ordinal)
        && int.TryParse(address.AsSpan(Scheme.Length + 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number < 100 ? number : null;
}
