using Edge.Core.Drivers.Binding;
using Protocols.Modbus;
using Telemetry.Model.Profiles;

namespace Edge.Drivers.Modbus;

/// <summary>Where one point lies: its table, first address and how many addresses it takes.</summary>
internal sealed class RegisterSlot
{
    private RegisterSlot(int index, BoundPoint point, ModbusTable table, int address, RegisterFormat? format) =>
        (Index, Point, Table, Address, Format) = (index, point, table, address, format);

    /// <summary>Place of the point in its group.</summary>
    public int Index { get; }

    public BoundPoint Point { get; }

    public ModbusTable Table { get; }

    public int Address { get; }

    /// <summary>How the value lies in registers; null on the two bit tables.</summary>
    public RegisterFormat? Format { get; }

    public int Width => Format?.Registers ?? 1;

    public int End => Address + Width;

    public static RegisterSlot Of(int index, BoundPoint point)
    {
        var at = point.Profile.Modbus ?? throw new ArgumentException($"{point.Id} has no Modbus address", nameof(point));
        var table = at.Table switch
        {
            "coil" => ModbusTable.Coil,
            "discrete" => ModbusTable.DiscreteInput,
            "input" => ModbusTable.InputRegister,
            _ => ModbusTable.HoldingRegister,
        };
        var isBits = table is ModbusTable.Coil or ModbusTable.DiscreteInput;
        return new RegisterSlot(index, point, table, at.Address, isBits ? null : FormatOf(at));
    }

    /// <summary>The value out of an answer that begins at <paramref name="start"/>.</summary>
    public RawValue Read(ReadOnlySpan<byte> answer, int start)
    {
        var offset = Address - start;
        if (Format is not { } format)
        {
            var bit = answer[offset / 8] >> offset % 8 & 1;
            return new RawValue(bit, bit);
        }

        var value = ModbusValue.Read(answer[(offset * 2)..], format);
        var isFloat = format.Type is RegisterType.Float32 or RegisterType.Float64;
        return new RawValue(value.ToDouble(), isFloat ? null : value.ToInt64());
    }

    private static RegisterFormat FormatOf(ModbusAddress at) => new(
        at.Type switch
        {
            "bit" => RegisterType.Bit,
            "int16" => RegisterType.Int16,
            "uint16" => RegisterType.UInt16,
            "int32" => RegisterType.Int32,
            "uint32" => RegisterType.UInt32,
            "int64" => RegisterType.Int64,
            "uint64" => RegisterType.UInt64,
            "float32" => RegisterType.Float32,
            _ => RegisterType.Float64,
        },
        at.ByteOrder == "little" ? ByteOrder.Little : ByteOrder.Big,
        at.WordOrder == "little" ? WordOrder.Little : WordOrder.Big,
        at.Bit ?? 0);
}
