using Telemetry.Model.Faults;

namespace Telemetry.Model.Profiles;

/// <summary>Everything that can be wrong with one Modbus address.</summary>
internal static class ModbusCheck
{
    private const int LastAddress = 65_535;

    public static void Check(ProfilePoint point, ModbusAddress address, string path, FaultList faults)
    {
        var registers = address.Table is "input" or "holding";
        var bits = address.Table is "coil" or "discrete";
        var width = ModbusTypes.Width(address.Type);
        faults.AddIf(!registers && !bits, $"{path}.table", $"'{address.Table}' is not coil, discrete, input or holding");
        faults.AddIf(width == 0, $"{path}.type", $"'{address.Type}' is not bit, int16, uint16, int32, uint32, float32, int64, uint64 or float64");
        faults.AddIf(bits && width > 0 && address.Type != "bit", $"{path}.type", $"a {address.Table} holds a bit, not {address.Type}");
        faults.AddIf(
            address.Address < 0 || address.Address + Math.Max(width, 1) - 1 > LastAddress, $"{path}.address",
            $"{address.Address} with {Math.Max(width, 1)} register(s) is outside 0–{LastAddress} (protocol addresses, not 4xxxx)");
        CheckBit(address, registers, path, faults);
        CheckOrder(address.ByteOrder, $"{path}.byteOrder", faults);
        CheckOrder(address.WordOrder, $"{path}.wordOrder", faults);
        CheckAccess(point, address, path, faults);
        CheckInvalidRaw(point, address.Type, path, faults);
    }

    private static void CheckBit(ModbusAddress address, bool registers, string path, FaultList faults)
    {
        if (address.Type != "bit")
            faults.AddIf(address.Bit is not null, $"{path}.bit", $"only type bit names a bit, not {address.Type}");
        else if (!registers)
            faults.AddIf(address.Bit is not null, $"{path}.bit", $"a {address.Table} is one bit already");
        else
            faults.AddIf(address.Bit is not (>= 0 and <= 15), $"{path}.bit", "a bit of a register must be named, 0–15");
    }

    private static void CheckOrder(string order, string path, FaultList faults) =>
        faults.AddIf(order is not ("big" or "little"), path, $"'{order}' is not big or little");

    private static void CheckAccess(ProfilePoint point, ModbusAddress address, string path, FaultList faults)
    {
        if (point.Access == "r")
            return;
        var at = path[..path.LastIndexOf('.')];
        faults.AddIf(address.Table is "input" or "discrete", $"{at}.access", $"the {address.Table} table can only be read");
        faults.AddIf(point.Formula is not null, $"{at}.access", "a point with a formula can only be read");
    }

    private static void CheckInvalidRaw(ProfilePoint point, string type, string path, FaultList faults)
    {
        if (point.InvalidRaw is not { } values || ModbusTypes.Width(type) == 0)
            return;
        var at = path[..path.LastIndexOf('.')];
        if (ModbusTypes.Integers(type) is not { } legal)
            faults.Add($"{at}.invalidRaw", $"a {type} has no raw integers; NaN is no value by itself");
        else
            foreach (var value in values)
                faults.AddIf(value < legal.Min || value > legal.Max, $"{at}.invalidRaw", $"{value} is no {type}");
    }
}
