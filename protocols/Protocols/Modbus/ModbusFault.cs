namespace Protocols.Modbus;

/// <summary>Why bytes were refused. Goes with <see cref="System.Buffers.OperationStatus.InvalidData"/>.</summary>
public enum ModbusFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The CRC of an RTU frame does not fit (Modbus over Serial Line V1.02 §2.5.1.2).</summary>
    BadCrc,

    /// <summary>A length field is out of its range, or a PDU is shorter or longer than its function says.</summary>
    BadLength,

    /// <summary>The line fell silent in the middle of a frame (Modbus over Serial Line V1.02 §2.5.1.1).</summary>
    Truncated,

    /// <summary>The frame would exceed 256 bytes (RTU) or its PDU 253 (Modbus Application Protocol V1.1b3 §4.1).</summary>
    TooLong,

    /// <summary>A function code that is not spoken here, or not the one that was asked.</summary>
    BadFunction,

    /// <summary>The answer comes from another unit.</summary>
    WrongUnit,

    /// <summary>The answer belongs to another transaction, most likely one that timed out.</summary>
    WrongTransaction,

    /// <summary>The MBAP protocol id is not 0: this is not Modbus.</summary>
    BadProtocolId,

    /// <summary>The byte count does not fit the quantity.</summary>
    ByteCountMismatch,

    /// <summary>The quantity is 0 or beyond the function's limit.</summary>
    QuantityOutOfRange,

    /// <summary>Address plus quantity runs past 65,536.</summary>
    AddressOutOfRange,

    /// <summary>A coil value other than 0x0000 and 0xFF00 (Modbus Application Protocol V1.1b3 §6.5).</summary>
    BadCoilValue,

    /// <summary>The answer to a write does not repeat the request.</summary>
    EchoMismatch,
}
