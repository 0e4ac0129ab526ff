using Telemetry.Model.Faults;

namespace Telemetry.Model.Profiles;

/// <summary>
/// Two points may share registers only when they read them alike: the same value twice (in two scales), or different
/// bits of one register. Anything else is a typing mistake in the address.
/// </summary>
internal static class RegisterOverlap
{
    public static void Check(IReadOnlyList<ProfilePoint> points, FaultList faults)
    {
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Modbus is not { } later)
                continue;
            for (var j = 0; j < i; j++)
                if (points[j].Modbus is { } earlier && Conflict(earlier, later) is { } reason)
                    faults.Add($"points[{i}].modbus", $"{reason} '{points[j].Id}' at {earlier.Table} {earlier.Address}");
        }
    }

    private static string? Conflict(ModbusAddress a, ModbusAddress b)
    {
        var overlaps = a.Table == b.Table
            && a.Address < b.Address + ModbusTypes.Width(b.Type)
            && b.Address < a.Address + ModbusTypes.Width(a.Type);
        if (!overlaps)
            return null;
        if (a.Type == "bit" && b.Type == "bit")
            return a.Bit == b.Bit && a.ByteOrder == b.ByteOrder ? "is the very bit of" : null;
        return a == b ? null : $"overlaps, as {b.Type}, the {a.Type} of";
    }
}
