using System.Buffers;

namespace Protocols.Hj212;

/// <summary>
/// Finds frames in a stream (HJ 212-2017 §6.3.1, table 2). Never throws, allocates nothing, and after a refusal goes on
/// one byte later, so that a good frame behind or inside a bad one is found.
/// <code>
/// frame = "##" LLLL DATA CCCC "\r\n"     LLLL = 4 digits, characters of DATA     CCCC = 4 upper-case hex digits over DATA
/// </code>
/// </summary>
public static class Hj212Scanner
{
    private const int Head = 6;
    private const int Check = 4;
    private const int Lookahead = 4;

    /// <summary>Looks at the start of a buffer.</summary>
    /// <param name="buffer">Everything received and not yet dropped.</param>
    /// <param name="rules">What is tolerated.</param>
    /// <param name="frame">The result; <see cref="Hj212Frame.Consumed"/> bytes are to be dropped.</param>
    public static OperationStatus Scan(ReadOnlySpan<byte> buffer, Hj212Rules rules, out Hj212Frame frame)
    {
        var start = buffer.IndexOf("##"u8);
        if (start < 0)
        {
            var keep = buffer.Length > 0 && buffer[^1] == (byte)'#' ? 1 : 0;
            frame = Waiting(buffer, buffer.Length - keep);
            return frame.Status;
        }

        var at = buffer[start..];
        if (at.Length < Head)
            frame = Waiting(buffer, start);
        else if (!TryReadLength(at, out var length))
            frame = Refused(buffer, start, 1, Hj212Fault.BadLength);
        else if (length > rules.MaxData)
            frame = Refused(buffer, start, 1, Hj212Fault.LengthOverLimit);
        else if (at.Length < Head + length + Check)
            frame = Incomplete(buffer, start, rules);
        else if (at.Slice(Head, length).IndexOf("CP=&&{"u8) >= 0)
            frame = Encrypted(buffer, start, rules);
        else
            frame = Clear(buffer, start, length, rules);
        return frame.Status;
    }

    private static Hj212Frame Clear(ReadOnlySpan<byte> buffer, int start, int length, Hj212Rules rules)
    {
        var data = buffer.Slice(start + Head, length);
        var fault = CheckCrc(data, buffer.Slice(start + Head + length, Check), rules, out var crc, out var tolerated);
        if (fault != Hj212Fault.None)
            return Refused(buffer, start, 1, fault);

        var total = Head + length + Check;
        var after = buffer[(start + total)..];
        if (after.StartsWith("\r\n"u8))
            total += 2;
        else if (after.IsEmpty || (after.Length == 1 && after[0] == (byte)'\r'))
        {
            // The tail may still be on its way; a port that tolerates its absence does not wait for it.
            if (!rules.Allows(Hj212Tolerances.MissingCrLf))
                return Waiting(buffer, start);
            total += after.Length;
        }
        else if (rules.Allows(Hj212Tolerances.MissingCrLf))
            tolerated |= Hj212Tolerances.MissingCrLf;
        else
            return Refused(buffer, start, total, Hj212Fault.MissingTail);

        if (length > Hj212Limits.Data)
            tolerated |= Hj212Tolerances.LongLength;
        return new Hj212Frame
        {
            Status = OperationStatus.Done, Data = data, Crc = crc, Tolerated = tolerated,
            Consumed = start + total, Skipped = Garbage(buffer[..start]),
        };
    }

    // HJ 212-2025 annex A.2: LLLL keeps the length before encryption in the printed examples, and some write the length
    // on the wire; so an encrypted frame ends where the line ends.
    private static Hj212Frame Encrypted(ReadOnlySpan<byte> buffer, int start, Hj212Rules rules)
    {
        var line = buffer[(start + Head)..];
        var end = line.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return line.Length > rules.MaxData * Hj212Limits.CipherExpansion
                ? Refused(buffer, start, 1, Hj212Fault.LengthOverLimit)
                : Incomplete(buffer, start, rules);
        }

