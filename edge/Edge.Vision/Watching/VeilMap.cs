using Edge.Vision.Capture;
using Vision;

namespace Edge.Vision.Watching;

/// <summary>
/// Finds where something hangs before the scene that lets it shine through: smoke takes contrast from what is behind it and gives
/// its own grey. A shadow takes brightness and contrast alike, a person or a lorry hides the pattern altogether, a lamp, a net or
/// the sky have always been there; none of them is a veil.
/// </summary>
public sealed class VeilMap
{
    /// <summary>Cells across and down.</summary>
    public const int Columns = 40, Rows = 24;

    private const int Side = 8, Width = Columns * Side, Height = Rows * Side;
    private const double Quick = 1, Settle = 2.5, Learn = 1, LearnVeiled = 0.2, Normal = 20, WarmUp = 8, Trust = 40;
    private const float LeastTexture = 12, Alike = 0.75f, Contrast = 0.72f, Dense = 0.35f, Hazy = 0.75f, Veiled = 0.6f, Free = 0.2f, MostStir = 1.35f;
    private const int LeastCells = 18, Flat = 3, MostBlank = 2;
    private const float MostShare = 0.5f;

    private readonly float[] _now = new float[Width * Height];
    private readonly float[] _quick = new float[Width * Height];
    private readonly float[] _background = new float[Width * Height];
    private readonly float[] _contrast = new float[Columns * Rows];
    private readonly Cell[] _cells = new Cell[Columns * Rows];
    private readonly float[] _normal = new float[Columns * Rows];
    private readonly float[] _calm = new float[Columns * Rows];
    private readonly float[] _veiled = new float[Columns * Rows];
    private readonly bool[] _taken = new bool[Columns * Rows];
    private int _frames;
    private DateTimeOffset? _startedAt;
    private DateTimeOffset _at;

    /// <summary>Where a veil hangs now, as boxes in shares of the picture, largest first.</summary>
    public IReadOnlyList<Box> Regions { get; private set; } = [];

    /// <summary>Takes a frame; after a cut the scene is learnt anew.</summary>
    public void Take(VideoFrame frame, bool isCut)
    {
        Shrink(frame);
        var seconds = (frame.At - _at).TotalSeconds;
        if (_startedAt is null || isCut || seconds is < 0 or > 60)
        {
            _now.CopyTo(_quick, 0);
            _now.CopyTo(_background, 0);
            Array.Clear(_veiled);
            Array.Fill(_normal, 1);
            Array.Clear(_calm);
            _frames = 1;
            (_startedAt, _at, Regions) = (frame.At, frame.At, []);
            return;
        }

        _at = frame.At;
        Follow(_quick, _now, Rate(seconds, Quick));
        if ((frame.At - _startedAt.Value).TotalSeconds < WarmUp)
        {
            Follow(_background, _now, 1f / ++_frames);
            return;
        }

        Compare();
        var usual = Usual();
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            // Somebody who moves lets the scene through as well, from frame to frame; smoke is slow and soft.
            var isVeil = IsVeil(_cells[cell], usual * _normal[cell]) && _cells[cell].Stir <= _calm[cell] * MostStir + 1;
            _veiled[cell] += ((isVeil ? 1 : 0) - _veiled[cell]) * Rate(seconds, Settle);
            // Grain makes a cell look a little less like itself at all times: its own usual contrast is what counts.
            if (_calm[cell] <= 0 || _cells[cell].Stir < _calm[cell])
                _calm[cell] = _cells[cell].Stir;
            _calm[cell] += (_cells[cell].Stir - _calm[cell]) * Rate(seconds, Normal);
            if (_veiled[cell] < Free)
                _normal[cell] += (Math.Clamp(_cells[cell].Contrast / usual, 0.5f, 1.2f) - _normal[cell]) * Rate(seconds, Normal);
        }

