using Telemetry.Model.Profiles;

namespace Edge.Drivers.Gpio;

/// <summary>Lines of one GPIO chip. Levels are physical: active-low is the driver's business. Failing calls throw IOException.</summary>
public interface IGpioChip : IDisposable
{
    /// <summary>Takes a line; an output starts at its inactive level.</summary>
    /// <param name="address">Line, direction and polarity.</param>
    /// <param name="name">Who uses it, for people.</param>
    void Open(GpioAddress address, string name);

    /// <summary>Gives a line back; an output goes to its inactive level first.</summary>
    void Close(GpioAddress address);

    /// <summary>True when the line is high.</summary>
    bool Read(int line);

    /// <summary>Sets an output.</summary>
    void Write(int line, bool high);
}
