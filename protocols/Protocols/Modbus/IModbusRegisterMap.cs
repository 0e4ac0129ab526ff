namespace Protocols.Modbus;

/// <summary>
/// What a server serves. Every range that arrives has been checked: at least one item, within the function's limit, not
/// past address 65,535. A map answers with <see cref="ModbusExceptionCode.None"/>, or with the exception that the client
/// gets, in which case nothing may have changed. It synchronises with whoever else touches its values.
/// </summary>
public interface IModbusRegisterMap
{
    /// <summary>Fills in bits of <see cref="ModbusTable.Coil"/> or <see cref="ModbusTable.DiscreteInput"/>.</summary>
    ModbusExceptionCode ReadBits(ModbusTable table, ushort address, Span<bool> values);

    /// <summary>Fills in registers of <see cref="ModbusTable.InputRegister"/> or <see cref="ModbusTable.HoldingRegister"/>.</summary>
    ModbusExceptionCode ReadRegisters(ModbusTable table, ushort address, Span<ushort> values);

    /// <summary>Sets coils.</summary>
    ModbusExceptionCode WriteCoils(ushort address, ReadOnlySpan<bool> values);

    /// <summary>Sets holding registers.</summary>
    ModbusExceptionCode WriteRegisters(ushort address, ReadOnlySpan<ushort> values);

    /// <summary>
    /// Sets a holding register to (current AND <paramref name="and"/>) OR (<paramref name="or"/> AND NOT
    /// <paramref name="and"/>) (Modbus Application Protocol V1.1b3 §6.16). A map that others write to at the same time
    /// overrides it with an atomic one.
    /// </summary>
    ModbusExceptionCode MaskWriteRegister(ushort address, ushort and, ushort or)
    {
        Span<ushort> value = stackalloc ushort[1];
        var code = ReadRegisters(ModbusTable.HoldingRegister, address, value);
        if (code != ModbusExceptionCode.None)
            return code;
        value[0] = (ushort)((value[0] & and) | (or & ~and));
        return WriteRegisters(address, value);
    }
}
