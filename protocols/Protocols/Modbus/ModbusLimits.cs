namespace Protocols.Modbus;

/// <summary>Largest sizes and quantities (Modbus Application Protocol V1.1b3 §4.1 and §6).</summary>
public static class ModbusLimits
{
    /// <summary>Bytes of a PDU: function code and data (§4.1).</summary>
    public const int Pdu = 253;

    /// <summary>Bytes of an RTU frame: unit, PDU, CRC (§4.1).</summary>
    public const int RtuFrame = 256;

    /// <summary>Bytes of a TCP frame: MBAP header and PDU (§4.1).</summary>
    public const int TcpFrame = 260;

    /// <summary>Bytes of the MBAP header, unit id included (Modbus Messaging on TCP/IP V1.0b §3.1.3).</summary>
    public const int MbapHeader = 7;

    /// <summary>Coils or discrete inputs in one read (§6.1, §6.2).</summary>
    public const int ReadBits = 2000;

    /// <summary>Registers in one read (§6.3, §6.4, §6.17).</summary>
    public const int ReadRegisters = 125;

    /// <summary>Coils in one write (§6.11).</summary>
    public const int WriteBits = 1968;

    /// <summary>Registers in one write (§6.12).</summary>
    public const int WriteRegisters = 123;

    /// <summary>Registers written by one Read/Write Multiple Registers (§6.17).</summary>
    public const int ReadWriteWriteRegisters = 121;
}
