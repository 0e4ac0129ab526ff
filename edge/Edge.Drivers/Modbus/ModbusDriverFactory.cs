using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;

namespace Edge.Drivers.Modbus;

/// <summary>Drivers of profiles with protocol <c>modbus</c>.</summary>
public sealed class ModbusDriverFactory(ModbusLinks links, ModbusOptions options, TimeProvider clock) : IDriverFactory
{
    /// <inheritdoc/>
    public string Protocol => "modbus";

    /// <inheritdoc/>
    public IAsyncDisposable Create(DeviceBinding device, DeviceAddress address) => new ModbusDriver(device, address, links, options, clock);
}
