using System.Buffers;

namespace Protocols.Hj212;

/// <summary>
/// What <see cref="Hj212Scanner"/> found at the start of a buffer. The spans point into that buffer.
/// </summary>
public readonly ref struct Hj212Frame
{
    /// <summary><see cref="OperationStatus.Done"/>: a frame; <see cref="OperationStatus.NeedMoreData"/>: none yet; <see cref="OperationStatus.InvalidData"/>: see <see cref="Fault"/>, then scan again.</summary>
    public OperationStatus Status { get; init; }

    /// <summary>Why it was refused.</summary>
    public Hj212Fault Fault { get; init; }

    /// <summary>DATA; the check sum is right unless <see cref="IsEncrypted"/>.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>The check sum as sent; of the clear DATA when <see cref="IsEncrypted"/>.</summary>
    public ushort Crc { get; init; }

    /// <summary>True when the data area is written <c>{0xNN,…}</c>: the check sum can only be compared after decryption.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Deviations that were met.</summary>
    public Hj212Tolerances Tolerated { get; init; }

    /// <summary>Bytes that the caller drops from the start of the buffer, whatever the status.</summary>
    public int Consumed { get; init; }

    /// <summary>Of these, bytes before a head that belong to no frame.</summary>
    public int Skipped { get; init; }
}
