using Protocols.Modbus;

namespace FirmwareSim.Farm;

/// <summary>
/// Holding registers of one device of the farm. All of them change with every read, a little; the first one jumps while
/// an alarm holds. What is written to a register stays and is read back.
/// </summary>
/// <param name="count">Registers from address 0.</param>
/// <param name="read">Called with every read.</param>
internal sealed class FarmRegisters(int count, Action read) : IModbusRegisterMap
{
    private const ushort Base = 1_000, Spread = 100;

    private readonly Lock _gate = new();
    private readonly ushort?[] _written = new ushort?[count];
    private ushort? _alarm;
    private int _reads;

    /// <summary>Value of register 0 until it is set to null again.</summary>
    public ushort? Alarm
    {
        set
        {
            lock (_gate)
                _alarm = value;
        }
    }

    public ModbusExceptionCode ReadRegisters(ModbusTable table, ushort address, Span<ushort> values)
    {
        if (table != ModbusTable.HoldingRegister || address + values.Length > count)
            return ModbusExceptionCode.IllegalDataAddress;
        lock (_gate)
        {
            var number = _reads++;
            for (var i = 0; i < values.Length; i++)
                values[i] = _written[address + i] ?? (ushort)(Base + (number + (address + i) * 7) % Spread);
            if (address == 0 && _alarm is { } alarm)
                values[0] = alarm;
        }

        read();
        return ModbusExceptionCode.None;
    }

    public ModbusExceptionCode WriteRegisters(ushort address, ReadOnlySpan<ushort> values)
    {
        if (address + values.Length > count)
            return ModbusExceptionCode.IllegalDataAddress;
        lock (_gate)
            for (var i = 0; i < values.Length; i++)
                _written[address + i] = values[i];
        return ModbusExceptionCode.None;
    }

    public ModbusExceptionCode ReadBits(ModbusTable table, ushort address, Span<bool> values) => ModbusExceptionCode.IllegalDataAddress;

    public ModbusExceptionCode WriteCoils(ushort address, ReadOnlySpan<bool> values) => ModbusExceptionCode.IllegalDataAddress;
}
