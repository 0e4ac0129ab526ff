namespace Protocols.Modbus;

/// <summary>
/// One raw value of a register table, before scaling; keeps all 64 bits. Conversions are exact except
/// <see cref="ToDouble"/> of 64-bit integers beyond 2^53.
/// </summary>
/// <param name="Type">What the bits mean.</param>
/// <param name="Bits">The value's own bits, right-aligned; upper bits are 0.</param>
public readonly record struct ModbusValue(RegisterType Type, ulong Bits)
{
    /// <summary>
    /// The integer, sign-extended; an unsigned 64-bit value beyond 2^63 wraps; for floats the bit pattern. This is what
    /// "no value" marks such as 0x7FFF are compared with, see <see cref="IsRaw"/>.
    /// </summary>
    public long ToInt64() => Type switch
    {
        RegisterType.Int16 => (short)Bits,
        RegisterType.Int32 => (int)Bits,
        _ => (long)Bits,
    };

    /// <summary>The number; NaN and infinities of float types come through as they are.</summary>
    public double ToDouble() => Type switch
    {
        RegisterType.UInt64 => Bits,
        RegisterType.Float32 => BitConverter.UInt32BitsToSingle((uint)Bits),
        RegisterType.Float64 => BitConverter.UInt64BitsToDouble(Bits),
        _ => ToInt64(),
    };

    /// <summary>
    /// True when the raw value is the given one, written either way: −1 and 0xFFFF are the same int16. Floats compare by
    /// bit pattern.
    /// </summary>
    public bool IsRaw(long raw) => ToInt64() == raw || (raw >= 0 && Bits == (ulong)raw);

    /// <summary>Decodes a value (byte order: Modbus Application Protocol V1.1b3 §4.2).</summary>
    /// <param name="registers">At least <see cref="RegisterFormat.ByteLength"/> bytes as they were on the wire.</param>
    /// <param name="format">How it lies there.</param>
    /// <exception cref="IndexOutOfRangeException">There are too few bytes.</exception>
    // value = 1*4register ; register = high low (big) / low high (little) ; first register high (big) / low (little)
    public static ModbusValue Read(ReadOnlySpan<byte> registers, RegisterFormat format)
    {
        var bits = 0UL;
        for (var word = 0; word < format.Registers; word++)
        {
            var at = WordOffset(word, format);
            var (high, low) = format.Bytes == ByteOrder.Big ? (at, at + 1) : (at + 1, at);
            bits = bits << 16 | (uint)registers[high] << 8 | registers[low];
        }

        return new(format.Type, format.Type == RegisterType.Bit ? bits >> format.Bit & 1 : bits);
    }

    /// <summary>
    /// Encodes this value. A <see cref="RegisterType.Bit"/> changes only its own bit, so the other bits must have been
    /// read before (or use <see cref="ModbusRequest.MaskWrite"/>).
    /// </summary>
    /// <param name="registers">Takes <see cref="RegisterFormat.ByteLength"/> bytes as they go on the wire.</param>
    /// <param name="format">How it shall lie there; its type is this value's.</param>
    /// <exception cref="ArgumentException">The format is of another type.</exception>
    /// <exception cref="IndexOutOfRangeException">There is too little room.</exception>
    // value = 1*4register ; register = high low (big) / low high (little) ; first register high (big) / low (little)
    public void Write(Span<byte> registers, RegisterFormat format)
    {
        if (format.Type != Type)
            throw new ArgumentException($"The value is {Type}, the format {format.Type}.", nameof(format));
        var bits = Bits;
        if (Type == RegisterType.Bit)
        {
            var current = Read(registers, format with { Type = RegisterType.UInt16 }).Bits;
            bits = (current & ~(1UL << format.Bit)) | Bits << format.Bit;
        }

        for (var word = format.Registers - 1; word >= 0; word--, bits >>= 16)
        {
            var at = WordOffset(word, format);
            var (high, low) = format.Bytes == ByteOrder.Big ? (at, at + 1) : (at + 1, at);
            registers[high] = (byte)(bits >> 8);
            registers[low] = (byte)bits;
        }
    }

    /// <summary>
    /// Makes a raw value of a number: integers are rounded to the nearest (half away from zero), bits are 0 or 1.
    /// </summary>
    /// <returns>False when the type cannot hold the number: out of range, or NaN for an integer.</returns>
    public static bool TryFrom(RegisterType type, double number, out ModbusValue value)
    {
        var rounded = Math.Round(number, MidpointRounding.AwayFromZero);
        var (fits, bits) = type switch
        {
            RegisterType.Bit => (rounded is 0 or 1, unchecked((ulong)rounded)),
            RegisterType.Int16 => (rounded is >= short.MinValue and <= short.MaxValue, (ushort)(long)rounded),
            RegisterType.UInt16 => (rounded is >= 0 and <= ushort.MaxValue, (ushort)(long)rounded),
            RegisterType.Int32 => (rounded is >= int.MinValue and <= int.MaxValue, (uint)(long)rounded),
            RegisterType.UInt32 => (rounded is >= 0 and <= uint.MaxValue, (uint)(long)rounded),
            // 2^63 and 2^64 are exact doubles; the largest integers are not.
            RegisterType.Int64 => (rounded is >= -9223372036854775808.0 and < 9223372036854775808.0, (ulong)(long)rounded),
            RegisterType.UInt64 => (rounded is >= 0 and < 18446744073709551616.0, (ulong)rounded),
            RegisterType.Float32 => (
                float.IsFinite((float)number) || !double.IsFinite(number), BitConverter.SingleToUInt32Bits((float)number)),
            _ => (true, BitConverter.DoubleToUInt64Bits(number)),
        };
        value = fits ? new(type, bits) : default;
        return fits;
    }

    private static int WordOffset(int word, RegisterFormat format) =>
        2 * (format.Words == WordOrder.Big ? word : format.Registers - 1 - word);
}
