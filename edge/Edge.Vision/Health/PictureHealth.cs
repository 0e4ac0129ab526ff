using Edge.Vision.Capture;
using Edge.Vision.Watching;

namespace Edge.Vision.Health;

/// <summary>
/// Whether a camera still shows what it should: frozen (frames that do not differ at all), covered (no detail anywhere), moved
/// (the lasting edges are not where they were).
/// </summary>
public sealed class PictureHealth
{
    private const float FrozenChange = 0.02f, CoveredDetail = 1.2f, MovedLikeness = 0.5f;
    private static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(10), CoveredAfter = TimeSpan.FromSeconds(5),
        MovedAfter = TimeSpan.FromSeconds(10), LearnFor = TimeSpan.FromSeconds(20), LearnAgainAfter = TimeSpan.FromMinutes(10);

    private readonly float[] _edges = new float[MotionGate.Columns * MotionGate.Rows];
    private readonly float[] _reference = new float[MotionGate.Columns * MotionGate.Rows];
    private DateTimeOffset? _stillSince, _bareSince, _otherSince, _learnt;

    public bool IsFrozen { get; private set; }

    public bool IsCovered { get; private set; }

    public bool IsMoved { get; private set; }

    /// <summary>Takes a frame after the motion gate has.</summary>
    public void Take(VideoFrame frame, MotionGate motion)
    {
        var at = frame.At;
        IsFrozen = Lasts(ref _stillSince, motion.MeanChange < FrozenChange, at, FrozenAfter);
        IsCovered = Lasts(ref _bareSince, Detail(motion.Grids.Now) < CoveredDetail, at, CoveredAfter);
        // A picture that is covered or frozen says nothing about where the camera looks.
        if (_bareSince is null && !IsFrozen)
            Compare(motion.Grids.Now, at);
    }

    /// <summary>The stream has ended: the next frame begins anew, but where the camera looked is remembered.</summary>
    public void Interrupted() => (_stillSince, _bareSince, _otherSince, IsFrozen, IsCovered) = (null, null, null, false, false);

    private static bool Lasts(ref DateTimeOffset? since, bool holds, DateTimeOffset at, TimeSpan limit)
    {
        since = holds ? since ?? at : null;
        return at - since >= limit;
    }

    private static float Detail(float[] grid)
    {
        var sum = 0f;
        for (var i = MotionGate.Columns; i < grid.Length; i++)
            sum += MathF.Abs(grid[i] - grid[i - MotionGate.Columns]);
        return sum / grid.Length;
    }

    private void Compare(float[] grid, DateTimeOffset at)
    {
        Follow(grid);
        _learnt ??= at;
        if (at - _learnt < LearnFor)
        {
            _edges.CopyTo(_reference, 0);
            return;
        }

        var isOther = Likeness(_edges, _reference) < MovedLikeness;
        IsMoved = Lasts(ref _otherSince, isOther, at, MovedAfter);
        if (at - _otherSince >= LearnAgainAfter)
        {
            // Somebody has turned it on purpose, it seems: from here on this is where it looks.
            (_learnt, _otherSince, IsMoved) = (at, null, false);
        }
        else if (!isOther)
        {
            for (var i = 0; i < _reference.Length; i++)
                _reference[i] += (_edges[i] - _reference[i]) * 0.002f;
        }
    }

    // Edges that last: what walks through is averaged away.
    private void Follow(float[] grid)
    {
        var rate = _learnt is null ? 1 : 0.05f;
        for (var y = 1; y < MotionGate.Rows; y++)
            for (var x = 1; x < MotionGate.Columns; x++)
            {
                var i = y * MotionGate.Columns + x;
                var edge = MathF.Min(40, MathF.Abs(grid[i] - grid[i - 1]) + MathF.Abs(grid[i] - grid[i - MotionGate.Columns]));
                _edges[i] += (edge - _edges[i]) * rate;
            }
    }

    /// <summary>Correlation, -1 to 1.</summary>
    private static float Likeness(float[] one, float[] other)
    {
        var (a, b) = (one.Average(), other.Average());
        float both = 0, first = 0, second = 0;
        for (var i = 0; i < one.Length; i++)
        {
            both += (one[i] - a) * (other[i] - b);
            first += (one[i] - a) * (one[i] - a);
            second += (other[i] - b) * (other[i] - b);
        }

        return first <= 0 || second <= 0 ? 1 : both / MathF.Sqrt(first * second);
    }
}
