using System.Buffers;

namespace Protocols.Hj212;

/// <summary>
/// Reads the head of DATA (HJ 212-2017 §6.3.2, table 3; RF: HJ 212-2025 table 3). Allocates nothing.
/// <code>
/// DATA  = "QN=" 17digit ";ST=" 2digit ";CN=" 4digit ";PW=" 0*6char ";MN=" 1*24char ";Flag=" 1*3digit
///         [";PNUM=" 1*4digit ";PNO=" 1*4digit] [";RF=1"] ";CP=&amp;&amp;" area "&amp;&amp;"
/// </code>
/// </summary>
public static class Hj212HeadReader
{
    /// <summary>Reads the head; it stops at the first fault and keeps what came before it.</summary>
    public static OperationStatus TryRead(ReadOnlySpan<byte> data, Hj212Rules rules, out Hj212Head head)
    {
        head = default;
        var open = data.IndexOf("CP=&&"u8);
        if (ReadArea(data, open, rules, ref head) && ReadFields(data[..open], rules, ref head))
            CheckWhole(rules, ref head);
        return head.Fault == Hj212Fault.None ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    // Area = between the first "CP=&&" and the last "&&".
    private static bool ReadArea(ReadOnlySpan<byte> data, int open, Hj212Rules rules, ref Hj212Head head)
    {
        if (open < 0)
            return Refuse(ref head, Hj212Fault.NoDataArea);
        var close = data.LastIndexOf("&&"u8);
        if (close < open + 5)
            return Refuse(ref head, Hj212Fault.NoDataArea);
        foreach (var b in data[(close + 2)..])
        {
            var deviation = b == ';' ? Hj212Tolerances.TrailingSemicolon : b == ' ' ? Hj212Tolerances.Spaces : Hj212Tolerances.None;
            if (deviation == Hj212Tolerances.None || !rules.Allows(deviation))
                return Refuse(ref head, Hj212Fault.NoDataArea);
            head.Tolerated |= deviation;
        }

        head.Area = data[(open + 5)..close];
        return true;
    }

    private static bool ReadFields(ReadOnlySpan<byte> fields, Hj212Rules rules, ref Hj212Head head)
    {
        while (!fields.IsEmpty)
        {
            var end = fields.IndexOf((byte)';');
            var field = end < 0 ? fields : fields[..end];
            fields = end < 0 ? default : fields[(end + 1)..];
            var trimmed = field.Trim((byte)' ');
            if (trimmed.Length != field.Length)
            {
                if (!rules.Allows(Hj212Tolerances.Spaces))
                    return Refuse(ref head, Hj212Fault.BadField);
                head.Tolerated |= Hj212Tolerances.Spaces;
                if (trimmed.IsEmpty && fields.IsEmpty)
                    return true; // the blank before CP
            }

            if (trimmed.IsEmpty)
            {
                if (!rules.Allows(Hj212Tolerances.TrailingSemicolon))
                    return Refuse(ref head, Hj212Fault.EmptyField);
                head.Tolerated |= Hj212Tolerances.TrailingSemicolon;
                continue;
            }

            if (!ReadField(trimmed, rules, ref head))
                return false;
        }

        return true;
    }

    private static bool ReadField(ReadOnlySpan<byte> field, Hj212Rules rules, ref Hj212Head head)
    {
        var equals = field.IndexOf((byte)'=');
        if (equals <= 0)
            return Refuse(ref head, Hj212Fault.BadField);
        var kind = KindOf(field[..equals]);
        if (kind == Hj212HeadField.None)
            return true; // a vendor's own head field says nothing to us
        if ((head.Present & kind) != 0)
            return Refuse(ref head, Hj212Fault.DuplicateField, kind);
        head.Present |= kind;
        return ReadValue(kind, field[(equals + 1)..], rules, ref head) || Refuse(ref head, Hj212Fault.BadField, kind);
    }

    private static bool ReadValue(Hj212HeadField kind, ReadOnlySpan<byte> value, Hj212Rules rules, ref Hj212Head head)
    {
        int number;
        switch (kind)
        {
            case Hj212HeadField.Qn:
                head.Qn = value;
                return Hj212Time.IsQn(value);
            case Hj212HeadField.St when value.Length == 2 && TryReadNumber(value, out number):
                head.SystemCode = number;
                return true;
            case Hj212HeadField.Cn when value.Length == 4 && TryReadNumber(value, out number):
                head.Command = (Hj212Command)number;
                return true;
            case Hj212HeadField.Pw when IsText(value):
                head.Password = value;
                if (value.Length > 6)
                    head.Tolerated |= Hj212Tolerances.LongLength;
                return value.Length <= 6 || (value.Length <= 32 && rules.Allows(Hj212Tolerances.LongLength));
            case Hj212HeadField.Mn when value.Length is >= 1 and <= 24 && IsId(value):
                head.Mn = value;
                return true;
            case Hj212HeadField.Flag when value.Length is >= 1 and <= 3 && TryReadNumber(value, out number) && number <= byte.MaxValue:
                head.Flag = new Hj212Flag((byte)number);
                return true;
            case Hj212HeadField.Pnum when value.Length is >= 1 and <= 4 && TryReadNumber(value, out number) && number > 0:
                head.PartCount = number;
                return true;
            case Hj212HeadField.Pno when value.Length is >= 1 and <= 4 && TryReadNumber(value, out number) && number > 0:
                head.PartNumber = number;
                return true;
            case Hj212HeadField.Rf:
                head.IsBackfill = true;
                return value.SequenceEqual("1"u8); // RF=0 is never written
            default:
                return false;
        }
    }

    private static void CheckWhole(Hj212Rules rules, ref Hj212Head head)
    {
        const Hj212HeadField always = Hj212HeadField.St | Hj212HeadField.Cn | Hj212HeadField.Pw | Hj212HeadField.Mn;
        var missing = always & ~head.Present;
        if (missing == Hj212HeadField.None)
            missing = Optional(Hj212HeadField.Qn, Hj212Tolerances.MissingQn, rules, ref head)
                | Optional(Hj212HeadField.Flag, Hj212Tolerances.MissingHeadFlag, rules, ref head);
        var parts = head.Present & (Hj212HeadField.Pnum | Hj212HeadField.Pno);
        if (missing == Hj212HeadField.None && head.Flag.HasParts && parts == Hj212HeadField.None)
        {
            if (rules.Allows(Hj212Tolerances.Flag7WithoutPnum))
                head.Tolerated |= Hj212Tolerances.Flag7WithoutPnum;
            else
                missing = Hj212HeadField.Pnum | Hj212HeadField.Pno;
        }

        if (missing != Hj212HeadField.None)
            Refuse(ref head, Hj212Fault.MissingField, missing);
        else if (parts is not (Hj212HeadField.None or (Hj212HeadField.Pnum | Hj212HeadField.Pno)) || head.PartNumber > head.PartCount)
            Refuse(ref head, Hj212Fault.BadField, parts);
        else if (!head.Flag.HasParts)
            (head.PartCount, head.PartNumber) = (0, 0); // numbers that the flag does not announce mean nothing
    }

    private static Hj212HeadField Optional(Hj212HeadField field, Hj212Tolerances tolerance, Hj212Rules rules, ref Hj212Head head)
    {
        if ((head.Present & field) != 0)
            return Hj212HeadField.None;
        if (rules.Edition != Hj212Edition.Edition2005 && !rules.Allows(tolerance))
            return field;
        head.Tolerated |= tolerance;
        return Hj212HeadField.None;
    }

    private static Hj212HeadField KindOf(ReadOnlySpan<byte> name) => name switch
    {
        [(byte)'Q', (byte)'N'] => Hj212HeadField.Qn,
        [(byte)'S', (byte)'T'] => Hj212HeadField.St,
        [(byte)'C', (byte)'N'] => Hj212HeadField.Cn,
        [(byte)'P', (byte)'W'] => Hj212HeadField.Pw,
        [(byte)'M', (byte)'N'] => Hj212HeadField.Mn,
        [(byte)'F', (byte)'l', (byte)'a', (byte)'g'] => Hj212HeadField.Flag,
        [(byte)'P', (byte)'N', (byte)'U', (byte)'M'] => Hj212HeadField.Pnum,
        [(byte)'P', (byte)'N', (byte)'O'] => Hj212HeadField.Pno,
        [(byte)'R', (byte)'F'] => Hj212HeadField.Rf,
        _ => Hj212HeadField.None,
    };

    private static bool TryReadNumber(ReadOnlySpan<byte> value, out int number)
    {
        number = 0;
        foreach (var b in value)
        {
            if (!char.IsAsciiDigit((char)b))
                return false;
            number = (number * 10) + (b - '0');
        }

        return !value.IsEmpty;
    }

    private static bool IsText(ReadOnlySpan<byte> value) => value.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0;

    private static bool IsId(ReadOnlySpan<byte> value)
    {
        foreach (var b in value)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_'))
                return false;
        }

        return true;
    }

    private static bool Refuse(ref Hj212Head head, Hj212Fault fault, Hj212HeadField field = Hj212HeadField.None)
    {
        (head.Fault, head.FaultField) = (fault, field);
        return false;
    }
}
