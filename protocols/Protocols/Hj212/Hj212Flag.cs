namespace Protocols.Hj212;

/// <summary>
/// Head field <c>Flag</c> (HJ 212-2017 §6.3.2, table 5):
/// <code>Flag = V5 V4 V3 V2 V1 V0 D A</code>
/// A (bit 0) = an answer is wanted, D (bit 1) = PNUM and PNO are present, V = edition. The 2025 text names the two low
/// bits the other way round, but its positions and examples are these.
/// </summary>
/// <param name="Value">0–255 as written.</param>
public readonly record struct Hj212Flag(byte Value)
{
    /// <summary>Bit A: the sender wants an answer (9011, 9013 or 9014).</summary>
    public bool WantsAnswer => (Value & 1) != 0;

    /// <summary>Bit D: the packet is part of several.</summary>
    public bool HasParts => (Value & 2) != 0;

    /// <summary>Bits V: the edition; a number beyond 2 is none that is known.</summary>
    public Hj212Edition Edition => (Hj212Edition)(Value >> 2);

    /// <summary>Builds the number.</summary>
    public static Hj212Flag Of(Hj212Edition edition, bool wantsAnswer, bool hasParts = false) =>
        new((byte)(((int)edition << 2) | (hasParts ? 2 : 0) | (wantsAnswer ? 1 : 0)));
}
