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
    public void Validate(DeviceConfiguration device, ICollection<string> faults)
    {
        if (!GpioChips.IsAddress(device.Address))
            faults.Add($"{device.Id}: address '{device.Address}' is neither gpio://simulated nor gpio://chipN");
    }

    /// <inheritdoc/>
    public string BusOf(DeviceConfiguration device) => device.Address;

    /// <inheritdoc/>
    public IAsyncDisposable Create(DeviceBinding device) => new GpioDriver(device, chips, clock);
}
