using System.Buffers;

namespace Protocols.Modbus;

/// <summary>One complete frame that a scanner found. It points into the scanned buffer and lives as long as that.</summary>
/// <param name="transaction">MBAP transaction id; 0 on RTU.</param>
/// <param name="unit">Unit id: 0 broadcast, 1–247 servers (Modbus over Serial Line V1.02 §2.2); 255 is usual on TCP.</param>
/// <param name="pdu">Function code and data, 1–253 bytes.</param>
public readonly struct ModbusFrame(ushort transaction, byte unit, ReadOnlySequence<byte> pdu)
{
    /// <summary>MBAP transaction id; 0 on RTU.</summary>
    public ushort Transaction { get; } = transaction;

    /// <summary>Unit id.</summary>
    public byte Unit { get; } = unit;

    /// <summary>Function code and data, 1–253 bytes.</summary>
    public ReadOnlySequence<byte> Pdu { get; } = pdu;

    /// <summary>
    /// Whether a TCP answer belongs to what was asked: <see cref="ModbusFault.WrongTransaction"/>,
    /// <see cref="ModbusFault.WrongUnit"/> or <see cref="ModbusFault.None"/>
    /// (Modbus Messaging on TCP/IP V1.0b §4.4.1.3). A frame that does not belong is dropped and the next one read.
    /// </summary>
    public ModbusFault Check(ushort transaction, byte unit) =>
        Transaction != transaction ? ModbusFault.WrongTransaction
        : Unit != unit ? ModbusFault.WrongUnit
        : ModbusFault.None;
}
