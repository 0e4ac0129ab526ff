using System.Globalization;
using Protocols.Modbus;

namespace FirmwareSim.Numbered;

/// <summary>
/// A device whose every answer is told apart: each read of its holding registers 0–3 gets the next number (uint32, high
/// word first) and the number's check word. What was answered is written down before it is sent, so that whoever looks
/// at the far end of the chain knows what must be there, once and in order.
/// </summary>
/// <param name="unit">Unit id, as the log names it.</param>
/// <param name="log">One line an answer: unit, number, Unix milliseconds. Shared; one line is one write.</param>
/// <param name="time">Clock of the log.</param>
public sealed class NumberedRegisters(byte unit, TextWriter log, TimeProvider time) : IModbusRegisterMap
{
    private const int Registers = 4;

    private uint _number;

    /// <summary>The check word of a number: Knuth's multiplicative hash, so that a swapped word or a mixed pair shows.</summary>
    public static uint CheckOf(uint number) => unchecked(number * 2_654_435_761u);

    /// <inheritdoc/>
    public ModbusExceptionCode ReadRegisters(ModbusTable table, ushort address, Span<ushort> values)
    {
        if (table != ModbusTable.HoldingRegister || address != 0 || values.Length != Registers)
            return ModbusExceptionCode.IllegalDataAddress;
        var (number, at) = (++_number, time.GetUtcNow().ToUnixTimeMilliseconds());
        var check = CheckOf(number);
        (values[0], values[1]) = ((ushort)(number >> 16), (ushort)number);
        (values[2], values[3]) = ((ushort)(check >> 16), (ushort)check);
        lock (log)
            log.Write(string.Create(CultureInfo.InvariantCulture, $"{unit} {number} {at}\n"));
        return ModbusExceptionCode.None;
    }

    /// <inheritdoc/>
    public ModbusExceptionCode ReadBits(ModbusTable table, ushort address, Span<bool> values) => ModbusExceptionCode.IllegalDataAddress;

    /// <inheritdoc/>
    public ModbusExceptionCode WriteCoils(ushort address, ReadOnlySpan<bool> values) => ModbusExceptionCode.IllegalDataAddress;

    /// <inheritdoc/>
    public ModbusExceptionCode WriteRegisters(ushort address, ReadOnlySpan<ushort> values) => ModbusExceptionCode.IllegalDataAddress;
}
