namespace Protocols.Modbus;

/// <summary>Function codes spoken by both roles (Modbus Application Protocol V1.1b3 §5.1, §6).</summary>
public enum ModbusFunction : byte
{
    /// <summary>No function; never on the wire.</summary>
    None = 0,

    /// <summary>0x01 Read Coils, 1–2000 (§6.1).</summary>
    ReadCoils = 1,

    /// <summary>0x02 Read Discrete Inputs, 1–2000 (§6.2).</summary>
    ReadDiscreteInputs = 2,

    /// <summary>0x03 Read Holding Registers, 1–125 (§6.3).</summary>
    ReadHoldingRegisters = 3,

    /// <summary>0x04 Read Input Registers, 1–125 (§6.4).</summary>
    ReadInputRegisters = 4,

    /// <summary>0x05 Write Single Coil (§6.5).</summary>
    WriteSingleCoil = 5,

    /// <summary>0x06 Write Single Register (§6.6).</summary>
    WriteSingleRegister = 6,

    /// <summary>0x0F Write Multiple Coils, 1–1968 (§6.11).</summary>
    WriteMultipleCoils = 15,

    /// <summary>0x10 Write Multiple Registers, 1–123 (§6.12).</summary>
    WriteMultipleRegisters = 16,

    /// <summary>0x16 Mask Write Register (§6.16).</summary>
    MaskWriteRegister = 22,

    /// <summary>0x17 Read/Write Multiple Registers, 1–125 read and 1–121 written (§6.17).</summary>
    ReadWriteMultipleRegisters = 23,
}
