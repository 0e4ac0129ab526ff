using Telemetry.Model.Configuration;

namespace Edge.Drivers.Modbus;

/// <summary>
/// The open links by bus. Devices on one bus share one link, also a candidate that is tested before it is saved: a line
/// opens once, and many devices take one connection only. The last user closes it.
/// </summary>
public sealed class ModbusLinks(ModbusOptions options, ModbusMetrics metrics, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ModbusLink Link, int Users)> _links = new(StringComparer.Ordinal);

    internal ModbusLink Take(DeviceAddress address)
    {
        lock (_lock)
        {
            var (link, users) = _links.TryGetValue(address.Bus, out var open) ? open : (new ModbusLink(address, options, metrics, clock), 0);
            _links[address.Bus] = (link, users + 1);
            return link;
        }
    }

    internal void Return(DeviceAddress address)
    {
        ModbusLink? unused = null;
        lock (_lock)
        {
            var (link, users) = _links[address.Bus];
            if (users > 1)
                _links[address.Bus] = (link, users - 1);
            else if (_links.Remove(address.Bus))
                unused = link;
        }

        unused?.Dispose();
    }
}
