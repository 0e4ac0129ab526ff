namespace Protocols.Hj212;

/// <summary>Command codes CN (HJ 212-2017 §6.6.5, table 9; 1001, 1002, 1014, 2013, 2052 and 9015: HJ 212-2025).</summary>
public enum Hj212Command
{
    /// <summary>No command.</summary>
    None = 0,
    /// <summary>1000: set time-out and number of resends (OverTime, ReCount).</summary>
    SetTimeouts = 1000,
    /// <summary>1001 (2025): upload the logger's hardware id.</summary>
    HardwareId = 1001,
    /// <summary>1002 (2025): set MN.</summary>
    SetMn = 1002,
    /// <summary>1011: read or upload the station's time.</summary>
    Time = 1011,
    /// <summary>1012: set the station's time.</summary>
    SetTime = 1012,
    /// <summary>1013: the station asks for calibration of its clock.</summary>
    AskTime = 1013,
    /// <summary>1014 (2025): the station asks for a new key, or the upper computer sets one.</summary>
    NewKey = 1014,
    /// <summary>1061: read or upload the real-time interval.</summary>
    RealTimeInterval = 1061,
    /// <summary>1062: set the real-time interval.</summary>
    SetRealTimeInterval = 1062,
    /// <summary>1063: read or upload the minute interval.</summary>
    MinuteInterval = 1063,
    /// <summary>1064: set the minute interval.</summary>
    SetMinuteInterval = 1064,
    /// <summary>1072: set the password.</summary>
    SetPassword = 1072,
    /// <summary>2011: start, or upload, real-time data.</summary>
    RealTime = 2011,
    /// <summary>2012: stop real-time data.</summary>
    StopRealTime = 2012,
    /// <summary>2013 (2025): raw measurements.</summary>
    RawData = 2013,
    /// <summary>2021: start, or upload, equipment states.</summary>
    EquipmentState = 2021,
    /// <summary>2022: stop equipment states.</summary>
    StopEquipmentState = 2022,
    /// <summary>2031: day data.</summary>
    DayData = 2031,
    /// <summary>2041: equipment run time of days.</summary>
    EquipmentRunTime = 2041,
    /// <summary>2051: minute data.</summary>
    MinuteData = 2051,
    /// <summary>2052 (2025): a single noise measurement.</summary>
    SingleNoise = 2052,
    /// <summary>2061: hour data.</summary>
    HourData = 2061,
    /// <summary>2081: time at which the logger started.</summary>
    StartTime = 2081,
    /// <summary>3011: zero and span calibration.</summary>
    Calibrate = 3011,
    /// <summary>3012: sample at once.</summary>
    SampleNow = 3012,
    /// <summary>3013: clean or blow back.</summary>
    Clean = 3013,
    /// <summary>3014: comparison sample.</summary>
    CompareSample = 3014,
    /// <summary>3015: keep a sample on exceedance.</summary>
    KeepSample = 3015,
    /// <summary>3016: set the sampling period.</summary>
    SetSamplingPeriod = 3016,
    /// <summary>3017: read or upload the sampling period.</summary>
    SamplingPeriod = 3017,
    /// <summary>3018: read or upload the time to the result.</summary>
    SampleTime = 3018,
    /// <summary>3019: read or upload the instrument's serial number.</summary>
    SerialNumber = 3019,
    /// <summary>3020: read or upload station information.</summary>
    StationInfo = 3020,
    /// <summary>3021: set a station parameter.</summary>
    SetStationInfo = 3021,
    /// <summary>9011: answer to a request (QnRtn).</summary>
    RequestAnswer = 9011,
    /// <summary>9012: result of a request (ExeRtn).</summary>
    ExecutionResult = 9012,
    /// <summary>9013: answer to a notice.</summary>
    NoticeAnswer = 9013,
    /// <summary>9014: answer to data.</summary>
    DataAnswer = 9014,
    /// <summary>9015 (2025): heartbeat, answered by 9013.</summary>
    Heartbeat = 9015,
}
