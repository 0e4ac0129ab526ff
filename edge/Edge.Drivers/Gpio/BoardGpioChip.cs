using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using Telemetry.Model.Profiles;

namespace Edge.Drivers.Gpio;

/// <summary>A chip of the board (<c>/dev/gpiochipN</c>) through libgpiod.</summary>
public sealed class BoardGpioChip(int chip) : IGpioChip
{
    private readonly GpioController _controller = new(new LibGpiodDriver(chip));

    /// <inheritdoc/>
    public void Open(GpioAddress address, string name) => Io(() =>
    {
        if (_controller.IsPinOpen(address.Line))
            return;
        if (address.Direction == "out")
            _controller.OpenPin(address.Line, PinMode.Output, address.ActiveLow ? PinValue.High : PinValue.Low);
        else
            _controller.OpenPin(address.Line, InputMode(address.Line));
    });

    /// <inheritdoc/>
    public void Close(GpioAddress address) => Io(() =>
    {
        if (!_controller.IsPinOpen(address.Line))
            return;
        if (address.Direction == "out")
            _controller.Write(address.Line, address.ActiveLow ? PinValue.High : PinValue.Low);
        _controller.ClosePin(address.Line);
    });

    /// <inheritdoc/>
    public bool Read(int line)
    {
        var high = false;
        Io(() => high = _controller.Read(line) == PinValue.High);
        return high;
    }

    /// <inheritdoc/>
    public void Write(int line, bool high) => Io(() => _controller.Write(line, high ? PinValue.High : PinValue.Low));

    /// <inheritdoc/>
    public void Dispose() => _controller.Dispose();

    // A cut wire must read as an open contact, not as whatever the air induces.
    private PinMode InputMode(int line) =>
        _controller.IsPinModeSupported(line, PinMode.InputPullUp) ? PinMode.InputPullUp : PinMode.Input;

    // The library reports kernel errors under several types; callers know one.
    private static void Io(Action access)
    {
        try
        {
            access();
        }
        catch (Exception fault) when (fault is InvalidOperationException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException(fault.Message, fault);
        }
    }
}
