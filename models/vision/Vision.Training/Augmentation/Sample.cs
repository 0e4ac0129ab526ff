using Vision.Images;

namespace Vision.Training.Augmentation;

/// <summary>
/// One square training picture. For each cell of eight pixels it is known which classes count there: tiles of a mosaic come from sources that
/// label different classes, and an object too small or too much cut off to be asked for counts neither as found nor as wrong.
/// </summary>
public sealed class Sample
{
    public const int Cell = 8;

    private readonly ushort[] _counting;

    public Sample(int side, ClassSet all)
    {
        Side = side;
        Picture = Picture.Filled(side, side, Letterbox.Grey);
        _counting = new ushort[side / Cell * (side / Cell)];
        Array.Fill(_counting, all.Bits);
    }

    public int Side { get; }
    public Picture Picture { get; set; }
    public List<(int Class, Box Box)> Objects { get; } = [];

    /// <summary>In this part of the picture only these classes are known.</summary>
    public void Limit(in Box part, ClassSet classes)
    {
        foreach (var cell in Cells(part))
            _counting[cell] = classes.Bits;
    }

    /// <summary>In this part of the picture a class does not count.</summary>
    public void Ignore(in Box part, int id)
    {
        foreach (var cell in Cells(part))
            _counting[cell] &= (ushort)~(1 << id);
    }

    /// <summary>The classes that count for a cell of this stride: those that count for every part of it.</summary>
    public ClassSet Counting(int stride, int column, int row)
    {
        var span = stride / Cell;
        var bits = ushort.MaxValue;
        for (var y = row * span; y < (row + 1) * span; y++)
            for (var x = column * span; x < (column + 1) * span; x++)
                bits &= _counting[y * (Side / Cell) + x];
        return new ClassSet(bits);
    }

    private IEnumerable<int> Cells(Box part)
    {
        var columns = Side / Cell;
        var (left, right) = ((int)Math.Clamp(part.Left / Cell, 0, columns), (int)Math.Clamp(MathF.Ceiling(part.Right / Cell), 0, columns));
        var (top, bottom) = ((int)Math.Clamp(part.Top / Cell, 0, columns), (int)Math.Clamp(MathF.Ceiling(part.Bottom / Cell), 0, columns));
        for (var row = top; row < bottom; row++)
            for (var column = left; column < right; column++)
                yield return row * columns + column;
    }
}