        LearnBackground(seconds);
        // All of it at once is fog or a lens out of focus, which the camera's health tells; and whoever stood before the scene while it
        // was learnt leaves a ghost for a while, before which the ground looks veiled.
        Regions = usual < Hazy || (frame.At - _startedAt.Value).TotalSeconds < Trust ? [] : Find();
    }

    private static float Rate(double seconds, double time) => (float)(1 - Math.Exp(-seconds / time));

    private static void Follow(float[] what, float[] now, float rate)
    {
        for (var i = 0; i < what.Length; i++)
            what[i] += (now[i] - what[i]) * rate;
    }

    // By a step towards what is there, so that somebody who passes or stays a while leaves no trace; what is behind a veil is
    // forgotten slower still.
    private void LearnBackground(double seconds)
    {
        var (open, veiled) = ((float)(seconds * Learn), (float)(seconds * LearnVeiled));
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var step = _veiled[cell] > Free ? veiled : open;
            var start = cell / Columns * Side * Width + cell % Columns * Side;
            for (var y = 0; y < Side; y++)
                for (int i = start + y * Width, end = i + Side; i < end; i++)
                    _background[i] += Math.Clamp(_quick[i] - _background[i], -step, step);
        }
    }

    private void Compare()
    {
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            float b = 0, f = 0, bb = 0, ff = 0, bf = 0, stir = 0;
            var start = cell / Columns * Side * Width + cell % Columns * Side;
            for (var y = 0; y < Side; y++)
                for (int i = start + y * Width, end = i + Side; i < end; i++)
                {
                    var (back, front) = (_background[i], _quick[i]);
                    (b, f, bb, ff, bf) = (b + back, f + front, bb + back * back, ff + front * front, bf + back * front);
                    stir += MathF.Abs(_now[i] - front);
                }

            const float Count = Side * Side;
            var (meanB, meanF) = (b / Count, f / Count);
            var (spreadB, spreadF, common) = (bb / Count - meanB * meanB, ff / Count - meanF * meanF, bf / Count - meanB * meanF);
            var gain = spreadB <= 0 ? 1 : common / spreadB;
            var alike = spreadB <= 0 || spreadF <= 0 ? 0 : common / MathF.Sqrt(spreadB * spreadF);
            var light = (meanF + 4) / (meanB + 4);
            _cells[cell] = new Cell(spreadB >= LeastTexture, alike, gain / light, spreadB <= 0 ? 1 : spreadF / spreadB, stir / Count);
        }
    }

    /// <summary>The median contrast against before: what clouds, dusk and the camera's exposure do to all of the picture.</summary>
    private float Usual()
    {
        var count = 0;
        foreach (var cell in _cells)
            if (cell.HasTexture && cell.Alike >= Alike)
                _contrast[count++] = cell.Contrast;
        if (count < LeastCells)
            return 1;
        Array.Sort(_contrast, 0, count);
        return Math.Clamp(_contrast[count / 2], 0.5f, 1.2f);
    }

    private static bool IsVeil(Cell cell, float usual) => cell.HasTexture && cell.Alike >= Alike && cell.Contrast < Contrast * usual && cell.Contrast > 0.05f;

    private List<Box> Find()
    {
        Array.Clear(_taken);
        var found = new List<(int Size, Box Box)>();
        var next = new Stack<(int Cell, int Blank)>();
        for (var seed = 0; seed < _veiled.Length; seed++)
        {
            if (_taken[seed] || _veiled[seed] < Veiled)
                continue;
            _taken[seed] = true;
            next.Push((seed, 0));
            var (size, left, top, right, bottom) = (0, Columns, Rows, 0, 0);
            while (next.TryPop(out var one))
            {
                var (x, y) = (one.Cell % Columns, one.Cell / Columns);
                Spread(next, x, y, one.Blank);
                if (one.Blank > 0)
                    continue;
                size++;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            }

            // Smoke rises; what is flat is a heap whose light changed, or dust along the ground.
            if (size >= LeastCells && size <= MostShare * _veiled.Length && right - left <= Flat * (bottom - top))
                found.Add((size, new Box((float)left / Columns, (float)top / Rows, (float)right / Columns, (float)bottom / Rows)));
        }

        return [.. found.OrderByDescending(region => region.Size).Select(region => region.Box)];
    }

    // A dense core has no pattern of its own and joins the veil around it. A narrow strip where there never was a pattern neither
    // speaks for a veil nor parts it.
    private void Spread(Stack<(int Cell, int Blank)> next, int x, int y, int blank)
    {
        for (var dy = -1; dy <= 1; dy++)
            for (var dx = -1; dx <= 1; dx++)
            {
                var (column, row) = (x + dx, y + dy);
                if (column is < 0 or >= Columns || row is < 0 or >= Rows || _taken[row * Columns + column])
                    continue;
                var near = row * Columns + column;
                var isBlank = !_cells[near].HasTexture;
                if (isBlank ? blank == MostBlank : _veiled[near] < Veiled && _cells[near].Spread >= Dense)
                    continue;
                _taken[near] = true;
                next.Push((near, isBlank ? blank + 1 : 0));
            }
    }

    private void Shrink(VideoFrame frame)
    {
        var luma = frame.Luma;
        for (var row = 0; row < Height; row++)
        {
            var (y0, y1) = (row * frame.Height / Height, Math.Max((row + 1) * frame.Height / Height, row * frame.Height / Height + 1));
            for (var column = 0; column < Width; column++)
            {
                var (x0, x1) = (column * frame.Width / Width, Math.Max((column + 1) * frame.Width / Width, column * frame.Width / Width + 1));
                var sum = 0;
                for (var y = y0; y < y1; y++)
                    for (var x = x0; x < x1; x++)
                        sum += luma[y * frame.Width + x];
                _now[row * Width + column] = (float)sum / ((x1 - x0) * (y1 - y0));
            }
        }
    }

    /// <param name="HasTexture">There was a pattern to compare with.</param>
    /// <param name="Alike">Correlation with it.</param>
    /// <param name="Contrast">Contrast against before, brightness taken out.</param>
    /// <param name="Spread">Variance against before.</param>
    /// <param name="Stir">Mean change of a pixel against its last second.</param>
    private readonly record struct Cell(bool HasTexture, float Alike, float Contrast, float Spread, float Stir);
}
