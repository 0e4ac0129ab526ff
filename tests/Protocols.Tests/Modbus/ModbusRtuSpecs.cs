using System.Buffers;
using Protocols.Modbus;

namespace Protocols.Tests.Modbus;

/// <summary>RTU framing after garbage, silence and foreign traffic: Modbus over Serial Line V1.02 §2.5.1.</summary>
public sealed class ModbusRtuSpecs
{
    private static readonly Golden Read = Golden.Named("read holding registers (6.3)");
    private static readonly Golden Write = Golden.Named("write multiple registers (6.12)");

    public static TheoryData<string> Garbage =>
    [
        "00",                   // a break on the line
        "FF FF FF FF FF",       // noise, no known function
        "11 63 00",             // our unit, unknown function
        "11 03 00 6B 00 03 76", // a request whose last byte was lost
        "03 03 03 03 03 03 03", // every byte may begin a frame
    ];

    [Theory, MemberData(nameof(Garbage))]
    public void a_server_finds_the_next_request_after_garbage(string garbage)
    {
        foreach (var cut in Wire.EveryCut([.. Hex.Parse(garbage), .. Read.AskedRtu, .. Write.AskedRtu]))
        {
            var buffer = cut;

            var (frames, faults) = Requests(ref buffer, silence: false);

            Assert.Equal([Convert.ToHexString(Read.AskedPdu), Convert.ToHexString(Write.AskedPdu)], frames);
            Assert.NotEmpty(faults);
            Assert.True(buffer.IsEmpty);
        }
    }

    [Theory, MemberData(nameof(Garbage))]
    public void a_client_finds_its_answer_after_garbage(string garbage)
    {
        foreach (var cut in Wire.EveryCut([.. Hex.Parse(garbage), .. Read.AnsweredRtu]))
        {
            var buffer = cut;

            var (frames, faults) = Responses(ref buffer, Read.Request, silence: false);

            Assert.Equal([Convert.ToHexString(Read.AnsweredPdu)], frames);
            Assert.NotEmpty(faults);
        }
    }

    [Theory, MemberData(nameof(Garbage))]
    public void a_frame_behind_garbage_is_found_wherever_the_stream_pauses(string garbage)
    {
        byte[] asked = [.. Hex.Parse(garbage), .. Read.AskedRtu];
        byte[] answered = [.. Hex.Parse(garbage), .. Read.AnsweredRtu];
        for (var pause = 0; pause < asked.Length; pause++)
        {
            var buffer = Wire.Whole(asked[..pause]);
            Assert.Empty(Requests(ref buffer, silence: false).Frames);
            buffer = Wire.Whole([.. buffer.ToArray(), .. asked[pause..]]);
            Assert.Equal([Convert.ToHexString(Read.AskedPdu)], Requests(ref buffer, silence: false).Frames);
        }

        for (var pause = 0; pause < answered.Length; pause++)
        {
            var buffer = Wire.Whole(answered[..pause]);
            Assert.Empty(Responses(ref buffer, Read.Request, silence: false).Frames);
            buffer = Wire.Whole([.. buffer.ToArray(), .. answered[pause..]]);
            Assert.Equal([Convert.ToHexString(Read.AnsweredPdu)], Responses(ref buffer, Read.Request, silence: false).Frames);
        }
    }

    [Fact]
    public void every_flipped_bit_of_a_frame_is_noticed()
    {
        for (var bit = 0; bit < Read.AnsweredRtu.Length * 8; bit++)
        {
            var bytes = Read.AnsweredRtu;
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            var buffer = Wire.Whole(bytes);

            var (frames, faults) = Responses(ref buffer, Read.Request, silence: true);

            Assert.Empty(frames);
            Assert.NotEmpty(faults);
            Assert.True(buffer.IsEmpty);
        }
    }

    [Fact]
    public void a_half_frame_is_refused_when_the_line_falls_silent()
    {
        for (var length = 1; length < Write.AskedRtu.Length; length++)
        {
            var buffer = Wire.Whole(Write.AskedRtu[..length]);
            Assert.Equal(ModbusFault.Truncated, Requests(ref buffer, silence: true).Faults[0]);
            Assert.True(buffer.IsEmpty);
        }

        for (var length = 1; length < Read.AnsweredRtu.Length; length++)
        {
            var buffer = Wire.Whole(Read.AnsweredRtu[..length]);
            Assert.Equal(ModbusFault.Truncated, Responses(ref buffer, Read.Request, silence: true).Faults[0]);
            Assert.True(buffer.IsEmpty);
        }
    }

    [Fact]
    public void silence_frees_a_request_that_hides_behind_a_false_head()
    {
        // Looks like the head of function 16 with 200 bytes to come.
        var buffer = Wire.Whole([.. Hex.Parse("11 10 00 00 00 64 C8"), .. Read.AskedRtu]);

        Assert.Equal(OperationStatus.NeedMoreData, ModbusRtu.ScanRequest(ref buffer, silence: false, out _, out _));
        var (frames, _) = Requests(ref buffer, silence: true);

        Assert.Equal([Convert.ToHexString(Read.AskedPdu)], frames);
    }

