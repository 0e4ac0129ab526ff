namespace Cloud.Platform;

/// <summary>The day on the sites: deadlines and validities are days of Asia/Shanghai.</summary>
public static class SiteDay
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day now.</summary>
    public static DateOnly Of(TimeProvider time) => DateOnly.FromDateTime(Local(time.GetUtcNow()).DateTime);

    /// <summary>An instant on the clocks of the sites.</summary>
    public static DateTimeOffset Local(DateTimeOffset at) => at.ToOffset(Offset);
}
