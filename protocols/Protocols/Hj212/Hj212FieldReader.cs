namespace Protocols.Hj212;

/// <summary>
/// Walks the fields of a data area (HJ 212-2017 §6.3.3). Allocates nothing.
/// <code>
/// area  = group *(";" group)      group = field *("," field)      field = name "=" value
/// name  = factor "-" suffix / word                               value = "//" any "//" / *text
/// </code>
/// </summary>
/// <param name="area">What stands between <c>CP=&amp;&amp;</c> and <c>&amp;&amp;</c>.</param>
/// <param name="rules">What is tolerated.</param>
public ref struct Hj212FieldReader(ReadOnlySpan<byte> area, Hj212Rules rules)
{
    private readonly Hj212Rules _rules = rules;
    private ReadOnlySpan<byte> _rest = area;
    private bool _done = area.IsEmpty;
    private byte _separator = (byte)';';

    /// <summary>Whole name, <c>a34002-Rtd</c>.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>What stands before the last <c>-</c>; the whole name when there is none.</summary>
    public ReadOnlySpan<byte> Factor { get; private set; }

    /// <summary>What stands behind it, <c>td</c> read as <c>Rtd</c> where tolerated; empty when there is none.</summary>
    public ReadOnlySpan<byte> Suffix { get; private set; }

    /// <summary>Value, as written.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Number of the group, from 0: fields of one group belong together.</summary>
    public int Group { get; private set; } = -1;

    /// <summary>Why reading stopped; <see cref="Hj212Fault.None"/> at the end of the area.</summary>
    public Hj212Fault Fault { get; private set; }

    /// <summary>Deviations that were met so far.</summary>
    public Hj212Tolerances Tolerated { get; private set; }

    /// <summary>Moves to the next field; false at the end and on a fault.</summary>
    public bool Read()
    {
        while (!_done && Fault == Hj212Fault.None)
        {
            if (_separator == (byte)';')
                Group++;
            var field = Take();
            _done = _separator == 0;
            var trimmed = field.Trim((byte)' ');
            if (trimmed.Length != field.Length && !Tolerate(Hj212Tolerances.Spaces, Hj212Fault.BadField))
                return false;
            if (!trimmed.IsEmpty)
                return Split(trimmed);
            if (!Tolerate(Hj212Tolerances.TrailingSemicolon, Hj212Fault.EmptyField))
                return false;
        }

        return false;
    }

    private ReadOnlySpan<byte> Take()
    {
        // Log texts stand between double slashes and may hold separators (HJ 212-2017 §6.3.4, Info).
        var from = 0;
        var open = _rest.IndexOf("=//"u8);
        var end = _rest.IndexOfAny((byte)';', (byte)',');
        if (open >= 0 && (end < 0 || open < end) && _rest[(open + 3)..].IndexOf("//"u8) is >= 0 and var close)
        {
            from = open + 3 + close + 2;
            end = _rest[from..].IndexOfAny((byte)';', (byte)',');
        }

        end = end < 0 ? -1 : from + end;
        var field = end < 0 ? _rest : _rest[..end];
        _separator = end < 0 ? (byte)0 : _rest[end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return field;
    }

    private bool Split(ReadOnlySpan<byte> field)
    {
        var equals = field.IndexOf((byte)'=');
        if (equals is <= 0 or > Hj212Limits.FieldName || !IsName(field[..equals]))
        {
            Fault = Hj212Fault.BadField;
            return false;
        }

        Name = field[..equals];
        Value = field[(equals + 1)..];
        var dash = Name.LastIndexOf((byte)'-');
        Factor = dash < 0 ? Name : Name[..dash];
        Suffix = dash < 0 ? default : Name[(dash + 1)..];
        if (Suffix.SequenceEqual("td"u8))
        {
            if (!Tolerate(Hj212Tolerances.LaTd, Hj212Fault.BadField))
                return false;
            Suffix = "Rtd"u8;
        }

        if (_separator == (byte)',' && Name.SequenceEqual("DataTime"u8))
        {
            if (!Tolerate(Hj212Tolerances.CommaDataTime, Hj212Fault.BadField))
                return false;
            _separator = (byte)';';
        }

        return true;
    }

    private bool Tolerate(Hj212Tolerances deviation, Hj212Fault otherwise)
    {
        if (!_rules.Allows(deviation))
        {
            Fault = otherwise;
            return false;
        }

        Tolerated |= deviation;
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var b in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'-' or (byte)'_' or (byte)'.'))
                return false;
        }

        return true;
    }
}
