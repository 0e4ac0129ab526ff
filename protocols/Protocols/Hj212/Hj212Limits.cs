namespace Protocols.Hj212;

/// <summary>Limits that are checked before memory is taken (HJ 212-2017 §6.3.1–6.3.2, tables 2 and 3).</summary>
public static class Hj212Limits
{
    /// <summary>Characters of DATA.</summary>
    public const int Data = 1024;

    /// <summary>Characters of DATA when <see cref="Hj212Tolerances.LongLength"/> is tolerated.</summary>
    public const int LongData = 4096;

    /// <summary>Characters of CP with its frame <c>CP=&amp;&amp;…&amp;&amp;</c>.</summary>
    public const int Area = 950;

    /// <summary>Bytes that a socket's buffer may hold.</summary>
    public const int Buffer = 64 * 1024;

    /// <summary>Characters that a SM4-encrypted DATA may have on the wire for each character in clear (<c>0xNN,</c>), rounded up.</summary>
    public const int CipherExpansion = 6;

    /// <summary>Characters of a field's name.</summary>
    public const int FieldName = 32;

    /// <summary>Most packets of one message: PNUM has 4 digits, in 2025 one.</summary>
    public const int Parts = 9_999;

    /// <summary>Most packets of one message in the 2025 edition.</summary>
    public const int Parts2025 = 9;

    /// <summary>How far a DataTime may lie ahead of the receiver's clock.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>How long parts of a message wait for the rest.</summary>
    public static readonly TimeSpan Reassembly = TimeSpan.FromSeconds(60);
}
