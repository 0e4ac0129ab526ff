using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>MBAP framing: Modbus Messaging on TCP/IP V1.0b §3.1.3.</summary>
public sealed class ModbusTcpSpecs
{
    [Fact]
    public void frames_that_arrive_together_are_handed_out_one_by_one()
    {
        var stream = Golden.All.SelectMany(golden => golden.AskedTcp).ToArray();
        var buffer = Wire.Cut(stream, Enumerable.Range(1, stream.Length / 7).Select(n => n * 7));

        foreach (var golden in Golden.All)
        {
            Assert.Equal(OperationStatus.Done, ModbusTcp.Scan(ref buffer, out var frame, out _));
            Assert.Equal(golden.AskedPdu, frame.Pdu.ToArray());
        }

        Assert.Equal(OperationStatus.NeedMoreData, ModbusTcp.Scan(ref buffer, out _, out _));
    }

    [Theory]
    [InlineData("00 01 00 01", ModbusFault.BadProtocolId)]             // protocol id 1, refused before the length is there
    [InlineData("47 45 54 20 2F 20", ModbusFault.BadProtocolId)]       // "GET / "
    [InlineData("00 01 00 00 00 00", ModbusFault.BadLength)]           // length 0
    [InlineData("00 01 00 00 00 01", ModbusFault.BadLength)]           // length 1: a unit without a PDU
    [InlineData("00 01 00 00 00 FF 11", ModbusFault.BadLength)]        // length 255: a PDU of 254
    [InlineData("00 01 00 00 FF FF 11 03 00 00", ModbusFault.BadLength)] // length 65,535
    public void a_hostile_header_is_refused_at_once_and_the_stream_given_up(string hex, ModbusFault expected)
    {
        foreach (var cut in Wire.EveryCut(Hex.Parse(hex)))
        {
            var buffer = cut;

            Assert.Equal(OperationStatus.InvalidData, ModbusTcp.Scan(ref buffer, out var frame, out var fault));

            Assert.Equal((expected, 0L, 0L), (fault, buffer.Length, frame.Pdu.Length));
        }
    }

    [Theory, InlineData(1), InlineData(253)]
    public void the_shortest_and_the_longest_pdu_pass(int length)
    {
        var pdu = Enumerable.Range(1, length).Select(n => (byte)n).ToArray();
        var buffer = Wire.Whole(Wire.Written(w => ModbusTcp.WriteFrame(w, 7, 255, pdu)));

        Assert.Equal(OperationStatus.Done, ModbusTcp.Scan(ref buffer, out var frame, out _));

        Assert.Equal(pdu, frame.Pdu.ToArray());
    }

    [Theory, InlineData(0), InlineData(254)]
    public void a_pdu_that_no_frame_can_carry_is_a_fault_of_the_caller(int length)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Wire.Written(w => ModbusTcp.WriteFrame(w, 7, 255, new byte[length])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Wire.Written(w => ModbusRtu.WriteFrame(w, 1, new byte[length])));
    }

    [Fact]
    public void an_answer_of_another_transaction_or_unit_is_told_apart()
    {
        var buffer = Wire.Whole(Wire.Written(w => ModbusTcp.WriteFrame(w, 7, 3, [0x83, 0x02])));
        ModbusTcp.Scan(ref buffer, out var frame, out _);

        Assert.Equal(ModbusFault.None, frame.Check(7, 3));
        Assert.Equal(ModbusFault.WrongTransaction, frame.Check(8, 3));
        Assert.Equal(ModbusFault.WrongUnit, frame.Check(7, 4));
    }
}
