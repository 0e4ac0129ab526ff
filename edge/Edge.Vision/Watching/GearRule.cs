using Edge.Vision.Capture;
using Edge.Vision.Tracking;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>
/// Helmets or vests: follows heads (or torsos), weighs what every frame says of each, and tells each violation once a period.
/// The network names bare heads and torsos without a vest itself; nothing is concluded from a box that is missing.
/// </summary>
public sealed class GearRule
{
    // A person who stands still is still a person; a poster does not move at all, and nothing stirs in it but who walks past.
    private const float LeastMove = 0.3f, Stir = 2.5f;
    private const int LeastStirs = 8, MostStill = 2;

    // A track that is lost and found again bears a new number: within this time and where a walk can lead it is the same person.
    private static readonly TimeSpan Regroup = TimeSpan.FromSeconds(30);
    private const double Reach = 2, ReachPerSecond = 5;
    private const float SamePlace = 0.2f;

    // Who takes a helmet off stands still, and the track goes on with the helmet in the hand: the bare head is a new one, of a person who moved.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20), StillRemembered = TimeSpan.FromMinutes(10);
    private const double Beside = 3;
    private const int MostEnded = 200;

    private readonly GearSettings _settings;
    private readonly Tracker _tracker;
    private readonly Dictionary<long, TrackEvidence> _evidence = [];
    private readonly Dictionary<long, DateTimeOffset> _told = [];
    private readonly Dictionary<long, DateTimeOffset> _certain = [];
    private readonly List<(Track Track, DateTimeOffset ToldAt)> _lost = [];
    private readonly List<(Track Track, bool IsAlive)> _ended = [];
    private DateTimeOffset _cutAt = DateTimeOffset.MinValue;

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
    public IEnumerable<VisionAlarm> Step(VideoFrame frame, IReadOnlyList<Detection> found, MotionGate motion, CameraPlan plan)
    {
        if (motion.IsCut)
            _cutAt = frame.At;
        foreach (var gone in _tracker.Step(Observations(found), frame.At))
        {
            if (_evidence.Remove(gone.Id, out var known))
                _ended.Add((gone, IsAlive(gone, known)));
            if (_told.Remove(gone.Id, out var toldAt) && gone.LastAt > _cutAt)
                _lost.Add((gone, toldAt));
        }

        // Where a walk can lead is known only in one and the same view.
        _ended.RemoveAll(ended => motion.IsCut || frame.At - ended.Track.LastAt > (ended.IsAlive ? Remembered : StillRemembered));
        if (_ended.Count > MostEnded)
            _ended.RemoveRange(0, _ended.Count - MostEnded);
        _lost.RemoveAll(lost => motion.IsCut || frame.At - lost.Track.LastAt > Regroup);

        var alarms = new List<VisionAlarm>();
        foreach (var track in _tracker.Tracks)
            if (track.IsSeen && Judge(track, frame, found, motion, plan) is { } alarm)
                alarms.Add(alarm);
        foreach (var (id, at) in _certain.ToList())
            if (frame.At - at > _settings.ClearAfter)
                _certain.Remove(id);
        Count = _certain.Count;
        return alarms;
    }

