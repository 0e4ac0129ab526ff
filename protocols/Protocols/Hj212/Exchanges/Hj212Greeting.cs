namespace Protocols.Hj212.Exchanges;

/// <summary>
/// What the upper computer sets on a first connection (HJ 212-2017 annex C.1), in this order: clock, time-outs, real-time
/// interval, minute interval, real-time data on or off, equipment states on or off. Null leaves a step out.
/// </summary>
/// <param name="SetClock">Set the logger's clock.</param>
/// <param name="Timeouts">OverTime in seconds, 1–99, and ReCount, 0–99.</param>
/// <param name="RealTimeInterval">Seconds, 30–3600.</param>
/// <param name="MinuteInterval">Minutes, one of 1 2 3 4 5 6 10 12 15 20 30 (2017).</param>
/// <param name="RealTime">Real-time data on or off.</param>
/// <param name="EquipmentState">Equipment states on or off.</param>
public sealed record Hj212Greeting(
    bool SetClock = true, (int OverTime, int ReCount)? Timeouts = null, int? RealTimeInterval = null, int? MinuteInterval = null,
    bool? RealTime = null, bool? EquipmentState = null);
