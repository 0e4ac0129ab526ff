namespace Protocols.Hj212;

/// <summary>Fields of the head of DATA (HJ 212-2017 §6.3.2, table 3).</summary>
[Flags]
public enum Hj212HeadField
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>QN: <c>yyyyMMddHHmmssfff</c>, identifies one exchange.</summary>
    Qn = 1,
    /// <summary>ST: system code.</summary>
    St = 2,
    /// <summary>CN: command code.</summary>
    Cn = 4,
    /// <summary>PW: password.</summary>
    Pw = 8,
    /// <summary>MN: station id.</summary>
    Mn = 16,
    /// <summary>Flag: edition, parts, answer.</summary>
    Flag = 32,
    /// <summary>PNUM: number of parts.</summary>
    Pnum = 64,
    /// <summary>PNO: number of this part, from 1.</summary>
    Pno = 128,
    /// <summary>RF: back-filled data (2025).</summary>
    Rf = 256,
}
