using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Protocols.Rtsp;

/// <summary>
/// Finds messages and interleaved packets in a stream (RFC 2326 §4 and §10.12). Never throws; what is announced is
/// compared with the limits before it is waited for.
/// <code>
/// interleaved = "$" CHANNEL LENGTH(2, big-endian) DATA
/// message     = head CRLF CRLF [ body of Content-Length bytes ]
/// </code>
/// </summary>
public static class RtspScanner
{
    /// <summary>Looks at the start of a buffer.</summary>
    /// <param name="buffer">Everything received and not yet dropped.</param>
    /// <param name="limits">What is taken from the peer.</param>
    /// <param name="frame">The result; <see cref="RtspFrame.Consumed"/> bytes are to be dropped.</param>
    public static OperationStatus Scan(ReadOnlySpan<byte> buffer, RtspLimits limits, out RtspFrame frame)
    {
        // Empty lines between messages are passed over, as HTTP servers do.
        var start = 0;
        while (start < buffer.Length && buffer[start] is (byte)'\r' or (byte)'\n')
            start++;
        frame = start > limits.Head ? Invalid(RtspFault.HeadTooLong)
            : start == buffer.Length ? Waiting
            : buffer[start] == (byte)'$' ? Interleaved(buffer[start..], start)
            : Message(buffer[start..], start, limits);
        return frame.Status;
    }

    private static RtspFrame Waiting => new() { Status = OperationStatus.NeedMoreData };

    private static RtspFrame Invalid(RtspFault fault) => new() { Status = OperationStatus.InvalidData, Fault = fault };

    private static RtspFrame Interleaved(ReadOnlySpan<byte> buffer, int skipped)
    {
        if (buffer.Length < 4)
            return Waiting;
        var length = BinaryPrimitives.ReadUInt16BigEndian(buffer[2..]);
        return buffer.Length < 4 + length ? Waiting : new RtspFrame
        {
            Status = OperationStatus.Done, Consumed = skipped + 4 + length, Channel = buffer[1], Data = buffer.Slice(4, length),
        };
    }

    private static RtspFrame Message(ReadOnlySpan<byte> buffer, int skipped, RtspLimits limits)
    {
        var end = buffer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return buffer.Length >= limits.Head ? Invalid(RtspFault.HeadTooLong)
                : LooksLikeText(buffer) ? Waiting : Invalid(RtspFault.BadStartLine);
        if (end > limits.Head)
            return Invalid(RtspFault.HeadTooLong);

        var fault = RtspMessage.TryDecode(Encoding.Latin1.GetString(buffer[..end]), out var message);
        if (fault != RtspFault.None)
            return Invalid(fault);
        fault = BodyLength(message!, limits, out var body);
        if (fault != RtspFault.None)
            return Invalid(fault);
        if (buffer.Length < end + 4 + body)
            return Waiting;
        message!.Body = buffer.Slice(end + 4, body).ToArray();
        return new RtspFrame { Status = OperationStatus.Done, Consumed = skipped + end + 4 + body, Message = message };
    }

    private static RtspFault BodyLength(RtspMessage message, RtspLimits limits, out int length)
    {
        length = 0;
        string? seen = null;
        foreach (var (name, value) in message.Headers)
        {
            if (!string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
                continue;
            if (seen is not null && seen != value)
                return RtspFault.BadContentLength;
            seen = value;
            if (!ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var announced))
                return RtspFault.BadContentLength;
            if (announced > (ulong)limits.Body)
                return RtspFault.BodyTooLong;
            length = (int)announced;
        }

        return RtspFault.None;
    }

    // A method or "RTSP" begins with a capital letter; a peer that speaks something else need not be waited for.
    private static bool LooksLikeText(ReadOnlySpan<byte> buffer) =>
        buffer[0] is >= (byte)'A' and <= (byte)'Z' && buffer.IndexOfAnyInRange((byte)0, (byte)8) < 0;
}
