namespace Telemetry.Model.Profiles;

/// <summary>The value types of <see cref="ModbusAddress.Type"/>.</summary>
public static class ModbusTypes
{
    /// <summary>Registers (or coils) that a value of the type takes; 0 when the type is unknown.</summary>
    public static int Width(string type) => type switch
    {
        "bit" or "int16" or "uint16" => 1,
        "int32" or "uint32" or "float32" => 2,
        "int64" or "uint64" or "float64" => 4,
        _ => 0,
    };

    /// <summary>Smallest and largest raw integer; null for floats and unknown types. 64-bit unsigned is cut at <see cref="long.MaxValue"/>.</summary>
    public static (long Min, long Max)? Integers(string type) => type switch
    {
        "bit" => (0, 1),
        "int16" => (short.MinValue, short.MaxValue),
        "uint16" => (0, ushort.MaxValue),
        "int32" => (int.MinValue, int.MaxValue),
        "uint32" => (0, uint.MaxValue),
        "int64" => (long.MinValue, long.MaxValue),
        "uint64" => (0, long.MaxValue),
        _ => null,
    };
}
