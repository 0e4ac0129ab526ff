using Edge.Vision.Capture;

namespace Edge.Vision.Watching;

/// <summary>
/// Says cheaply whether anything moves: brightness in a coarse grid against a background that follows slowly. A frame in which
/// nothing moves need not be looked at.
/// </summary>
public sealed class MotionGate
{
    public const int Columns = 80, Rows = 48;

    private const float Change = 6, Share = 0.0008f, Follow = 0.06f, CutChange = 12, CutShare = 0.5f;

    private readonly float[] _now = new float[Columns * Rows];
    private readonly float[] _before = new float[Columns * Rows];
    private readonly float[] _background = new float[Columns * Rows];
    private bool _started;

    /// <summary>Mean change of a cell since the frame before.</summary>
    public float MeanChange { get; private set; }

    /// <summary>True when the frame taken last shows something else altogether: the camera was turned, or its picture cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The grid of the frame before the one taken last, and of that one.</summary>
    public (float[] Before, float[] Now) Grids => (_before, _now);

    /// <summary>Takes a frame; true when something moves in it.</summary>
    public bool Take(VideoFrame frame)
    {
        _now.CopyTo(_before, 0);
        Shrink(frame, _now);
        if (!_started)
        {
            _now.CopyTo(_background, 0);
            _now.CopyTo(_before, 0);
            return _started = true;
        }

        var (moving, other, change) = (0, 0, 0f);
        // A cloud or the camera's own exposure changes everything at once: only what differs from that counts.
        var shift = Mean(_now) - Mean(_background);
        for (var i = 0; i < _now.Length; i++)
        {
            change += MathF.Abs(_now[i] - _before[i]);
            if (MathF.Abs(_now[i] - _before[i]) > CutChange)
                other++;
            if (MathF.Abs(_now[i] - _background[i] - shift) > Change)
                moving++;
            _background[i] += (_now[i] - _background[i]) * Follow;
        }

        MeanChange = change / _now.Length;
        IsCut = other > CutShare * _now.Length;
        return moving >= Math.Max(2, Share * _now.Length);
    }

    /// <summary>Mean change since the frame before, within a box in shares of the picture.</summary>
    public float ChangeWithin(float left, float top, float right, float bottom)
    {
        var (x0, y0) = (Math.Clamp((int)(left * Columns), 0, Columns - 1), Math.Clamp((int)(top * Rows), 0, Rows - 1));
        var (x1, y1) = (Math.Clamp((int)MathF.Ceiling(right * Columns), x0 + 1, Columns), Math.Clamp((int)MathF.Ceiling(bottom * Rows), y0 + 1, Rows));
        var change = 0f;
        for (var y = y0; y < y1; y++)
            for (var x = x0; x < x1; x++)
                change += MathF.Abs(_now[y * Columns + x] - _before[y * Columns + x]);
        return change / ((x1 - x0) * (y1 - y0));
    }

    private static float Mean(float[] grid)
    {
        var sum = 0f;
        foreach (var value in grid)
            sum += value;
        return sum / grid.Length;
    }

    private static void Shrink(VideoFrame frame, float[] into)
    {
        var luma = frame.Luma;
        var (width, height) = (frame.Width, frame.Height);
        for (var row = 0; row < Rows; row++)
        {
            var (y0, y1) = (row * height / Rows, Math.Max((row + 1) * height / Rows, row * height / Rows + 1));
            for (var column = 0; column < Columns; column++)
            {
                var (x0, x1) = (column * width / Columns, Math.Max((column + 1) * width / Columns, column * width / Columns + 1));
                var sum = 0;
                for (var y = y0; y < y1; y++)
                    foreach (var value in luma.Slice(y * width + x0, x1 - x0))
                        sum += value;
                into[row * Columns + column] = (float)sum / ((x1 - x0) * (y1 - y0));
            }
        }
    }
}
