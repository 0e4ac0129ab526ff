using System.Buffers;
using System.Text;
using Protocols.Rtsp;

namespace Protocols.Tests.Rtsp;

public sealed class RtspScannerSpecs
{
    private const string Setup =
        "SETUP rtsp://10.0.0.8/main/trackID=0 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nContent-Length: 5\r\n\r\nhello";

    [Fact]
    public void a_request_is_read_with_headers_and_body()
    {
        var status = RtspScanner.Scan(Encoding.Latin1.GetBytes(Setup + "OPT"), RtspLimits.Default, out var frame);

        Assert.Equal((OperationStatus.Done, Setup.Length), (status, frame.Consumed));
        Assert.Equal(("SETUP", "rtsp://10.0.0.8/main/trackID=0", "3"), (frame.Message!.Method, frame.Message.Uri, frame.Message["cseq"]));
        Assert.Equal("hello"u8.ToArray(), frame.Message.Body);
    }

    [Fact]
    public void a_response_is_read()
    {
        RtspScanner.Scan("RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\n\r\n"u8, RtspLimits.Default, out var frame);

        Assert.Equal((401, "Unauthorized"), (frame.Message!.Status, frame.Message.Reason));
    }

    [Fact]
    public void every_beginning_of_a_message_waits_for_more()
    {
        var bytes = Encoding.Latin1.GetBytes(Setup);

        for (var length = 0; length < bytes.Length; length++)
            Assert.Equal(OperationStatus.NeedMoreData, RtspScanner.Scan(bytes.AsSpan(0, length), RtspLimits.Default, out _));
    }

    [Fact]
    public void an_interleaved_packet_is_handed_over_with_its_channel()
    {
        byte[] bytes = [(byte)'$', 2, 0, 3, 7, 8, 9, (byte)'$'];

        RtspScanner.Scan(bytes, RtspLimits.Default, out var frame);

        Assert.Equal((OperationStatus.Done, 7, 2), (frame.Status, frame.Consumed, frame.Channel));
        Assert.Equal([7, 8, 9], frame.Data.ToArray());
    }

    [Theory]
    [InlineData("HELLO there\r\n\r\n", RtspFault.BadStartLine)]
    [InlineData("options * RTSP/1.0\r\n\r\n", RtspFault.BadStartLine)]
    [InlineData("OPTIONS * HTTP/1.1\r\n\r\n", RtspFault.BadStartLine)]
    [InlineData("RTSP/1.0 20 OK\r\n\r\n", RtspFault.BadStartLine)]
    [InlineData("OPTIONS * RTSP/1.0\r\nCSeq 1\r\n\r\n", RtspFault.BadHeader)]
    [InlineData("OPTIONS * RTSP/1.0\r\n: 1\r\n\r\n", RtspFault.BadHeader)]
    [InlineData("OPTIONS * RTSP/1.0\r\nContent-Length: x\r\n\r\n", RtspFault.BadContentLength)]
    [InlineData("OPTIONS * RTSP/1.0\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", RtspFault.BadContentLength)]
    [InlineData("OPTIONS * RTSP/1.0\r\nContent-Length: 4294967296\r\n\r\n", RtspFault.BodyTooLong)]
    [InlineData("OPTIONS * RTSP/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n", RtspFault.BadContentLength)]
    public void what_is_no_message_tells_its_fault(string text, RtspFault fault)
    {
        var status = RtspScanner.Scan(Encoding.Latin1.GetBytes(text), RtspLimits.Default, out var frame);

        Assert.Equal((OperationStatus.InvalidData, fault), (status, frame.Fault));
    }

    [Fact]
    public void a_head_without_end_is_refused_at_its_limit()
    {
        var bytes = Encoding.Latin1.GetBytes("OPTIONS * RTSP/1.0\r\nX: " + new string('a', 8192));

        Assert.Equal(OperationStatus.InvalidData, RtspScanner.Scan(bytes, RtspLimits.Default, out var frame));
        Assert.Equal(RtspFault.HeadTooLong, frame.Fault);
    }

    [Fact]
    public void random_bytes_never_throw()
    {
        var random = new Random(5);
        var buffer = new byte[300];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(buffer);
            if (i % 3 == 0)
                Encoding.Latin1.GetBytes(Setup).AsSpan(0, Math.Min(Setup.Length, i % 160)).CopyTo(buffer);
            var status = RtspScanner.Scan(buffer.AsSpan(0, i % 300), RtspLimits.Default, out var frame);
            Assert.True(status == OperationStatus.Done ? frame.Consumed is > 0 and <= 300 : frame.Consumed == 0);
        }
    }

    [Fact]
    public void what_is_written_is_read_back()
    {
        var output = new ArrayBufferWriter<byte>();

        RtspWriter.Write(RtspMessage.Response(200, "OK").With("CSeq", "9"), "v=0"u8, "application/sdp", output);
        RtspScanner.Scan(output.WrittenSpan, RtspLimits.Default, out var frame);

        Assert.Equal((200, "9", "application/sdp"), (frame.Message!.Status, frame.Message["CSeq"], frame.Message["Content-Type"]));
        Assert.Equal("v=0"u8.ToArray(), frame.Message.Body);
        Assert.Throws<ArgumentException>(() => RtspMessage.Response(200, "OK").With("A", "b\r\nC: d"));
    }

    [Theory]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=2-3", true, 2, 3)]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001", false, 5000, 5001)]
    [InlineData("RTP/AVP/UDP;client_port=5000", false, 5000, 5001)]
    [InlineData("RTP/AVP/TCP;unicast", true, -1, -1)]
    public void a_transport_is_read(string header, bool tcp, int first, int second) =>
        Assert.Equal(new RtspTransport(tcp, false, first, second), RtspTransport.Decode(header).Single());

    [Theory]
    [InlineData("RAW/RAW/UDP;unicast")]
    [InlineData("RTP/AVP;client_port=70000-70001")]
    [InlineData("RTP/AVP/TCP;interleaved=255-256")]
    [InlineData("")]
    public void a_transport_that_cannot_be_is_left_out(string header) => Assert.Empty(RtspTransport.Decode(header));
}
