using System.Globalization;

namespace Protocols.Hj212.Exchanges;

/// <summary>Requests that read or change a station's settings, with the standard's ranges (HJ 212-2017 table 9).</summary>
internal static class Hj212StationSettingsRequests
{
    private static readonly int[] MinuteIntervals = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];

    /// <summary>Executes the request; null when it is about something else.</summary>
    public static Hj212Execution? TryExecute(Hj212StationSettings settings, Hj212Message request) => request.Command switch
    {
        Hj212Command.SetTimeouts => Set(
            TryNumber(request, "OverTime", 1, 99, out var overTime) & TryNumber(request, "ReCount", 0, 99, out var reCount),
            () => settings.Timing = settings.Timing with { OverTime = TimeSpan.FromSeconds(overTime), ReCount = reCount }),
        Hj212Command.RealTimeInterval => Get("RtdInterval", settings.RealTimeInterval),
        Hj212Command.SetRealTimeInterval => Set(
            TryNumber(request, "RtdInterval", 30, 3600, out var seconds), () => settings.RealTimeInterval = seconds),
        Hj212Command.MinuteInterval => Get("MinInterval", settings.MinuteInterval),
        Hj212Command.SetMinuteInterval => Set(
            TryNumber(request, "MinInterval", 1, 30, out var minutes) && Array.IndexOf(MinuteIntervals, minutes) >= 0,
            () => settings.MinuteInterval = minutes),
        Hj212Command.SetPassword => Set(
            request["NewPW"] is { Length: > 0 and <= 6 }, () => settings.Password = request["NewPW"]!),
        Hj212Command.RealTime => Set(true, () => settings.RealTime = true),
        Hj212Command.StopRealTime => Set(true, () => settings.RealTime = false),
        Hj212Command.EquipmentState => Set(true, () => settings.EquipmentState = true),
        Hj212Command.StopEquipmentState => Set(true, () => settings.EquipmentState = false),
        _ => null,
    };

    private static Hj212Execution Get(string name, int value) => new(ExeRtn.Success, new Hj212Area().Add(name, value).Build());

    private static Hj212Execution Set(bool legal, Action change)
    {
        if (legal)
            change();
        return new Hj212Execution(legal ? ExeRtn.Success : ExeRtn.BadCondition);
    }

    private static bool TryNumber(Hj212Message request, string name, int min, int max, out int number) =>
        int.TryParse(request[name], NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max;
}
