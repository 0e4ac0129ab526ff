using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>Frames as the standards print them, byte by byte, cut everywhere.</summary>
public sealed class ModbusGoldenSpecs
{
    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void a_request_is_written_as_the_standard_prints_it(string name)
    {
        var golden = Golden.Named(name);

        Assert.Equal(golden.AskedPdu, Wire.Written(w => ModbusRequestWriter.Write(w, golden.Request, golden.PayloadBytes)));
        Assert.Equal(golden.AskedRtu, Wire.Written(w => ModbusRtu.WriteRequest(w, Golden.Unit, golden.Request, golden.PayloadBytes)));
        Assert.Equal(golden.AskedTcp, Wire.Written(w => ModbusTcp.WriteRequest(w, Golden.Transaction, Golden.Unit, golden.Request, golden.PayloadBytes)));
        Assert.Equal(golden.AskedPdu.Length, golden.Request.PduLength);
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void any_pdu_is_framed_as_the_standard_prints_it(string name)
    {
        var golden = Golden.Named(name);

        Assert.Equal(golden.AnsweredRtu, Wire.Written(w => ModbusRtu.WriteFrame(w, Golden.Unit, golden.AnsweredPdu)));
        Assert.Equal(golden.AnsweredTcp, Wire.Written(w => ModbusTcp.WriteFrame(w, Golden.Transaction, Golden.Unit, golden.AnsweredPdu)));
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void a_server_finds_and_reads_the_request_however_it_is_cut(string name)
    {
        var golden = Golden.Named(name);

        foreach (var cut in Wire.EveryCut(golden.AskedRtu))
        {
            var buffer = cut;
            Assert.Equal(OperationStatus.Done, ModbusRtu.ScanRequest(ref buffer, silence: false, out var frame, out var fault));
            Assert.Equal((ModbusFault.None, Golden.Unit, (ushort)0, 0L), (fault, frame.Unit, frame.Transaction, buffer.Length));
            AssertRequest(golden, frame.Pdu);
        }

        foreach (var cut in Wire.EveryCut(golden.AskedTcp))
        {
            var buffer = cut;
            Assert.Equal(OperationStatus.Done, ModbusTcp.Scan(ref buffer, out var frame, out var fault));
            Assert.Equal((ModbusFault.None, Golden.Unit, Golden.Transaction, 0L), (fault, frame.Unit, frame.Transaction, buffer.Length));
            AssertRequest(golden, frame.Pdu);
        }
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void a_client_finds_and_reads_the_answer_however_it_is_cut(string name)
    {
        var golden = Golden.Named(name);

        foreach (var cut in Wire.EveryCut(golden.AnsweredRtu))
        {
            var buffer = cut;
            Assert.Equal(OperationStatus.Done, ModbusRtu.ScanResponse(ref buffer, Golden.Unit, golden.Request, silence: false, out var frame, out _));
            Assert.Equal((Golden.Unit, 0L), (frame.Unit, buffer.Length));
            AssertResponse(golden, frame.Pdu);
        }

        foreach (var cut in Wire.EveryCut(golden.AnsweredTcp))
        {
            var buffer = cut;
            Assert.Equal(OperationStatus.Done, ModbusTcp.Scan(ref buffer, out var frame, out _));
            Assert.Equal((ModbusFault.None, 0L), (frame.Check(Golden.Transaction, Golden.Unit), buffer.Length));
            AssertResponse(golden, frame.Pdu);
        }
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void a_frame_that_is_not_there_yet_is_waited_for_at_every_byte(string name)
    {
        var golden = Golden.Named(name);

        for (var length = 0; length < golden.AskedRtu.Length; length++)
        {
            var buffer = Wire.Whole(golden.AskedRtu[..length]);
            Assert.Equal(OperationStatus.NeedMoreData, ModbusRtu.ScanRequest(ref buffer, silence: false, out _, out _));
            Assert.Equal(length, buffer.Length);
        }

        for (var length = 0; length < golden.AnsweredRtu.Length; length++)
        {
            var buffer = Wire.Whole(golden.AnsweredRtu[..length]);
            Assert.Equal(OperationStatus.NeedMoreData, ModbusRtu.ScanResponse(ref buffer, Golden.Unit, golden.Request, silence: false, out _, out _));
            Assert.Equal(length, buffer.Length);
        }

        for (var length = 0; length < golden.AnsweredTcp.Length; length++)
        {
            var buffer = Wire.Cut(golden.AnsweredTcp[..length], length / 2);
            Assert.Equal(OperationStatus.NeedMoreData, ModbusTcp.Scan(ref buffer, out _, out _));
            Assert.Equal(length, buffer.Length);
        }
    }

    [Fact]
    public void the_crc_is_the_one_of_the_serial_line_standard()
    {
        byte[] frame =
        [
            0x02, // unit id
            0x07, // function read exception status
            0x41, // CRC low
            0x12, // CRC high
        ];

        Assert.Equal(0x1241, ModbusCrc.Compute(frame.AsSpan(0, 2)));
        Assert.True(ModbusCrc.Check(frame));
        Assert.False(ModbusCrc.Check(frame.AsSpan(0, 2)));
    }

    private static void AssertRequest(Golden golden, ReadOnlySequence<byte> pdu)
    {
        var reader = new ModbusRequestReader(pdu);
        Assert.Equal(OperationStatus.Done, reader.Read());
        Assert.Equal(golden.Request, reader.Request);
        Assert.Equal(golden.PayloadBytes, Bytes(reader.Payload));
    }

    private static void AssertResponse(Golden golden, ReadOnlySequence<byte> pdu)
    {
        var reader = new ModbusResponseReader(pdu);
        Assert.Equal(OperationStatus.Done, reader.Read(golden.Request));
        var refused = golden.AnsweredPdu[0] >= 0x80;
        Assert.Equal(refused ? ModbusExceptionCode.IllegalDataAddress : ModbusExceptionCode.None, reader.Exception);
        Assert.Equal(refused ? 0 : golden.Request.ResponsePayloadLength, reader.Payload.Length);
        Assert.Equal(golden.AnsweredPdu[^reader.Payload.Length..], Bytes(reader.Payload));
    }

    private static byte[] Bytes(ModbusPayload payload)
    {
        var bytes = new byte[payload.Length];
        payload.CopyTo(bytes);
        return bytes;
    }
}
