using Vision;

namespace Edge.Vision.Tracking;

/// <summary>What one frame says about one object: where it is, and how much speaks for either of two classes that exclude each other.</summary>
/// <param name="Box">In pixels of the frame.</param>
/// <param name="Bad">Score of the class that is a violation (bare head, no vest), 0 when it was not found.</param>
/// <param name="Good">Score of its opposite.</param>
public readonly record struct Observation(Box Box, float Bad, float Good)
{
    public float Score => MathF.Max(Bad, Good);
}

/// <summary>One object followed over frames.</summary>
public sealed class Track
{
    private KalmanAxis _x, _y, _width, _height;

    internal Track(long id, Observation seen, DateTimeOffset at)
    {
        (Id, Last, FirstAt, LastAt, First) = (id, seen, at, at, seen.Box);
        var size = seen.Box.Height;
        (_x, _y) = (new KalmanAxis(seen.Box.CentreX, size), new KalmanAxis(seen.Box.CentreY, size));
        (_width, _height) = (new KalmanAxis(seen.Box.Width, size), new KalmanAxis(size, size));
    }

    public long Id { get; }

    /// <summary>What was seen last.</summary>
    public Observation Last { get; private set; }

    public DateTimeOffset FirstAt { get; }

    /// <summary>Where it was first.</summary>
    public Box First { get; }

    public DateTimeOffset LastAt { get; private set; }

    /// <summary>True when this frame showed it.</summary>
    public bool IsSeen { get; private set; } = true;

    public int Observations { get; private set; } = 1;

    /// <summary>Farthest that its centre has been from where it was first, in its own heights.</summary>
    public float Moved { get; private set; }

    /// <summary>Where it should be in this frame.</summary>
    public Box Expected => Box.FromCentre(_x.Position, _y.Position, MathF.Max(1, _width.Position), MathF.Max(1, _height.Position));

    internal void Predict(float seconds)
    {
        var size = MathF.Max(4, Last.Box.Height);
        _x.Predict(seconds, size);
        _y.Predict(seconds, size);
        _width.Predict(seconds, size);
        _height.Predict(seconds, size);
        IsSeen = false;
    }

    internal void Correct(Observation seen, DateTimeOffset at)
    {
        var size = MathF.Max(4, seen.Box.Height);
        _x.Correct(seen.Box.CentreX, size);
        _y.Correct(seen.Box.CentreY, size);
        _width.Correct(seen.Box.Width, size);
        _height.Correct(seen.Box.Height, size);
        (Last, LastAt, IsSeen) = (seen, at, true);
        Observations++;
        var (across, down) = (seen.Box.CentreX - First.CentreX, seen.Box.CentreY - First.CentreY);
        Moved = MathF.Max(Moved, MathF.Sqrt(across * across + down * down) / MathF.Max(4, First.Height));
    }
}
