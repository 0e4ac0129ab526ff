using Edge.Core.Drivers.Binding;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;

namespace Edge.Tests.Drivers;

/// <summary>Builders of configured devices, with real sensor types.</summary>
internal static class A
{
    public static DeviceProfile Profile(string type, string protocol, int every, params ProfilePoint[] points) => new(
        $"test-{type}", "Test", "T1", type, protocol,
        new Dictionary<string, PollGroup> { ["fast"] = new(every) }, points, Source: "made for this test");

    public static DeviceProfile CraneProfile(int every = 1000, params ProfilePoint[] points) => Profile(
        "tower-crane", "modbus", every,
        points.Length > 0 ? points : [Register("load", 0, scale: 0.01), Register("wind-speed", 1, scale: 0.1)]);

    public static ProfilePoint Register(
        string id, int address, string type = "int16", string table = "holding", double scale = 1, string access = "r") =>
        new(id, "fast", new ModbusAddress(table, address, type), Scale: scale, Access: access);

    public static DeviceConfiguration Device(string id = "crane-1", string address = "tcp://127.0.0.1:502", int? unit = 1) =>
        new(id, id, "test-tower-crane", address, unit);

    public static DeviceBinding Binding(DeviceProfile profile, DeviceConfiguration? device = null)
    {
        var faults = new List<string>();
        var binding = DeviceBinding.TryBind((device ?? Device()) with { Profile = profile.Id }, profile, faults);
        Assert.Empty(faults);
        return binding!;
    }
}
