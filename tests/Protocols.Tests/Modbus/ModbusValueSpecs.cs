using System.Buffers.Binary;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>Values over registers, in every byte and word order that makers use.</summary>
public sealed class ModbusValueSpecs
{
    [Theory]
    [InlineData(ByteOrder.Big, WordOrder.Big, "42 F6 E9 79")]       // ABCD
    [InlineData(ByteOrder.Big, WordOrder.Little, "E9 79 42 F6")]    // CDAB
    [InlineData(ByteOrder.Little, WordOrder.Big, "F6 42 79 E9")]    // BADC
    [InlineData(ByteOrder.Little, WordOrder.Little, "79 E9 F6 42")] // DCBA
    public void a_float_is_read_and_written_in_each_order(ByteOrder bytes, WordOrder words, string hex)
    {
        var format = new RegisterFormat(RegisterType.Float32, bytes, words);
        var written = new byte[4];

        var value = ModbusValue.Read(Hex.Parse(hex), format);
        value.Write(written, format);

        Assert.Equal(123.456f, value.ToDouble());
        Assert.Equal(Hex.Parse(hex), written);
        Assert.Equal(0x42F6E979, value.ToInt64());
    }

    [Theory]
    [InlineData(RegisterType.Int16, "FF FE", -2)]
    [InlineData(RegisterType.UInt16, "FF FE", 65_534)]
    [InlineData(RegisterType.Int32, "FF FF FF FE", -2)]
    [InlineData(RegisterType.UInt32, "FF FF FF FE", 4_294_967_294)]
    [InlineData(RegisterType.Int64, "FF FF FF FF FF FF FF FE", -2)]
    [InlineData(RegisterType.UInt64, "00 00 00 00 FF FF FF FE", 4_294_967_294)]
    [InlineData(RegisterType.Float64, "40 5E DD 2F 1A 9F BE 77", 123.456)]
    public void each_type_keeps_its_sign_and_width(RegisterType type, string hex, double expected)
    {
        var bytes = Hex.Parse(hex);
        var format = new RegisterFormat(type);
        var written = new byte[bytes.Length];

        var value = ModbusValue.Read(bytes, format);
        value.Write(written, format);

        Assert.Equal(expected, value.ToDouble());
        Assert.Equal(bytes, written);
        Assert.Equal(bytes.Length, format.ByteLength);
    }

