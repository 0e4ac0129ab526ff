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

    /// <summary>Adds what is wrong with a device's address and unit, English, one line each.</summary>
    void Validate(DeviceConfiguration device, ICollection<string> faults);

    /// <summary>
    /// What the device shares with others: devices with equal keys are polled one at a time. Called only with validated
    /// devices.
    /// </summary>
    string BusOf(DeviceConfiguration device);

    /// <summary>A driver for the device: an <see cref="IDeviceDriver"/> or an <see cref="IListeningDriver"/>. Does not open anything yet.</summary>
    IAsyncDisposable Create(DeviceBinding device);
}
