using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Gpio;

/// <summary>Drivers of profiles with protocol <c>gpio</c>.</summary>
public sealed class GpioDriverFactory(GpioChips chips, TimeProvider clock) : IDriverFactory
{
    /// <inheritdoc/>
    public string Protocol => "gpio";

    /// <inheritdoc/>
    public IAsyncDisposable Create(DeviceBinding device, DeviceAddress address) => new GpioDriver(device, address.Host, chips, clock);
}