    [Fact]
    public void random_values_survive_every_order()
    {
        var random = new Random(20_261_123);
        var (source, written) = (new byte[8], new byte[8]);
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(source);
            var format = new RegisterFormat(
                (RegisterType)random.Next(1, 9), (ByteOrder)random.Next(2), (WordOrder)random.Next(2));
            var value = ModbusValue.Read(source, format);
            value.Write(written, format);

            Assert.Equal(source[..format.ByteLength], written[..format.ByteLength]);
            if (format.Type != RegisterType.UInt64 && format.Type != RegisterType.Int64 && !double.IsNaN(value.ToDouble()))
            {
                Assert.True(ModbusValue.TryFrom(format.Type, value.ToDouble(), out var back));
                Assert.Equal(value, back);
            }
        }
    }

    [Fact]
    public void a_bit_is_read_after_the_bytes_are_in_order_and_written_without_touching_others()
    {
        byte[] register = [0x80, 0x01];

        Assert.Equal(1, Bit(register, 15, ByteOrder.Big).ToDouble());
        Assert.Equal(0, Bit(register, 8, ByteOrder.Big).ToDouble());
        Assert.Equal(1, Bit(register, 8, ByteOrder.Little).ToDouble());
        Assert.Equal(1, Bit(register, 7, ByteOrder.Little).ToDouble());

        new ModbusValue(RegisterType.Bit, 0).Write(register, new(RegisterType.Bit, Bit: 15));
        new ModbusValue(RegisterType.Bit, 1).Write(register, new(RegisterType.Bit, ByteOrder.Little, Bit: 9));
        Assert.Equal([0x00, 0x03], register);

        static ModbusValue Bit(byte[] register, int bit, ByteOrder order) =>
            ModbusValue.Read(register, new(RegisterType.Bit, order, Bit: bit));
    }

    [Theory]
    [InlineData(RegisterType.Bit, 1, true)]
    [InlineData(RegisterType.Bit, 2, false)]
    [InlineData(RegisterType.Int16, -32_768.4, true)]
    [InlineData(RegisterType.Int16, 32_767.5, false)]
    [InlineData(RegisterType.UInt16, -1, false)]
    [InlineData(RegisterType.UInt16, 65_535, true)]
    [InlineData(RegisterType.UInt16, 0, true)]
    [InlineData(RegisterType.UInt16, 65_536, false)]
    [InlineData(RegisterType.Int16, -32_769, false)]
    [InlineData(RegisterType.Int32, 2_147_483_647, true)]
    [InlineData(RegisterType.Int32, 2_147_483_648, false)]
    [InlineData(RegisterType.Int32, -2_147_483_648, true)]
    [InlineData(RegisterType.Int32, -2_147_483_649, false)]
    [InlineData(RegisterType.UInt32, 0, true)]
    [InlineData(RegisterType.UInt32, 4_294_967_296, false)]
    [InlineData(RegisterType.Int64, 9_223_372_036_854_775_808.0, false)]
    [InlineData(RegisterType.UInt64, 0, true)]
    [InlineData(RegisterType.UInt64, 18_446_744_073_709_551_616.0, false)]
    [InlineData(RegisterType.UInt32, 4_294_967_295, true)]
    [InlineData(RegisterType.Int64, 9.3e18, false)]
    [InlineData(RegisterType.Int64, -9.2e18, true)]
    [InlineData(RegisterType.UInt64, 1.8e19, true)]
    [InlineData(RegisterType.UInt64, 1.9e19, false)]
    [InlineData(RegisterType.Int32, double.NaN, false)]
    [InlineData(RegisterType.Float32, double.NaN, true)]
    [InlineData(RegisterType.Float32, 1e39, false)]
    [InlineData(RegisterType.Float64, 1e300, true)]
    public void a_number_that_a_type_cannot_hold_is_refused(RegisterType type, double number, bool fits) =>
        Assert.Equal(fits, ModbusValue.TryFrom(type, number, out _));

    [Theory, InlineData(2.5, 3), InlineData(-2.5, -3), InlineData(2.4, 2)]
    public void integers_are_rounded_half_away_from_zero(double number, long expected)
    {
        Assert.True(ModbusValue.TryFrom(RegisterType.Int16, number, out var value));
        Assert.Equal(expected, value.ToInt64());
    }

    [Fact]
    public void a_no_value_mark_is_recognised_signed_or_not()
    {
        var minusOne = ModbusValue.Read([0xFF, 0xFF], new(RegisterType.Int16));
        var nan = ModbusValue.Read([0x7F, 0xC0, 0x00, 0x00], new(RegisterType.Float32));

        Assert.True(minusOne.IsRaw(-1));
        Assert.True(minusOne.IsRaw(0xFFFF));
        Assert.False(minusOne.IsRaw(0x7FFF));
        Assert.True(nan.IsRaw(0x7FC00000));
        Assert.Equal(ulong.MaxValue, ModbusValue.Read([.. Enumerable.Repeat((byte)0xFF, 8)], new(RegisterType.UInt64)).ToDouble());
    }

    [Fact]
    public void a_value_is_only_written_as_its_own_type()
    {
        Assert.Throws<ArgumentException>(() => new ModbusValue(RegisterType.Int16, 1).Write(new byte[4], new(RegisterType.Int32)));
        Assert.Throws<IndexOutOfRangeException>(() => ModbusValue.Read(new byte[2], new(RegisterType.Int32)));
    }

    [Fact]
    public void bits_are_packed_lowest_first_and_padded_with_zeros()
    {
        var packed = new byte[] { 0xFF, 0xFF, 0xFF };

        var length = ModbusBits.Pack([true, false, true, true, false, false, true, true, true, false], packed);

        Assert.Equal(2, length);
        Assert.Equal([0xCD, 0x01, 0xFF], packed);
        Assert.Equal(0xCD01, BinaryPrimitives.ReadUInt16BigEndian(packed));
    }
}
