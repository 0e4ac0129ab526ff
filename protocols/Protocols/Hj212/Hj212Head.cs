namespace Protocols.Hj212;

/// <summary>The head of one DATA and its data area. The spans point into the receive buffer.</summary>
public ref struct Hj212Head
{
    /// <summary>17 digits; empty when absent.</summary>
    public ReadOnlySpan<byte> Qn { get; internal set; }

    /// <summary>System code, 0–99.</summary>
    public int SystemCode { get; internal set; }

    /// <summary>Command code; any number of four digits, see <see cref="Hj212Commands.IsKnown"/>.</summary>
    public Hj212Command Command { get; internal set; }

    /// <summary>PW.</summary>
    public ReadOnlySpan<byte> Password { get; internal set; }

    /// <summary>MN.</summary>
    public ReadOnlySpan<byte> Mn { get; internal set; }

    /// <summary>Flag; 0 when absent.</summary>
    public Hj212Flag Flag { get; internal set; }

    /// <summary>PNUM, 1–9999; 0 when the message is one packet.</summary>
    public int PartCount { get; internal set; }

    /// <summary>PNO, 1–PNUM; 0 when the message is one packet.</summary>
    public int PartNumber { get; internal set; }

    /// <summary>RF=1 was there: back-filled data (2025).</summary>
    public bool IsBackfill { get; internal set; }

    /// <summary>What stands between <c>CP=&amp;&amp;</c> and <c>&amp;&amp;</c>.</summary>
    public ReadOnlySpan<byte> Area { get; internal set; }

    /// <summary>Fields that were there.</summary>
    public Hj212HeadField Present { get; internal set; }

    /// <summary>Deviations that were met.</summary>
    public Hj212Tolerances Tolerated { get; internal set; }

    /// <summary>Why the head was refused.</summary>
    public Hj212Fault Fault { get; internal set; }

    /// <summary>The field that <see cref="Fault"/> is about, where it is about one.</summary>
    public Hj212HeadField FaultField { get; internal set; }
}
