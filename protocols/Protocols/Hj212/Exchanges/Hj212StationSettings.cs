namespace Protocols.Hj212.Exchanges;

/// <summary>What the upper computer can set on a station (CN 1000, 1012, 1062, 1064, 1072, 2011/2012, 2021/2022).</summary>
public sealed class Hj212StationSettings
{
    /// <summary>OverTime and ReCount.</summary>
    public Hj212Timing Timing { get; set; } = Hj212Timing.Radio;

    /// <summary>PW, at most 6 characters.</summary>
    public required string Password { get; set; }

    /// <summary>Real-time interval in seconds, 30–3600.</summary>
    public int RealTimeInterval { get; set; } = 30;

    /// <summary>Minute interval, one of 1 2 3 4 5 6 10 12 15 20 30.</summary>
    public int MinuteInterval { get; set; } = 10;

    /// <summary>Whether real-time data are uploaded.</summary>
    public bool RealTime { get; set; } = true;

    /// <summary>Whether equipment states are uploaded.</summary>
    public bool EquipmentState { get; set; } = true;

    /// <summary>How far the station's clock is ahead of the time that its owner passes in.</summary>
    public TimeSpan ClockOffset { get; set; }
}
