using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>
/// The past of one device, decided from readings that came late, beside the present that live readings decide: each rule
/// starts afresh, or inside the run that it is known to have been in. What it finds is recorded and never rung.
/// </summary>
internal sealed class LateTrack
{
    private readonly List<(RuleTrack Live, RuleTrack Past)> _tracks;

    public LateTrack(IReadOnlyList<RuleTrack> live, DateTimeOffset from)
    {
        _tracks = [.. live.Select(track => (track, new RuleTrack(track.Plan)))];
        foreach (var (present, past) in _tracks)
            if (present.At(from) is { } episode)
                past.Resume(episode);
    }

    /// <summary>When the last late reading arrived.</summary>
    public DateTimeOffset ArrivedAt { get; private set; }

    private DateTimeOffset Newest { get; set; }

    public void Step(ReadOnlySpan<Reading> readings, RuleContext context, ProjectId project, WatchedDevice device, DateTimeOffset now, List<WarningTransition> into)
    {
        var found = new List<WarningTransition>();
        var writer = new TransitionWriter(project, device, now, late: true, found);
        foreach (var (live, past) in _tracks)
            if (DeviceRuleState.ReadsAny(past.Plan, readings))
            {
                past.Step(readings, context, writer, arrivedAt: null);
                Keep(live, found, into);
            }

        ArrivedAt = now;
        foreach (var reading in readings)
            Newest = reading.Time > Newest ? reading.Time : Newest;
    }

    /// <summary>No more late readings: what is still active goes over to the present, or ends with the last reading.</summary>
    public void Close(ProjectId project, WatchedDevice device, DateTimeOffset now, List<WarningTransition> into)
    {
        var found = new List<WarningTransition>();
        var writer = new TransitionWriter(project, device, now, late: true, found);
        foreach (var (live, past) in _tracks)
        {
            past.End(Newest, writer);
            Keep(live, found, into);
        }
    }

    // A run that the present knows is the present's to tell.
    private static void Keep(RuleTrack live, List<WarningTransition> found, List<WarningTransition> into)
    {
        foreach (var transition in found)
            if (!live.Knows(transition.StartedAt))
                into.Add(transition);
        found.Clear();
    }
}
