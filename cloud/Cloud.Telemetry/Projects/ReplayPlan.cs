using Cloud.Telemetry.Warnings;
using Telemetry.Model;

namespace Cloud.Telemetry.Projects;

/// <summary>Points that share a horizon.</summary>
internal sealed record ReplayGroup(TimeSpan Horizon, IReadOnlyList<PointId> Points);

/// <summary>
/// How far back each point is needed to rebuild the rules' state, so that a rule over a day does not bring back a day of
/// every fast point. Pure.
/// </summary>
internal static class ReplayPlan
{
    /// <summary>Even a rule over the last value needs one, and missing data are noticed against it.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<ReplayGroup> Of(ProjectRuleState state)
    {
        var horizons = new Dictionary<PointId, TimeSpan>();
        foreach (var (point, own) in ProjectEvaluation.Horizons(state))
            horizons[point] = own + Least;

        return [.. horizons.GroupBy(h => h.Value, h => h.Key).OrderBy(g => g.Key).Select(g => new ReplayGroup(g.Key, [.. g]))];
    }
}
