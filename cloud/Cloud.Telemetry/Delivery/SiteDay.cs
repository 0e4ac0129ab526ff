namespace Cloud.Telemetry.Delivery;

/// <summary>The day on site (Asia/Shanghai) of an instant. China has kept UTC+8 all year since 1992.</summary>
public static class SiteDay
{
    private const long OffsetMs = 8 * 3_600_000L;
    private const long DayMs = 86_400_000L;
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public static DateOnly Of(DateTimeOffset instant) => FromNumber(Number(instant.ToUnixTimeMilliseconds()));

    /// <summary>Midnight on site at which the day begins.</summary>
    public static DateTimeOffset Start(DateOnly day) => DateTimeOffset.FromUnixTimeMilliseconds(Number(day) * DayMs - OffsetMs);

    /// <summary>Days since 1970-01-01 on site.</summary>
    public static int Number(long unixMilliseconds) => (int)Math.Floor((unixMilliseconds + OffsetMs) / (double)DayMs);

    public static int Number(DateOnly day) => day.DayNumber - Epoch.DayNumber;

    public static DateOnly FromNumber(int number) => Epoch.AddDays(Math.Clamp(number, -Epoch.DayNumber, DateOnly.MaxValue.DayNumber - Epoch.DayNumber));
}
