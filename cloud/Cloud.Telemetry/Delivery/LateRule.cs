using Telemetry.Model;

namespace Cloud.Telemetry.Delivery;

/// <summary>
/// What is late: readings older than a minute on arrival, and everything in the history lane. Late readings fill curves
/// and event-time rules; they never move a latest value.
/// </summary>
public static class LateRule
{
    public static readonly TimeSpan After = TimeSpan.FromSeconds(60);

    public static bool IsLate(Lane lane, DateTimeOffset time, DateTimeOffset arrivedAt) =>
        lane is Lane.History || arrivedAt - time > After;
}