    [Theory]
    [InlineData("11 10 00 00 00 7D FA")]             // 250 bytes of data: a frame of 259
    [InlineData("11 17 00 00 00 01 00 00 00 7B F6")] // 246 bytes of data: a frame of 259
    public void a_request_that_no_frame_can_hold_is_refused_before_it_has_come(string hex)
    {
        var buffer = Wire.Whole(Hex.Parse(hex));

        Assert.Equal(OperationStatus.InvalidData, ModbusRtu.ScanRequest(ref buffer, silence: false, out _, out var fault));

        Assert.Equal(ModbusFault.TooLong, fault);
    }

    [Fact]
    public void an_answer_that_no_frame_can_hold_is_refused_before_it_has_come()
    {
        var buffer = Wire.Whole(Hex.Parse("11 03 FF"));

        Assert.Equal(OperationStatus.InvalidData, ModbusRtu.ScanResponse(ref buffer, 0x11, Read.Request, silence: false, out _, out var fault));

        Assert.Equal(ModbusFault.TooLong, fault);
    }

    [Fact]
    public void a_function_not_spoken_is_handed_out_when_it_is_a_frame_of_its_own()
    {
        byte[][] unknown = [[0x07], [0x2B, 0x0E, 0x01, 0x00], [0x41, .. new byte[252]]];
        foreach (var pdu in unknown)
        foreach (var cut in Wire.EveryCut(Wire.Written(w => ModbusRtu.WriteFrame(w, 17, pdu))))
        {
            var buffer = cut;
            Assert.Equal([Convert.ToHexString(pdu)], Requests(ref buffer, silence: false).Frames);
        }
    }

    [Fact]
    public void foreign_frames_are_taken_whole_and_named()
    {
        var request = Read.Request;
        byte[] otherUnit = Wire.Written(w => ModbusRtu.WriteFrame(w, 18, Read.AnsweredPdu));
        byte[] otherFunction = Wire.Written(w => ModbusRtu.WriteFrame(w, 17, [0x04, 0x02, 0x00, 0x0A]));
        byte[] otherQuantity = Wire.Written(w => ModbusRtu.WriteFrame(w, 17, [0x03, 0x02, 0x00, 0x0A]));
        byte[] otherException = Wire.Written(w => ModbusRtu.WriteFrame(w, 18, [0x83, 0x02]));
        var buffer = Wire.Whole([.. otherUnit, .. otherFunction, .. otherQuantity, .. otherException, .. Read.AnsweredRtu]);

        var (frames, faults) = Responses(ref buffer, request, silence: false);

        Assert.Equal([ModbusFault.WrongUnit, ModbusFault.BadFunction, ModbusFault.ByteCountMismatch, ModbusFault.WrongUnit], faults);
        Assert.Equal([Convert.ToHexString(Read.AnsweredPdu)], frames);
    }

    [Fact]
    public void the_echo_of_its_own_request_on_a_two_wire_line_does_not_hide_the_answer()
    {
        var buffer = Wire.Whole([.. Read.AskedRtu, .. Read.AnsweredRtu]);

        Assert.Equal([Convert.ToHexString(Read.AnsweredPdu)], Responses(ref buffer, Read.Request, silence: false).Frames);
    }

    [Theory]
    [InlineData(9_600, 4_010, 1_718)]   // 3.5 and 1.5 characters of 11 bits
    [InlineData(19_200, 2_005, 859)]
    [InlineData(38_400, 1_750, 750)]    // fixed by the standard
    [InlineData(115_200, 1_750, 750)]
    public void silences_follow_the_baud_rate(int baud, int frame, int character)
    {
        Assert.Equal(TimeSpan.FromMicroseconds(frame), ModbusRtuTiming.FrameSilence(baud));
        Assert.Equal(TimeSpan.FromMicroseconds(character), ModbusRtuTiming.CharacterSilence(baud));
        Assert.Equal(TimeSpan.FromMicroseconds(8_000_000L * 11 / baud), ModbusRtuTiming.Transmission(baud, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModbusRtuTiming.FrameSilence(0));
    }

    private static (List<string> Frames, List<ModbusFault> Faults) Requests(ref ReadOnlySequence<byte> buffer, bool silence)
    {
        var (frames, faults) = (new List<string>(), new List<ModbusFault>());
        while (ModbusRtu.ScanRequest(ref buffer, silence, out var frame, out var fault) is not OperationStatus.NeedMoreData and var status)
        {
            if (status == OperationStatus.Done) frames.Add(Convert.ToHexString(frame.Pdu.ToArray()));
            else faults.Add(fault);
        }

        return (frames, faults);
    }

    private static (List<string> Frames, List<ModbusFault> Faults) Responses(
        ref ReadOnlySequence<byte> buffer, ModbusRequest request, bool silence)
    {
        var (frames, faults) = (new List<string>(), new List<ModbusFault>());
        while (ModbusRtu.ScanResponse(ref buffer, Golden.Unit, request, silence, out var frame, out var fault) is not OperationStatus.NeedMoreData and var status)
        {
            if (status == OperationStatus.Done) frames.Add(Convert.ToHexString(frame.Pdu.ToArray()));
            else faults.Add(fault);
        }

        return (frames, faults);
    }
}
