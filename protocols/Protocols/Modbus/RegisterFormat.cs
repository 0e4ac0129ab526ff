namespace Protocols.Modbus;

/// <summary>What a value is, over one or more registers.</summary>
public enum RegisterType
{
    /// <summary>One bit of a register.</summary>
    Bit,

    /// <summary>One register, two's complement.</summary>
    Int16,

    /// <summary>One register.</summary>
    UInt16,

    /// <summary>Two registers, two's complement.</summary>
    Int32,

    /// <summary>Two registers.</summary>
    UInt32,

    /// <summary>Four registers, two's complement.</summary>
    Int64,

    /// <summary>Four registers.</summary>
    UInt64,

    /// <summary>Two registers, IEEE 754 single.</summary>
    Float32,

    /// <summary>Four registers, IEEE 754 double.</summary>
    Float64,
}

/// <summary>Order of the two bytes within a register.</summary>
public enum ByteOrder
{
    /// <summary>High byte first: the standard's (Modbus Application Protocol V1.1b3 §4.2).</summary>
    Big,

    /// <summary>Low byte first: a maker's deviation.</summary>
    Little,
}

/// <summary>Order of the registers of one value; the standard leaves it open.</summary>
public enum WordOrder
{
    /// <summary>High word at the lowest address.</summary>
    Big,

    /// <summary>Low word at the lowest address.</summary>
    Little,
}

/// <summary>How a value lies in registers.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Bytes">Order of bytes within a register.</param>
/// <param name="Words">Order of registers within the value.</param>
/// <param name="Bit">0 (lowest) to 15, for <see cref="RegisterType.Bit"/>; counted after the bytes are put in order.</param>
public readonly record struct RegisterFormat(
    RegisterType Type, ByteOrder Bytes = ByteOrder.Big, WordOrder Words = WordOrder.Big, int Bit = 0)
{
    /// <summary>Registers that the value takes: 1, 2 or 4.</summary>
    public int Registers => Type switch
    {
        RegisterType.Int32 or RegisterType.UInt32 or RegisterType.Float32 => 2,
        RegisterType.Int64 or RegisterType.UInt64 or RegisterType.Float64 => 4,
        _ => 1,
    };

    /// <summary>Bytes that the value takes: 2, 4 or 8.</summary>
    public int ByteLength => Registers * 2;
}
