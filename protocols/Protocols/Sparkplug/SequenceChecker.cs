namespace Protocols.Sparkplug;

/// <summary>What a received <c>seq</c> says.</summary>
public enum SequenceResult
{
    /// <summary>The one expected.</summary>
    InOrder,
    /// <summary>Messages were lost or reordered: the host asks for a rebirth.</summary>
    Gap,
    /// <summary>The message carries none, or one above 255.</summary>
    Illegal,
    /// <summary>Data before any NBIRTH: the host asks for a rebirth.</summary>
    NoBirth,
}

/// <summary>Checks <c>seq</c> of one edge node's session at a host (Sparkplug 3.0 §6.4.5). Not thread-safe.</summary>
public sealed class SequenceChecker
{
    private int _expected = -1;

    /// <summary>The number that should come next; null before a birth and after a gap.</summary>
    public byte? Expected => _expected < 0 ? null : (byte)_expected;

    /// <summary>An NBIRTH came: it must carry 0 and starts a session.</summary>
    public SequenceResult Birth(ulong? seq)
    {
        _expected = -1;
        if (seq is null or > byte.MaxValue)
            return SequenceResult.Illegal;
        if (seq != 0)
            return SequenceResult.Gap;
        _expected = 1;
        return SequenceResult.InOrder;
    }

    /// <summary>Another message came. After a gap everything is <see cref="SequenceResult.NoBirth"/> until the next birth.</summary>
    public SequenceResult Next(ulong? seq)
    {
        if (seq is null or > byte.MaxValue)
            return SequenceResult.Illegal;
        if (_expected < 0)
            return SequenceResult.NoBirth;
        if ((int)seq.Value != _expected)
        {
            _expected = -1;
            return SequenceResult.Gap;
        }

        _expected = (_expected + 1) & 0xFF;
        return SequenceResult.InOrder;
    }

    /// <summary>The session ended (NDEATH, host restart).</summary>
    public void Reset() => _expected = -1;
}
