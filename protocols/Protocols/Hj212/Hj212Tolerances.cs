namespace Protocols.Hj212;

/// <summary>
/// Deviations from the standard that field meters really send. None is tolerated unless the device's profile names it;
/// every one that was used is reported with the result and counted.
/// </summary>
[Flags]
public enum Hj212Tolerances
{
    /// <summary>The standard as written.</summary>
    None = 0,

    /// <summary><c>crc-modbus</c>: the check sum is CRC-16/MODBUS (no shift before the XOR).</summary>
    CrcModbus = 1 << 0,

    /// <summary><c>lower-case-crc</c>: hex digits a–f.</summary>
    LowerCaseCrc = 1 << 1,

    /// <summary><c>missing-crlf</c>: no <c>\r\n</c> after the check sum.</summary>
    MissingCrLf = 1 << 2,

    /// <summary><c>trailing-semicolon</c>: empty fields, as in <c>…;&amp;&amp;</c> or <c>;;</c>.</summary>
    TrailingSemicolon = 1 << 3,

    /// <summary><c>missing-flag</c>: a factor without its <c>-Flag</c>; taken as N.</summary>
    MissingFlag = 1 << 4,

    /// <summary><c>la-td</c>: the suffix <c>td</c> in place of <c>Rtd</c>.</summary>
    LaTd = 1 << 5,

    /// <summary><c>spaces</c>: blanks around fields.</summary>
    Spaces = 1 << 6,

    /// <summary><c>comma-datatime</c>: a comma in place of the semicolon after DataTime.</summary>
    CommaDataTime = 1 << 7,

    /// <summary><c>long-length</c>: DATA up to 4096 characters, PW up to 32.</summary>
    LongLength = 1 << 8,

    /// <summary><c>flag7-without-pnum</c>: bit D set but no PNUM and PNO; taken as one packet.</summary>
    Flag7WithoutPnum = 1 << 9,

    /// <summary><c>any-st</c>: a system code other than the device's.</summary>
    AnySt = 1 << 10,

    /// <summary><c>missing-head-flag</c>: no head field <c>Flag</c> (usual in 2005); taken as no answer wanted.</summary>
    MissingHeadFlag = 1 << 11,

    /// <summary><c>missing-qn</c>: no QN (usual in uploads of 2005).</summary>
    MissingQn = 1 << 12,

    /// <summary><c>any-edition</c>: the edition bits of <c>Flag</c> say another edition than the device's.</summary>
    AnyEdition = 1 << 13,

    /// <summary>All of them: how a port listens before it knows which station speaks.</summary>
    All = (1 << 14) - 1,
}