    private VisionAlarm? Judge(Track track, VideoFrame frame, IReadOnlyList<Detection> found, MotionGate motion, CameraPlan plan)
    {
        if (!_evidence.TryGetValue(track.Id, out var evidence))
            _evidence[track.Id] = evidence = new TrackEvidence { IsHeir = IsHeir(track) };
        var box = track.Last.Box;
        if (box.Height >= _settings.Pixels)
            evidence.Take(track.Last, _settings.Score, frame, found);
        if (motion.ChangeWithin(box.Left / frame.Width, box.Top / frame.Height, box.Right / frame.Width, box.Bottom / frame.Height) - motion.MeanChange > Stir)
            evidence.Stirs++;
        var zone = plan.Watched(box.CentreX / frame.Width, box.CentreY / frame.Height);
        var isPlace = plan.HasWatchedZones ? zone is not null : IsAlive(track, evidence);
        var certain = evidence.IsCertain(frame.At, _settings.Certainty, _settings.Hold);
        var isSeen = evidence.For >= _settings.Observations && evidence.Sure * 2 >= _settings.Observations && box.Height >= _settings.Pixels;
        if (!certain || !isPlace || !isSeen || !plan.IsOn(_settings.Point, frame.At))
            return null;
        _certain[track.Id] = frame.At;
        if (ToldBefore(track, frame.At) is { } told)
            _told[track.Id] = told;
        if (evidence.Best is not { } best || (_told.TryGetValue(track.Id, out var before) && frame.At - before < _settings.Period))
            return null;
        _told[track.Id] = frame.At;
        var present = _tracker.Tracks.Count(other => _certain.ContainsKey(other.Id));
        evidence.Used();
        return new VisionAlarm(
            _settings.Point, frame.At, evidence.Since, track.Id, evidence.Score, best, _settings.BadClass, evidence.For, zone, _settings.Numbers,
            present);
    }

    private static bool IsAlive(Track track, TrackEvidence evidence) =>
        evidence.IsHeir || track.Moved >= LeastMove || (evidence.Stirs >= LeastStirs && evidence.Stirs * MostStill >= track.Observations);

    /// <summary>True when a track begins beside one of a person who moved, and not where something that never moved was before.</summary>
    private bool IsHeir(Track track)
    {
        var before = _ended.Concat(_tracker.Tracks.Where(other => other.Id != track.Id && _evidence.ContainsKey(other.Id)).Select(other => (Track: other, IsAlive: IsAlive(other, _evidence[other.Id])))).ToList();
        return before.Exists(other => other.IsAlive && Way(other.Track.Last.Box, track.First) <= Beside * track.First.Height)
            && !before.Exists(other => !other.IsAlive && other.Track.Last.Box.Iou(track.First) > SamePlace);
    }

    private static double Way(Box from, Box to) => Math.Sqrt((to.CentreX - from.CentreX) * (to.CentreX - from.CentreX) + (to.CentreY - from.CentreY) * (to.CentreY - from.CentreY));

    /// <summary>When this person was told under another number; null when it was not.</summary>
    private DateTimeOffset? ToldBefore(Track track, DateTimeOffset at)
    {
        if (_told.ContainsKey(track.Id))
            return null;
        // Two tracks on one spot are one person.
        var twin = _tracker.Tracks.FirstOrDefault(other => other.Id != track.Id && _told.ContainsKey(other.Id) && other.Expected.Iou(track.Last.Box) > SamePlace);
        if (twin is not null)
            return _told[twin.Id];
        var unseen = _tracker.Tracks.Where(other => !other.IsSeen && other.LastAt > _cutAt && _told.ContainsKey(other.Id)).Select(other => (Track: other, ToldAt: _told[other.Id]));
        var same = _lost.Concat(unseen).Where(lost => IsReached(lost.Track, track)).OrderByDescending(lost => lost.Track.LastAt).Select(lost => ((Track, DateTimeOffset ToldAt)?)lost).FirstOrDefault();
        if (same is not { } found)
            return null;
        // One that is found again is not there to be found by a second one.
        _lost.RemoveAll(lost => lost.Track == found.Item1);
        _told.Remove(found.Item1.Id);
        return found.ToldAt;
    }

    private static bool IsReached(Track lost, Track track)
    {
        var seconds = (track.FirstAt - lost.LastAt).TotalSeconds;
        var (from, to) = (lost.Last.Box, track.First);
        var way = Way(from, to);
        return seconds > -Regroup.TotalSeconds / 10 && way <= Math.Max(from.Height, to.Height) * (Reach + ReachPerSecond * Math.Max(0, seconds));
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
