namespace FirmwareSim.Cameras.Judging;

/// <summary>Something that a detector ought to report: one worker without helmet, one fire, as long as it could be seen.</summary>
/// <param name="Point">Point of the camera: <c>no-helmet</c>, <c>no-vest</c>, <c>fire</c>, <c>smoke</c>.</param>
/// <param name="Track">Number in the ground truth.</param>
/// <param name="Sightings">Where it was, in time order; sides as shares of the picture.</param>
/// <param name="Counts">False when it was too small, hidden or short to be asked for: an alarm on it is right, none is right too.</param>
public sealed record TruthEpisode(string Point, int Track, IReadOnlyList<Sighting> Sightings, bool Counts)
{
    /// <summary>First sighting.</summary>
    public DateTimeOffset From => Sightings[0].At;

    /// <summary>Last sighting.</summary>
    public DateTimeOffset To => Sightings[^1].At;
}

/// <summary>Where something was in one picture.</summary>
/// <param name="At">The host's clock.</param>
/// <param name="Left">Share of the width.</param>
/// <param name="Top">Share of the height.</param>
/// <param name="Right">Share of the width.</param>
/// <param name="Bottom">Share of the height.</param>
/// <param name="IsClear">Large and visible enough to be asked for.</param>
public readonly record struct Sighting(DateTimeOffset At, double Left, double Top, double Right, double Bottom, bool IsClear);

/// <summary>What the judge asks for.</summary>
/// <param name="SmallestHead">Pixels of the longer side of a head.</param>
/// <param name="SmallestOther">Pixels of the longer side of a torso, a fire, a plume.</param>
/// <param name="LeastVisible">Share that is not hidden.</param>
/// <param name="LeastSeconds">Shorter is not asked for.</param>
/// <param name="Gap">Seconds out of sight that do not end an episode.</param>
/// <param name="Grace">Seconds after the end in which an alarm is still right.</param>
public sealed record JudgeRules(
    double SmallestHead = 14, double SmallestOther = 20, double LeastVisible = 0.6, double LeastSeconds = 4, double Gap = 3, double Grace = 5);
