using Edge.Vision.Capture;
using Edge.Vision.Tracking;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>
/// Helmets or vests: follows heads (or torsos), weighs what every frame says of each, and tells each violation once a period.
/// The network names bare heads and torsos without a vest itself; nothing is concluded from a box that is missing.
/// </summary>
public sealed class GearRule
{
    // A person who stands still is still a person; a poster does not move at all.
    private const float LeastMove = 0.3f;

    // A track that is lost and found again bears a new number: shortly after an event only one more person is another event.
    private static readonly TimeSpan Regroup = TimeSpan.FromSeconds(30);

    private readonly GearSettings _settings;
    private readonly Tracker _tracker;
    private readonly Dictionary<long, TrackEvidence> _evidence = [];
    private readonly Dictionary<long, DateTimeOffset> _told = [];
    private readonly Dictionary<long, DateTimeOffset> _certain = [];
    private (DateTimeOffset At, int Count)? _last;

    public GearRule(GearSettings settings)
    {
        _settings = settings;
        _tracker = new Tracker(new TrackerOptions(settings.Score, settings.Score * 0.8f, settings.Score * 0.35f, TimeSpan.FromSeconds(2)));
    }

    /// <summary>Tracks followed now.</summary>
    public IReadOnlyList<Track> Tracks => _tracker.Tracks;

    /// <summary>People in violation now: certain within the last few seconds.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a frame and what was found in it, muted and ignored boxes left out.</summary>
    public IEnumerable<VisionAlarm> Step(VideoFrame frame, IReadOnlyList<Detection> found, CameraPlan plan)
    {
        foreach (var gone in _tracker.Step(Observations(found), frame.At))
        {
            _evidence.Remove(gone.Id);
            _told.Remove(gone.Id);
        }

        var alarms = new List<VisionAlarm>();
        foreach (var track in _tracker.Tracks)
            if (track.IsSeen && Judge(track, frame, found, plan) is { } alarm)
                alarms.Add(alarm);
        foreach (var (id, at) in _certain.ToList())
            if (frame.At - at > _settings.ClearAfter)
                _certain.Remove(id);
        Count = _certain.Count;
        return alarms;
    }

    private VisionAlarm? Judge(Track track, VideoFrame frame, IReadOnlyList<Detection> found, CameraPlan plan)
    {
        if (!_evidence.TryGetValue(track.Id, out var evidence))
            _evidence[track.Id] = evidence = new TrackEvidence();
        evidence.Take(track.Last, _settings.Score, frame, found);
        var box = track.Last.Box;
        var zone = plan.Watched(box.CentreX / frame.Width, box.CentreY / frame.Height);
        var isPlace = plan.HasWatchedZones ? zone is not null : track.Moved >= LeastMove;
        var certain = evidence.IsCertain(frame.At, _settings.Certainty, _settings.Hold);
        var isSeen = evidence.For >= _settings.Observations && evidence.Sure * 2 >= _settings.Observations && box.Height >= _settings.Pixels;
        if (!certain || !isPlace || !isSeen || !plan.IsOn(_settings.Point, frame.At))
            return null;
        _certain[track.Id] = frame.At;
        if (evidence.Best is not { } best || (_told.TryGetValue(track.Id, out var told) && frame.At - told < _settings.Period))
            return null;
        var present = _tracker.Tracks.Count(other => _certain.ContainsKey(other.Id));
        if (_last is { } last && frame.At - last.At < Regroup && present <= last.Count)
            return null;
        (_told[track.Id], _last) = (frame.At, (frame.At, present));
        evidence.Used();
        return new VisionAlarm(
            _settings.Point, frame.At, evidence.Since, track.Id, evidence.Score, best, _settings.BadClass, evidence.For, zone, _settings.Numbers,
            present);
    }

    /// <summary>Boxes of the two classes on one spot are one object: the class with the higher score is its place.</summary>
    private List<Observation> Observations(IReadOnlyList<Detection> found)
    {
        var objects = new List<Observation>();
        foreach (var detection in found.Where(d => d.Class == _settings.Bad || d.Class == _settings.Good).OrderByDescending(d => d.Score))
        {
            var (bad, good) = detection.Class == _settings.Bad ? (detection.Score, 0f) : (0f, detection.Score);
            var same = objects.FindIndex(known => known.Box.Iou(detection.Box) > 0.5f);
            if (same < 0)
                objects.Add(new Observation(detection.Box, bad, good));
            else
                objects[same] = objects[same] with { Bad = MathF.Max(objects[same].Bad, bad), Good = MathF.Max(objects[same].Good, good) };
        }

        return objects;
    }
}

/// <summary>What one gear rule watches, and the numbers it decides by.</summary>
/// <param name="Point"><c>no-helmet</c> or <c>no-vest</c>.</param>
/// <param name="Bad">Class of the violation.</param>
/// <param name="Good">Class of its opposite.</param>
/// <param name="BadClass">Name of the first.</param>
/// <param name="Score">Score that begins a track.</param>
/// <param name="Pixels">Smallest height that is judged.</param>
/// <param name="Certainty">Probability from which it counts.</param>
/// <param name="Hold">How long it must last.</param>
/// <param name="Observations">Frames it needs.</param>
/// <param name="Period">One event of a track in this time.</param>
/// <param name="ClearAfter">Not in violation any more after this time.</param>
public sealed record GearSettings(
    string Point, int Bad, int Good, string BadClass, float Score, int Pixels, double Certainty, TimeSpan Hold, int Observations,
    TimeSpan Period, TimeSpan ClearAfter)
{
    /// <summary>For the record of an event.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; } = new Dictionary<string, double>
    {
        ["score"] = Math.Round(Score, 3), ["certainty"] = Certainty, ["holdSeconds"] = Hold.TotalSeconds, ["observations"] = Observations,
        ["pixels"] = Pixels, ["periodSeconds"] = Period.TotalSeconds,
    };
}
