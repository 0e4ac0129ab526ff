namespace Protocols.Hj212;

/// <summary>Answer to a request, 9011 (HJ 212-2017 §6.6.4, table 7).</summary>
public enum QnRtn
{
    /// <summary>No answer yet.</summary>
    None = 0,
    /// <summary>Will be executed.</summary>
    Ready = 1,
    /// <summary>Refused.</summary>
    Refused = 2,
    /// <summary>PW wrong.</summary>
    WrongPassword = 3,
    /// <summary>MN wrong.</summary>
    WrongMn = 4,
    /// <summary>ST wrong.</summary>
    WrongSt = 5,
    /// <summary>Flag wrong.</summary>
    WrongFlag = 6,
    /// <summary>QN wrong.</summary>
    WrongQn = 7,
    /// <summary>CN wrong.</summary>
    WrongCn = 8,
    /// <summary>Check sum wrong.</summary>
    WrongCrc = 9,
    /// <summary>Unknown error.</summary>
    Unknown = 100,
}

/// <summary>Result of an execution, 9012 (HJ 212-2017 §6.6.4, table 6).</summary>
public enum ExeRtn
{
    /// <summary>No result yet.</summary>
    None = 0,
    /// <summary>Done.</summary>
    Success = 1,
    /// <summary>Failed, cause unknown.</summary>
    Failed = 2,
    /// <summary>The request's conditions are wrong.</summary>
    BadCondition = 3,
    /// <summary>Communication timed out.</summary>
    Timeout = 4,
    /// <summary>Busy.</summary>
    Busy = 5,
    /// <summary>System fault.</summary>
    SystemFault = 6,
    /// <summary>No data.</summary>
    NoData = 100,
}

/// <summary>Mark of a value, <c>x-Flag</c> (HJ 212-2017 §6.3.4, table 8). Only N counts for limits and averages.</summary>
public enum Hj212Mark
{
    /// <summary>No mark was sent, or a letter that the table does not have.</summary>
    None = 0,
    /// <summary>N: normal.</summary>
    Normal = 'N',
    /// <summary>F: stopped.</summary>
    Stopped = 'F',
    /// <summary>M: maintenance.</summary>
    Maintenance = 'M',
    /// <summary>S: entered by hand.</summary>
    Manual = 'S',
    /// <summary>D: fault.</summary>
    Fault = 'D',
    /// <summary>C: calibration.</summary>
    Calibration = 'C',
    /// <summary>T: above the measuring range.</summary>
    OverRange = 'T',
    /// <summary>B: no link to the sensor.</summary>
    NoLink = 'B',
}

/// <summary>System codes ST that occur on construction sites (HJ 212-2017 table 5; 44, 45: HJ 212-2025).</summary>
public static class Hj212SystemCode
{
    /// <summary>Air quality.</summary>
    public const int AirQuality = 22;

    /// <summary>Ambient noise.</summary>
    public const int Noise = 23;

    /// <summary>Air pollution source.</summary>
    public const int AirSource = 31;

    /// <summary>Noise source.</summary>
    public const int NoiseSource = 36;

    /// <summary>Construction-site dust.</summary>
    public const int SiteDust = 39;

    /// <summary>Power use (2025).</summary>
    public const int PowerUse = 44;

    /// <summary>State of key processes (2025).</summary>
    public const int ProcessState = 45;

    /// <summary>Interaction: 9011–9014.</summary>
    public const int Interaction = 91;
}
