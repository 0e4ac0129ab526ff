using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;

namespace Edge.Core.Drivers;

/// <summary>
/// Makes the drivers of one protocol. Registered by one line in the gateway; a profile's <c>protocol</c> and a device's
/// address pick it.
/// </summary>
public interface IDriverFactory
{
    /// <summary>The protocol of the profiles it serves: <c>modbus</c>, <c>hj212</c>, <c>gpio</c>.</summary>
    string Protocol { get; }

    /// <summary>A driver for the device: an <see cref="IDeviceDriver"/> or an <see cref="IListeningDriver"/>. Does not open anything yet.</summary>
    /// <param name="device">A device whose configuration and profile were checked.</param>
    /// <param name="address">Its address; devices with equal <see cref="DeviceAddress.Bus"/> are polled one at a time.</param>
    IAsyncDisposable Create(DeviceBinding device, DeviceAddress address);
}
