using Edge.Vision.Capture;
using Edge.Vision.Tracking;
using Vision;
using Vision.Detection;

namespace Edge.Vision.Watching;

/// <summary>
/// What speaks for and against a violation of one track: log-odds that fade with a half-life of two seconds, so that one frame
/// decides nothing and a doubt that lasts does.
/// </summary>
public sealed class TrackEvidence
{
    // Somebody who wore a helmet for an hour is not longer believed to wear it than somebody who wore it for seconds.
    private const float HalfLife = 2, Gain = 3, Most = 8, Least = -5;

    private float _odds;
    private DateTimeOffset? _at;
    private DateTimeOffset? _certainSince;

    /// <summary>Probability of the violation, 0–1.</summary>
    public double Probability => 1 / (1 + Math.Exp(-_odds));

    /// <summary>Frames that spoke for it.</summary>
    public int For { get; private set; }

    /// <summary>How many of them were sure by themselves.</summary>
    public int Sure { get; private set; }

    /// <summary>Frames in which something stirred inside its box.</summary>
    public int Stirs { get; set; }

    /// <summary>True when it began beside the track of a person who moved.</summary>
    public bool IsHeir { get; init; }

    /// <summary>When the first of them was.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Highest score of the violation.</summary>
    public float Score { get; private set; }

    /// <summary>The best frame so far and what was found in it; null before one spoke for it, or after it was used.</summary>
    public Sighting? Best { get; private set; }

    /// <summary>Takes what a frame says.</summary>
    /// <param name="seen">What it says.</param>
    /// <param name="sure">Score from which it says so surely.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="found">Everything in it.</param>
    public void Take(Observation seen, float sure, VideoFrame frame, IReadOnlyList<Detection> found)
    {
        Fade(frame.At);
        var total = seen.Bad + seen.Good;
        if (total <= 0)
            return;
        _odds = Math.Clamp(_odds + Gain * seen.Score * (seen.Bad - seen.Good) / total, Least, Most);
        if (seen.Bad <= seen.Good)
            return;
        if (For++ == 0)
            Since = frame.At;
        if (seen.Bad >= sure)
            Sure++;
        Score = MathF.Max(Score, seen.Bad);
        // Large and sure is what a person can judge; sharpness goes with both.
        var worth = seen.Bad * MathF.Sqrt(seen.Box.Area);
        if (Best is null || worth > Best.Worth)
            Best = new Sighting(frame, seen.Box, found, worth);
    }

    /// <summary>True when the violation has been certain for long enough.</summary>
    public bool IsCertain(DateTimeOffset at, double certainty, TimeSpan hold)
    {
        Fade(at);
        if (Probability < certainty)
            _certainSince = null;
        else
            _certainSince ??= at;
        return at - _certainSince >= hold;
    }

    /// <summary>Lets go of the picture: it is stored, or will never be needed.</summary>
    public void Used() => Best = null;

    private void Fade(DateTimeOffset at)
    {
        var seconds = Math.Max(0, (at - (_at ?? at)).TotalSeconds);
        _odds *= (float)Math.Pow(0.5, seconds / HalfLife);
        _at = at;
    }
}

/// <summary>One frame in which something was seen.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Box">Where, in its pixels.</param>
/// <param name="Found">Everything that was found in it.</param>
/// <param name="Worth">How good a picture of it this is.</param>
public sealed record Sighting(VideoFrame Frame, Box Box, IReadOnlyList<Detection> Found, float Worth);
