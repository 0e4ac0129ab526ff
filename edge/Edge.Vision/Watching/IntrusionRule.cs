using Edge.Vision.Capture;
using Edge.Vision.Tracking;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>Follows people, counts them, and tells of each one who stands in a forbidden zone.</summary>
public sealed class IntrusionRule(int person, float score, WatchOptions options)
{
    private readonly Tracker _tracker = new(new TrackerOptions(score, score * 0.8f, score * 0.35f, TimeSpan.FromSeconds(2)));
    private readonly Dictionary<long, (DateTimeOffset Since, int Frames)> _inside = [];
    private readonly Dictionary<long, DateTimeOffset> _told = [];

    /// <summary>People in the picture.</summary>
    public int People => _tracker.Tracks.Count(track => track.Observations >= 3);

    /// <summary>People in a forbidden zone now.</summary>
    public int Count => _inside.Count(inside => inside.Value.Frames >= options.Observations);

    /// <summary>Takes a frame and what was found in it.</summary>
    public IEnumerable<VisionAlarm> Step(VideoFrame frame, IReadOnlyList<Detection> found, CameraPlan plan)
    {
        var people = found.Where(d => d.Class == person).Select(d => new Observation(d.Box, d.Score, 0)).ToList();
        foreach (var gone in _tracker.Step(people, frame.At))
        {
            _inside.Remove(gone.Id);
            _told.Remove(gone.Id);
        }

        if (!plan.HasForbiddenZones)
            return [];
        var alarms = new List<VisionAlarm>();
        foreach (var track in _tracker.Tracks.Where(track => track.IsSeen))
            if (Judge(track, frame, found, plan) is { } alarm)
                alarms.Add(alarm);
        return alarms;
    }

    private VisionAlarm? Judge(Track track, VideoFrame frame, IReadOnlyList<Detection> found, CameraPlan plan)
    {
        // Where the feet are, is where a person is.
        var box = track.Last.Box;
        if (plan.Forbidden(box.CentreX / frame.Width, Math.Min(box.Bottom, frame.Height - 1) / frame.Height) is not { } zone)
        {
            _inside.Remove(track.Id);
            return null;
        }

        var (since, frames) = _inside.GetValueOrDefault(track.Id, (frame.At, 0));
        _inside[track.Id] = (since, ++frames);
        var isTold = _told.TryGetValue(track.Id, out var told) && (frame.At - told).TotalSeconds < options.PeriodSeconds;
        if (frames < options.Observations || (frame.At - since).TotalSeconds < options.HoldSeconds || isTold || !plan.IsOn("intrusion", frame.At))
            return null;
        _told[track.Id] = frame.At;
        return new VisionAlarm(
            "intrusion", frame.At, since, track.Id, track.Last.Score, new Sighting(frame, box, found, track.Last.Score), "person", frames, zone,
            new Dictionary<string, double>
            {
                ["score"] = Math.Round(score, 3), ["holdSeconds"] = options.HoldSeconds, ["observations"] = options.Observations,
                ["periodSeconds"] = options.PeriodSeconds,
            });
    }
}
