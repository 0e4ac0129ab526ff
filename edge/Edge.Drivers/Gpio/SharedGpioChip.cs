using Telemetry.Model.Profiles;

namespace Edge.Drivers.Gpio;

/// <summary>
/// Counts who uses a line: a panel that is tested before it is saved must not switch off the siren of the one at work
/// when it lets go.
/// </summary>
internal sealed class SharedGpioChip(IGpioChip chip) : IGpioChip
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (GpioAddress Address, int Users)> _lines = [];

    public void Open(GpioAddress address, string name)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(address.Line, out var used))
                chip.Open(address, name);
            else if (used.Address != address)
                throw new IOException($"line {address.Line} is in use as {used.Address.Direction}");
            _lines[address.Line] = (address, used.Users + 1);
        }
    }

    public void Close(GpioAddress address)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(address.Line, out var used))
                return;
            if (used.Users > 1)
            {
                _lines[address.Line] = (used.Address, used.Users - 1);
                return;
            }

            _lines.Remove(address.Line);
            chip.Close(address);
        }
    }

    public bool Read(int line) => chip.Read(line);

    public void Write(int line, bool high) => chip.Write(line, high);

    public void Dispose() => chip.Dispose();
}
