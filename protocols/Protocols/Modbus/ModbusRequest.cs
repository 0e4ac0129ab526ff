namespace Protocols.Modbus;

/// <summary>
/// What a client asks, without the data that a write carries. It is a plain value, so that a client can keep it while
/// it waits and check the answer against it. The factories refuse impossible requests; a request that was read from the
/// wire has been checked by <see cref="ModbusRequestReader"/>.
/// </summary>
public readonly record struct ModbusRequest
{
    /// <summary>The value that switches a coil on (Modbus Application Protocol V1.1b3 §6.5); 0 switches it off.</summary>
    public const ushort CoilOn = 0xFF00;

    /// <summary>Function code.</summary>
    public ModbusFunction Function { get; internal init; }

    /// <summary>First address, 0–65,535; of the read part in function 23.</summary>
    public ushort Address { get; internal init; }

    /// <summary>Coils or registers from <see cref="Address"/> on; 1 in functions 5, 6 and 22.</summary>
    public ushort Quantity { get; internal init; }

    /// <summary>Function 5: 0x0000 or 0xFF00. Function 6: the register's new value.</summary>
    public ushort Value { get; internal init; }

    /// <summary>Function 23: first register written.</summary>
    public ushort WriteAddress { get; internal init; }

    /// <summary>Function 23: registers written.</summary>
    public ushort WriteQuantity { get; internal init; }

    /// <summary>Function 22: bits that keep their value.</summary>
    public ushort AndMask { get; internal init; }

    /// <summary>Function 22: new value of the bits that <see cref="AndMask"/> does not keep.</summary>
    public ushort OrMask { get; internal init; }

    /// <summary>Bytes of data that go out with the request; 0 except in functions 15, 16 and 23.</summary>
    public int PayloadLength => Function switch
    {
        ModbusFunction.WriteMultipleCoils => (Quantity + 7) / 8,
        ModbusFunction.WriteMultipleRegisters => Quantity * 2,
        ModbusFunction.ReadWriteMultipleRegisters => WriteQuantity * 2,
        _ => 0,
    };

    /// <summary>Bytes of data in the answer, its byte count; 0 for pure writes.</summary>
    public int ResponsePayloadLength => Function switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs => (Quantity + 7) / 8,
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters
            or ModbusFunction.ReadWriteMultipleRegisters => Quantity * 2,
        _ => 0,
    };

    /// <summary>Bytes of the request's PDU.</summary>
    public int PduLength => Function switch
    {
        ModbusFunction.WriteMultipleCoils or ModbusFunction.WriteMultipleRegisters => 6 + PayloadLength,
        ModbusFunction.MaskWriteRegister => 7,
        ModbusFunction.ReadWriteMultipleRegisters => 10 + PayloadLength,
        _ => 5,
    };

    /// <summary>Bytes of the PDU of a normal answer; that of an exception has 2.</summary>
    public int ResponsePduLength => Function switch
    {
        ModbusFunction.MaskWriteRegister => 7,
        ModbusFunction.WriteSingleCoil or ModbusFunction.WriteSingleRegister
            or ModbusFunction.WriteMultipleCoils or ModbusFunction.WriteMultipleRegisters => 5,
        _ => 2 + ResponsePayloadLength,
    };

    /// <summary>Reads bits or registers of one table with functions 1–4 (Modbus Application Protocol V1.1b3 §6.1–6.4).</summary>
    /// <param name="table">Which table.</param>
    /// <param name="address">First address.</param>
    /// <param name="quantity">1–2000 bits or 1–125 registers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is beyond its limit or runs past address 65,535.</exception>
    public static ModbusRequest Read(ModbusTable table, ushort address, int quantity)
    {
        var bits = table is ModbusTable.Coil or ModbusTable.DiscreteInput;
        CheckRange(address, quantity, bits ? ModbusLimits.ReadBits : ModbusLimits.ReadRegisters);
        var function = table switch
        {
            ModbusTable.Coil => ModbusFunction.ReadCoils,
            ModbusTable.DiscreteInput => ModbusFunction.ReadDiscreteInputs,
            ModbusTable.InputRegister => ModbusFunction.ReadInputRegisters,
            _ => ModbusFunction.ReadHoldingRegisters,
        };
        return new() { Function = function, Address = address, Quantity = (ushort)quantity };
    }

    /// <summary>Switches one coil with function 5 (Modbus Application Protocol V1.1b3 §6.5).</summary>
    public static ModbusRequest WriteCoil(ushort address, bool on) =>
        new() { Function = ModbusFunction.WriteSingleCoil, Address = address, Quantity = 1, Value = on ? CoilOn : (ushort)0 };

    /// <summary>Writes one register with function 6 (Modbus Application Protocol V1.1b3 §6.6).</summary>
    public static ModbusRequest WriteRegister(ushort address, ushort value) =>
        new() { Function = ModbusFunction.WriteSingleRegister, Address = address, Quantity = 1, Value = value };

    /// <summary>Writes coils with function 15; their packed bits go with the frame (Modbus Application Protocol V1.1b3 §6.11).</summary>
    /// <param name="address">First coil.</param>
    /// <param name="quantity">1–1968.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is beyond its limit or runs past address 65,535.</exception>
    public static ModbusRequest WriteCoils(ushort address, int quantity)
    {
        CheckRange(address, quantity, ModbusLimits.WriteBits);
        return new() { Function = ModbusFunction.WriteMultipleCoils, Address = address, Quantity = (ushort)quantity };
    }

    /// <summary>Writes registers with function 16; their bytes go with the frame (Modbus Application Protocol V1.1b3 §6.12).</summary>
    /// <param name="address">First register.</param>
    /// <param name="quantity">1–123.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is beyond its limit or runs past address 65,535.</exception>
    public static ModbusRequest WriteRegisters(ushort address, int quantity)
    {
        CheckRange(address, quantity, ModbusLimits.WriteRegisters);
        return new() { Function = ModbusFunction.WriteMultipleRegisters, Address = address, Quantity = (ushort)quantity };
    }

    /// <summary>
    /// Sets a register to (current AND <paramref name="and"/>) OR (<paramref name="or"/> AND NOT <paramref name="and"/>)
    /// with function 22 (Modbus Application Protocol V1.1b3 §6.16).
    /// </summary>
    public static ModbusRequest MaskWrite(ushort address, ushort and, ushort or) =>
        new() { Function = ModbusFunction.MaskWriteRegister, Address = address, Quantity = 1, AndMask = and, OrMask = or };

    /// <summary>
    /// Writes registers and then reads registers in one transaction, function 23; the written bytes go with the frame
    /// (Modbus Application Protocol V1.1b3 §6.17).
    /// </summary>
    /// <param name="address">First register read.</param>
    /// <param name="quantity">Registers read, 1–125.</param>
    /// <param name="writeAddress">First register written.</param>
    /// <param name="writeQuantity">Registers written, 1–121.</param>
    /// <exception cref="ArgumentOutOfRangeException">A quantity is beyond its limit or runs past address 65,535.</exception>
    public static ModbusRequest ReadWrite(ushort address, int quantity, ushort writeAddress, int writeQuantity)
    {
        CheckRange(address, quantity, ModbusLimits.ReadRegisters);
        CheckRange(writeAddress, writeQuantity, ModbusLimits.ReadWriteWriteRegisters);
        return new()
        {
            Function = ModbusFunction.ReadWriteMultipleRegisters,
            Address = address,
            Quantity = (ushort)quantity,
            WriteAddress = writeAddress,
            WriteQuantity = (ushort)writeQuantity,
        };
    }

    private static void CheckRange(ushort address, int quantity, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantity, Math.Min(limit, 65_536 - address));
    }
}
