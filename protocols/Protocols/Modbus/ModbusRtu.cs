using System.Buffers;

namespace Protocols.Modbus;

/// <summary>
/// Modbus RTU framing on a serial line, a pseudo-terminal or a TCP socket (Modbus over Serial Line V1.02 §2.5.1). RTU
/// frames have no length field and no start mark: each role tells the length from what it knows, and the CRC decides.
/// After garbage the scanners find the next frame by themselves; each call that refuses bytes removes at least one, so a
/// loop over a scanner always ends.
/// </summary>
public static class ModbusRtu
{
    private const int ShortestFrame = 4;
    private const int ExceptionFrame = 5;

    /// <summary>
    /// Looks for one request at the start of the buffer and cuts it off, the server's side. Requests to every unit are
    /// handed out; the caller picks its own and unit 0 (broadcast). InvalidData removes what cannot be a frame, up to
    /// the next byte that may begin one; call again.
    /// </summary>
    /// <param name="buffer">Received bytes; what follows the frame stays in it.</param>
    /// <param name="silence">
    /// True when the line has been silent for <see cref="ModbusRtuTiming.FrameSilence"/> (or a TCP peer for a while)
    /// since the last byte. Then a half frame is refused as <see cref="ModbusFault.Truncated"/> instead of waited for.
    /// </param>
    /// <param name="frame">The frame, pointing into the buffer, after Done.</param>
    /// <param name="fault">Why bytes were refused, after InvalidData.</param>
    /// <remarks>
    /// A function not spoken here has no known length; it is handed out, so that the server can refuse it, when the
    /// whole buffer is one frame with a good CRC.
    /// </remarks>
    // frame = unit(1) request-pdu crc-low crc-high
    public static OperationStatus ScanRequest(
        ref ReadOnlySequence<byte> buffer, bool silence, out ModbusFrame frame, out ModbusFault fault)
    {
        Span<byte> copy = stackalloc byte[ModbusLimits.RtuFrame];
        var bytes = Head(buffer, copy);
        var length = RequestLength(bytes, buffer.Length);
        (var status, fault) = Judge(bytes, length, silence);
        if (status == OperationStatus.Done)
            return Take(ref buffer, bytes[0], length, out frame);
        frame = default;
        if (status == OperationStatus.InvalidData)
            buffer = buffer.Slice(NextRequest(bytes));
        return status;
    }

    /// <summary>
    /// Looks for the answer to a request at the start of the buffer and cuts it off, the client's side. InvalidData
    /// removes what is not the answer, up to the next byte that may begin it, or a whole foreign frame
    /// (<see cref="ModbusFault.WrongUnit"/>, <see cref="ModbusFault.BadFunction"/>,
    /// <see cref="ModbusFault.ByteCountMismatch"/>); call again.
    /// </summary>
    /// <param name="buffer">Received bytes; what follows the frame stays in it.</param>
    /// <param name="unit">The unit that was asked.</param>
    /// <param name="request">What it was asked; gives the function and the byte count of the answer.</param>
    /// <param name="silence">True when nothing more is coming: the line is silent, or the time for the answer is up.</param>
    /// <param name="frame">The frame, pointing into the buffer, after Done.</param>
    /// <param name="fault">Why bytes were refused, after InvalidData.</param>
    // frame = unit(1) response-pdu crc-low crc-high
    public static OperationStatus ScanResponse(
        ref ReadOnlySequence<byte> buffer, byte unit, in ModbusRequest request, bool silence,
        out ModbusFrame frame, out ModbusFault fault)
    {
        Span<byte> copy = stackalloc byte[ModbusLimits.RtuFrame];
        var bytes = Head(buffer, copy);
        frame = default;
        var length = ResponseLength(bytes);
        var foreign = Foreign(bytes, unit, request);
        if (foreign == ModbusFault.None)
        {
            (var status, fault) = Judge(bytes, length, silence);
            if (status == OperationStatus.NeedMoreData)
                return status;
            if (status == OperationStatus.Done && IsExpected(bytes, length, request))
                return Take(ref buffer, bytes[0], length, out frame);
            // Of the right unit and function, but for another quantity: an answer that came too late.
            if (status == OperationStatus.Done)
                (foreign, fault) = (ModbusFault.ByteCountMismatch, ModbusFault.ByteCountMismatch);
        }
        else
        {
            fault = foreign;
        }

        // Only the expected answer is waited for: garbage that looks like the head of a long foreign frame must not hold
        // it up. A foreign frame that is there whole goes whole, so that its data is not mistaken for an answer.
        var whole = foreign != ModbusFault.None && length > 0 && length <= bytes.Length && ModbusCrc.Check(bytes[..length]);
        buffer = buffer.Slice(whole ? length : NextResponse(bytes, unit, (byte)request.Function));
        return OperationStatus.InvalidData;
    }

    /// <summary>Writes a request with unit and CRC.</summary>
    /// <param name="writer">Takes at most <see cref="ModbusLimits.RtuFrame"/> bytes.</param>
    /// <param name="unit">1–247, or 0 for a broadcast write, which nobody answers.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="payload">See <see cref="ModbusRequestWriter.Write"/>.</param>
    /// <exception cref="ArgumentException">The payload's length is not the request's.</exception>
    // frame = unit(1) request-pdu crc-low crc-high
    public static void WriteRequest(
        IBufferWriter<byte> writer, byte unit, in ModbusRequest request, ReadOnlySpan<byte> payload = default)
    {
        var frame = writer.GetSpan(ModbusLimits.RtuFrame);
        var length = ModbusRequestWriter.Encode(request, payload, frame[1..]);
        writer.Advance(Seal(frame, unit, length));
    }

