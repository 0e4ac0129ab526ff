using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Protocols.Rtsp;

/// <summary>Writes RTSP messages and interleaved packets.</summary>
public static class RtspWriter
{
    /// <summary>Writes a message with its body; Content-Length and Content-Type are added when there is a body.</summary>
    /// <param name="message">Request or response with its headers.</param>
    /// <param name="body">Body, or empty.</param>
    /// <param name="type">Content-Type of the body.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(RtspMessage message, ReadOnlySpan<byte> body, string type, IBufferWriter<byte> output)
    {
        var head = new StringBuilder();
        if (message.Status > 0)
            head.Append(CultureInfo.InvariantCulture, $"RTSP/1.0 {message.Status} {message.Reason}\r\n");
        else
            head.Append(CultureInfo.InvariantCulture, $"{message.Method} {message.Uri} RTSP/1.0\r\n");
        foreach (var (name, value) in message.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (!body.IsEmpty)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n");
        Encoding.Latin1.GetBytes(head.Append("\r\n").ToString(), output);
        output.Write(body);
    }

    /// <summary>Writes the four bytes before a packet on the RTSP connection (RFC 2326 §10.12).</summary>
    /// <param name="channel">Channel that SETUP agreed on.</param>
    /// <param name="length">Length of the packet, 0–65,535.</param>
    /// <param name="output">At least four bytes.</param>
    public static void WriteInterleavedHead(byte channel, int length, Span<byte> output)
    {
        output[0] = (byte)'$';
        output[1] = channel;
        BinaryPrimitives.WriteUInt16BigEndian(output[2..], checked((ushort)length));
    }
}
