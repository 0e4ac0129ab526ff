namespace Protocols.Modbus;

/// <summary>
/// A register map in memory: four tables from address 0, safe for any number of threads. What lies beyond a table's size
/// is answered with <see cref="ModbusExceptionCode.IllegalDataAddress"/>.
/// </summary>
/// <param name="coils">Coils, 0–65,536.</param>
/// <param name="discreteInputs">Discrete inputs, 0–65,536.</param>
/// <param name="inputRegisters">Input registers, 0–65,536.</param>
/// <param name="holdingRegisters">Holding registers, 0–65,536.</param>
public sealed class ModbusMemory(int coils, int discreteInputs, int inputRegisters, int holdingRegisters) : IModbusRegisterMap
{
    private readonly Lock _gate = new();
    private readonly bool[] _coils = new bool[coils];
    private readonly bool[] _discreteInputs = new bool[discreteInputs];
    private readonly ushort[] _inputRegisters = new ushort[inputRegisters];
    private readonly ushort[] _holdingRegisters = new ushort[holdingRegisters];

    /// <inheritdoc/>
    public ModbusExceptionCode ReadBits(ModbusTable table, ushort address, Span<bool> values) =>
        Copy(Bits(table).AsSpan(), address, values);

    /// <inheritdoc/>
    public ModbusExceptionCode ReadRegisters(ModbusTable table, ushort address, Span<ushort> values) =>
        Copy(Registers(table).AsSpan(), address, values);

    /// <inheritdoc/>
    public ModbusExceptionCode WriteCoils(ushort address, ReadOnlySpan<bool> values) =>
        SetBits(ModbusTable.Coil, address, values);

    /// <inheritdoc/>
    public ModbusExceptionCode WriteRegisters(ushort address, ReadOnlySpan<ushort> values) =>
        SetRegisters(ModbusTable.HoldingRegister, address, values);

    /// <inheritdoc/>
    public ModbusExceptionCode MaskWriteRegister(ushort address, ushort and, ushort or)
    {
        lock (_gate)
        {
            if (address >= _holdingRegisters.Length)
                return ModbusExceptionCode.IllegalDataAddress;
            ref var register = ref _holdingRegisters[address];
            register = (ushort)((register & and) | (or & ~and));
            return ModbusExceptionCode.None;
        }
    }

    /// <summary>Sets bits of either bit table, as the device behind the map does; all of them in one step.</summary>
    public ModbusExceptionCode SetBits(ModbusTable table, ushort address, ReadOnlySpan<bool> values) =>
        Store(Bits(table), address, values);

    /// <summary>Sets registers of either register table, as the device behind the map does; all of them in one step.</summary>
    public ModbusExceptionCode SetRegisters(ModbusTable table, ushort address, ReadOnlySpan<ushort> values) =>
        Store(Registers(table), address, values);

    private ModbusExceptionCode Copy<T>(ReadOnlySpan<T> source, ushort address, Span<T> values)
    {
        if (address + values.Length > source.Length)
            return ModbusExceptionCode.IllegalDataAddress;
        lock (_gate)
            source.Slice(address, values.Length).CopyTo(values);
        return ModbusExceptionCode.None;
    }

    private ModbusExceptionCode Store<T>(Span<T> target, ushort address, ReadOnlySpan<T> values)
    {
        if (address + values.Length > target.Length)
            return ModbusExceptionCode.IllegalDataAddress;
        lock (_gate)
            values.CopyTo(target[address..]);
        return ModbusExceptionCode.None;
    }

    private bool[] Bits(ModbusTable table) => table switch
    {
        ModbusTable.Coil => _coils,
        ModbusTable.DiscreteInput => _discreteInputs,
        _ => [],
    };

    private ushort[] Registers(ModbusTable table) => table switch
    {
        ModbusTable.InputRegister => _inputRegisters,
        ModbusTable.HoldingRegister => _holdingRegisters,
        _ => [],
    };
}
