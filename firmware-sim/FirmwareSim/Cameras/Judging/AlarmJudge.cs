using Telemetry.Model.Vision;

namespace FirmwareSim.Cameras.Judging;

/// <summary>How well one kind of alarm was raised.</summary>
/// <param name="Point">Kind.</param>
/// <param name="Episodes">Episodes that were asked for.</param>
/// <param name="Found">Of these, alarmed at least once.</param>
/// <param name="Duplicates">Further alarms on an episode.</param>
/// <param name="False">Alarms on nothing.</param>
/// <param name="FalsePerHour">False alarms a camera-hour.</param>
/// <param name="DelayMedian">Seconds from the first clear sighting to the alarm; null when none was found.</param>
/// <param name="DelayWorst">The longest.</param>
/// <param name="SightMedian">Seconds for which it could clearly be seen until the alarm: time behind others or bent away does not count; null when none was found.</param>
public sealed record PointVerdict(
    string Point, int Episodes, int Found, int Duplicates, int False, double FalsePerHour, double? DelayMedian, double? DelayWorst, double? SightMedian)
{
    /// <summary>Share of the episodes that were found; null when there was none.</summary>
    public double? Recall => Episodes == 0 ? null : (double)Found / Episodes;
}

/// <summary>Compares alarms with the ground truth of one camera.</summary>
public static class AlarmJudge
{
    private const double Reach = 0.03;
    private const double LongestPause = 1;

    /// <summary>Kinds that can be judged.</summary>
    public static IReadOnlyList<string> Points { get; } = ["no-helmet", "no-vest", "fire", "smoke"];

    /// <summary>The verdicts by kind.</summary>
    public static IReadOnlyList<PointVerdict> Judge(TruthFile truth, IReadOnlyList<VisionEvent> alarms, JudgeRules rules) =>
        [.. Points.Select(point => Judge(point, truth, [.. alarms.Where(alarm => alarm.Point == point).OrderBy(alarm => alarm.At)], rules))];

    private static PointVerdict Judge(string point, TruthFile truth, List<VisionEvent> alarms, JudgeRules rules)
    {
        var episodes = truth.Episodes.Where(episode => episode.Point == point).ToList();
        var delays = new Dictionary<TruthEpisode, (double Delay, double Sight)>(ReferenceEqualityComparer.Instance);
        var (duplicates, wrong) = (0, 0);
        foreach (var alarm in alarms)
        {
            var meant = episodes.Where(episode => Means(alarm, episode, rules)).ToList();
            if (meant.Count == 0)
                wrong += IsUnknown(alarm, truth, rules) ? 0 : 1;
            else if (meant.Find(episode => !delays.ContainsKey(episode)) is { } fresh)
                delays[fresh] = (Delay(alarm, fresh), Sight(alarm, fresh));
            else
                duplicates++;
        }

        var asked = episodes.Where(episode => episode.Counts).ToList();
        var seen = asked.Where(delays.ContainsKey).Select(episode => delays[episode]).ToList();
        var (found, sight) = (seen.Select(one => one.Delay).Order().ToList(), seen.Select(one => one.Sight).Order().ToList());
        return new PointVerdict(point, asked.Count, found.Count, duplicates, wrong, truth.Hours > 0 ? wrong / truth.Hours : 0,
            found.Count > 0 ? found[found.Count / 2] : null, found.Count > 0 ? found[^1] : null, sight.Count > 0 ? sight[sight.Count / 2] : null);
    }

    private static double Sight(VisionEvent alarm, TruthEpisode episode)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(alarm.At);
        var before = episode.Sightings.TakeWhile(sighting => sighting.At < at).ToList();
        return before.Select((sighting, index) => sighting.IsClear ? Math.Min(LongestPause, ((index + 1 < before.Count ? before[index + 1].At : at) - sighting.At).TotalSeconds) : 0).Sum();
    }

    private static double Delay(VisionEvent alarm, TruthEpisode episode)
    {
        var begin = episode.Sightings.FirstOrDefault(sighting => sighting.IsClear, episode.Sightings[0]).At;
        return Math.Max(0, (DateTimeOffset.FromUnixTimeMilliseconds(alarm.At) - begin).TotalSeconds);
    }

    private static bool IsUnknown(VisionEvent alarm, TruthFile truth, JudgeRules rules)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(alarm.At);
        return truth.Unknown.Any(stretch => stretch.Point == alarm.Point && at >= stretch.From && at <= stretch.To.AddSeconds(rules.Grace));
    }

    // The alarm is raised while it lasts, and its box meets a place where it was in that time.
    private static bool Means(VisionEvent alarm, TruthEpisode episode, JudgeRules rules)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(alarm.At);
        if (at < episode.From || at > episode.To.AddSeconds(rules.Grace))
            return false;
        var since = DateTimeOffset.FromUnixTimeMilliseconds(alarm.Since).AddSeconds(-rules.Grace);
        var (x, y) = ((alarm.Box.Left + alarm.Box.Right) / 2, (alarm.Box.Top + alarm.Box.Bottom) / 2);
        return episode.Sightings.Any(sighting => sighting.At >= since && sighting.At <= at
            && x >= sighting.Left - Reach && x <= sighting.Right + Reach && y >= sighting.Top - Reach && y <= sighting.Bottom + Reach);
    }
}