    /// <summary>Writes any PDU with unit and CRC, in either direction.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The PDU is empty or longer than <see cref="ModbusLimits.Pdu"/>.</exception>
    // frame = unit(1) pdu crc-low crc-high
    public static void WriteFrame(IBufferWriter<byte> writer, byte unit, ReadOnlySpan<byte> pdu)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pdu.Length, nameof(pdu));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pdu.Length, ModbusLimits.Pdu, nameof(pdu));
        var frame = writer.GetSpan(ModbusLimits.RtuFrame);
        pdu.CopyTo(frame[1..]);
        writer.Advance(Seal(frame, unit, pdu.Length));
    }

    /// <summary>Puts the unit before and the CRC behind a PDU that is already in place; returns the frame's length.</summary>
    internal static int Seal(Span<byte> frame, byte unit, int pduLength)
    {
        frame[0] = unit;
        var crc = ModbusCrc.Compute(frame[..(1 + pduLength)]);
        frame[1 + pduLength] = (byte)crc;
        frame[2 + pduLength] = (byte)(crc >> 8);
        return pduLength + 3;
    }

    private static ReadOnlySpan<byte> Head(in ReadOnlySequence<byte> buffer, Span<byte> copy)
    {
        var first = buffer.FirstSpan;
        if (buffer.IsSingleSegment || first.Length >= ModbusLimits.RtuFrame)
            return first[..Math.Min(first.Length, ModbusLimits.RtuFrame)];
        var head = copy[..(int)Math.Min(buffer.Length, ModbusLimits.RtuFrame)];
        buffer.Slice(0, head.Length).CopyTo(head);
        return head;
    }

    private static OperationStatus Take(ref ReadOnlySequence<byte> buffer, byte unit, int length, out ModbusFrame frame)
    {
        frame = new(0, unit, buffer.Slice(1, length - 3));
        buffer = buffer.Slice(length);
        return OperationStatus.Done;
    }

    // length: > 0 known, 0 not to be told yet, < 0 impossible.
    private static (OperationStatus Status, ModbusFault Fault) Judge(ReadOnlySpan<byte> bytes, int length, bool silence)
    {
        if (length < 0)
            return (OperationStatus.InvalidData, ModbusFault.BadFunction);
        if (length > ModbusLimits.RtuFrame)
            return (OperationStatus.InvalidData, ModbusFault.TooLong);
        if (length == 0 || bytes.Length < length)
        {
            return silence && bytes.Length > 0
                ? (OperationStatus.InvalidData, ModbusFault.Truncated)
                : (OperationStatus.NeedMoreData, ModbusFault.None);
        }

        return ModbusCrc.Check(bytes[..length])
            ? (OperationStatus.Done, ModbusFault.None)
            : (OperationStatus.InvalidData, ModbusFault.BadCrc);
    }

    private static int RequestLength(ReadOnlySpan<byte> bytes, long buffered)
    {
        if (bytes.Length < 2)
            return 0;
        var function = (ModbusFunction)bytes[1];
        var header = 1 + ModbusShape.RequestHeader(function);
        if (header == 1)
        {
            var whole = buffered is >= ShortestFrame and <= ModbusLimits.RtuFrame && ModbusCrc.Check(bytes);
            return whole ? bytes.Length : -1;
        }

        if (!ModbusShape.RequestHasByteCount(function))
            return header + 2;
        return bytes.Length < header ? 0 : header + bytes[header - 1] + 2;
    }

    private static int ResponseLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return 0;
        if ((bytes[1] & ModbusShape.ExceptionFlag) != 0)
            return ExceptionFrame;
        var function = (ModbusFunction)bytes[1];
        var header = 1 + ModbusShape.ResponseHeader(function);
        if (header == 1)
            return -1;
        if (!ModbusShape.ResponseHasByteCount(function))
            return header + 2;
        return bytes.Length < header ? 0 : header + bytes[2] + 2;
    }

    private static ModbusFault Foreign(ReadOnlySpan<byte> bytes, byte unit, in ModbusRequest request)
    {
        if (bytes.Length > 0 && bytes[0] != unit)
            return ModbusFault.WrongUnit;
        return bytes.Length > 1 && (bytes[1] & ~ModbusShape.ExceptionFlag) != (byte)request.Function
            ? ModbusFault.BadFunction
            : ModbusFault.None;
    }

    private static bool IsExpected(ReadOnlySpan<byte> bytes, int length, in ModbusRequest request) =>
        (bytes[1] & ModbusShape.ExceptionFlag) != 0 || length == request.ResponsePduLength + 3;

    private static int NextRequest(ReadOnlySpan<byte> bytes)
    {
        for (var start = 1; start + 1 < bytes.Length; start++)
        {
            if (ModbusShape.RequestHeader((ModbusFunction)bytes[start + 1]) != 0)
                return start;
        }

        return LastOrAll(bytes);
    }

    private static int NextResponse(ReadOnlySpan<byte> bytes, byte unit, byte function)
    {
        for (var start = 1; start + 1 < bytes.Length; start++)
        {
            if (bytes[start] == unit && (bytes[start + 1] & ~ModbusShape.ExceptionFlag) == function)
                return start;
        }

        return bytes.Length > 1 && bytes[^1] != unit ? bytes.Length : LastOrAll(bytes);
    }

    // The last byte may be the unit of a frame whose function has not come yet.
    private static int LastOrAll(ReadOnlySpan<byte> bytes) => Math.Max(1, bytes.Length - 1);
}
