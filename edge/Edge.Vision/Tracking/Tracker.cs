using Vision;

namespace Edge.Vision.Tracking;

/// <summary>
/// Follows objects as ByteTrack does (Zhang et al., ECCV 2022): sure boxes first, then weak ones for tracks that found none; a new
/// track only from a sure box. Matching is greedy by overlap, which for a few dozen objects is as good as the best one.
/// </summary>
/// <param name="options">Scores and times.</param>
public sealed class Tracker(TrackerOptions options)
{
    private readonly List<Track> _tracks = [];
    private long _next;
    private DateTimeOffset? _at;

    /// <summary>Tracks that are followed, those that are lost for a moment included.</summary>
    public IReadOnlyList<Track> Tracks => _tracks;

    /// <summary>Takes one frame's observations; the tracks that ended with it are returned.</summary>
    public IReadOnlyList<Track> Step(IReadOnlyList<Observation> seen, DateTimeOffset at)
    {
        var seconds = (float)Math.Clamp((at - (_at ?? at)).TotalSeconds, 0, 2);
        _at = at;
        foreach (var track in _tracks)
            track.Predict(seconds);
        var free = Match([.. seen.Where(o => o.Score >= options.Sure)], options.SureOverlap, at);
        Match([.. seen.Where(o => o.Score < options.Sure && o.Score >= options.Weak)], options.WeakOverlap, at);
        foreach (var observation in free.Where(o => o.Score >= options.New))
            _tracks.Add(new Track(++_next, observation, at));
        var ended = _tracks.FindAll(track => at - track.LastAt > options.LostFor);
        _tracks.RemoveAll(ended.Contains);
        return ended;
    }

    /// <summary>Gives every observation the free track that it overlaps most; returns the observations that got none.</summary>
    private List<Observation> Match(List<Observation> seen, float least, DateTimeOffset at)
    {
        var pairs = new List<(float Overlap, Track Track, int Index)>();
        foreach (var track in _tracks.Where(track => !track.IsSeen))
            for (var i = 0; i < seen.Count; i++)
                if (Overlap(track.Expected, seen[i].Box) is var overlap && overlap >= least)
                    pairs.Add((overlap, track, i));
        var taken = new HashSet<int>();
        foreach (var (_, track, index) in pairs.OrderByDescending(pair => pair.Overlap))
            if (!track.IsSeen && taken.Add(index))
                track.Correct(seen[index], at);
        return [.. seen.Where((_, i) => !taken.Contains(i))];
    }

    // A head of twenty pixels leaves its own box between two frames at a walk: boxes are compared with a margin.
    private static float Overlap(Box one, Box other)
    {
        var (a, b) = (Grown(one), Grown(other));
        return a.Iou(b);
    }

    private static Box Grown(Box box) => Box.FromCentre(box.CentreX, box.CentreY, box.Width * 1.6f, box.Height * 1.6f);
}

/// <summary>Scores and times of a tracker.</summary>
/// <param name="New">Score that begins a track.</param>
/// <param name="Sure">Score of the first association.</param>
/// <param name="Weak">Score of the second one.</param>
/// <param name="LostFor">How long a track is kept without being seen.</param>
/// <param name="SureOverlap">Least overlap of the first association.</param>
/// <param name="WeakOverlap">Least overlap of the second one.</param>
public sealed record TrackerOptions(
    float New, float Sure, float Weak, TimeSpan LostFor, float SureOverlap = 0.15f, float WeakOverlap = 0.3f);
