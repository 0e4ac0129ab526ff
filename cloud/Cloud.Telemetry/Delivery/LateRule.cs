using Telemetry.Model;

namespace Cloud.Telemetry.Delivery;

/// <summary>
/// What is late: readings older than a minute on arrival, and everything in the history lane. Late readings fill curves
/// and event-time rules; they never move a latest value.
/// </summary>
public static class LateRule
{
    public static readonly TimeSpan After = TimeSpan.FromSeconds(60);

    /// <summary>A reading from further in the future than this comes from a clock that is wrong.</summary>
    public static readonly TimeSpan AheadAfter = TimeSpan.FromMinutes(5);

    public static bool IsLate(Lane lane, DateTimeOffset time, DateTimeOffset arrivedAt) =>
        lane is Lane.History || arrivedAt - time > After || IsAhead(time, arrivedAt);

    /// <summary>True when the reading's clock is ahead; such a reading may not block later ones from being the latest.</summary>
    public static bool IsAhead(DateTimeOffset time, DateTimeOffset arrivedAt) => time - arrivedAt > AheadAfter;
}