        var next = line[..end].IndexOf("##"u8);
        if (next >= 0)
            return Refused(buffer, start, Head + next, Hj212Fault.Truncated);
        if (end < Check || end > rules.MaxData * Hj212Limits.CipherExpansion)
            return Refused(buffer, start, 1, Hj212Fault.LengthOverLimit);
        var text = line.Slice(end - Check, Check);
        if (!TryReadCrc(text, out var crc, out var lower) || (lower && !rules.Allows(Hj212Tolerances.LowerCaseCrc)))
            return Refused(buffer, start, 1, Hj212Fault.Crc);
        return new Hj212Frame
        {
            Status = OperationStatus.Done, Data = line[..(end - Check)], Crc = crc, IsEncrypted = true,
            Tolerated = lower ? Hj212Tolerances.LowerCaseCrc : Hj212Tolerances.None,
            Consumed = start + Head + end + 2, Skipped = Garbage(buffer[..start]),
        };
    }

    // A half frame must not hold up the whole ones behind it until the announced length has come. Few places are tried,
    // so that a hostile stream of heads costs no more than a few check sums.
    private static Hj212Frame Incomplete(ReadOnlySpan<byte> buffer, int start, Hj212Rules rules)
    {
        var offset = start + 2;
        for (var tries = 0; tries < Lookahead; tries++)
        {
            var next = buffer[offset..].IndexOf("##"u8);
            if (next < 0)
                break;
            offset += next;
            if (IsWhole(buffer[offset..], rules))
                return Refused(buffer, start, offset - start, Hj212Fault.Truncated);
            offset++;
        }

        return Waiting(buffer, start);
    }

    private static bool IsWhole(ReadOnlySpan<byte> at, Hj212Rules rules) =>
        at.Length >= Head && TryReadLength(at, out var length) && length <= rules.MaxData && at.Length >= Head + length + Check
        && CheckCrc(at.Slice(Head, length), at.Slice(Head + length, Check), rules, out _, out _) == Hj212Fault.None;

    private static Hj212Fault CheckCrc(
        ReadOnlySpan<byte> data, ReadOnlySpan<byte> text, Hj212Rules rules, out ushort crc, out Hj212Tolerances tolerated)
    {
        tolerated = Hj212Tolerances.None;
        if (!TryReadCrc(text, out crc, out var lower))
            return Hj212Fault.Crc;
        if (crc != Hj212Crc.Compute(data))
            tolerated |= Hj212Tolerances.CrcModbus;
        if (tolerated != Hj212Tolerances.None && (!rules.Allows(Hj212Tolerances.CrcModbus) || crc != Hj212Crc.ComputeModbus(data)))
            return Hj212Fault.Crc;
        if (lower)
            tolerated |= Hj212Tolerances.LowerCaseCrc;
        return lower && !rules.Allows(Hj212Tolerances.LowerCaseCrc) ? Hj212Fault.Crc : Hj212Fault.None;
    }

    private static bool TryReadLength(ReadOnlySpan<byte> at, out int length)
    {
        length = 0;
        for (var i = 2; i < Head; i++)
        {
            if (!char.IsAsciiDigit((char)at[i]))
                return false;
            length = (length * 10) + (at[i] - '0');
        }

        return true;
    }

    private static bool TryReadCrc(ReadOnlySpan<byte> text, out ushort crc, out bool lower)
    {
        (crc, lower) = (0, false);
        foreach (var b in text)
        {
            if (!char.IsAsciiHexDigit((char)b))
                return false;
            lower |= b is >= (byte)'a' and <= (byte)'f';
            crc = (ushort)((crc << 4) | HexValue(b));
        }

        return true;
    }

    private static int HexValue(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;

    private static Hj212Frame Waiting(ReadOnlySpan<byte> buffer, int drop) =>
        new() { Status = OperationStatus.NeedMoreData, Consumed = drop, Skipped = Garbage(buffer[..drop]) };

    private static Hj212Frame Refused(ReadOnlySpan<byte> buffer, int start, int drop, Hj212Fault fault) =>
        new() { Status = OperationStatus.InvalidData, Fault = fault, Consumed = start + drop, Skipped = Garbage(buffer[..start]) };

    private static int Garbage(ReadOnlySpan<byte> between)
    {
        var count = 0;
        foreach (var b in between)
            count += b is (byte)'\r' or (byte)'\n' ? 0 : 1;
        return count;
    }
}
