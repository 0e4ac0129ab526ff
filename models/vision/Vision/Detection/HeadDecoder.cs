namespace Vision.Detection;

/// <summary>One object found; box in pixels, score 0..1.</summary>
public readonly record struct Detection(int Class, float Score, Box Box);

/// <summary>Turns the raw maps of one scale into boxes of the network's input.</summary>
public static class HeadDecoder
{
    /// <param name="scores">Class logits, [classes, rows, columns].</param>
    /// <param name="boxes">Distances left, top, right, bottom before softplus, [4, rows, columns].</param>
    /// <param name="columns">Columns of the maps.</param>
    /// <param name="stride">Pixels of the input for one cell.</param>
    /// <param name="threshold">Least score kept, above 0 and below 1.</param>
    /// <param name="into">Receives the objects; their order is that of the maps.</param>
    public static void Decode(ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, int columns, int stride, float threshold, List<Detection> into)
    {
        var cells = boxes.Length / 4;
        // Comparing logits spares the exponential for nearly all cells.
        var least = MathF.Log(threshold / (1 - threshold));
        for (var start = 0; start < scores.Length; start += cells)
        {
            var map = scores.Slice(start, cells);
            for (var cell = 0; cell < cells; cell++)
                if (map[cell] >= least)
                    into.Add(new Detection(start / cells, Sigmoid(map[cell]), Box(boxes, cells, cell, columns, stride)));
        }
    }

    public static Box Box(ReadOnlySpan<float> boxes, int cells, int cell, int columns, int stride)
    {
        var x = (cell % columns + 0.5f) * stride;
        var y = (cell / columns + 0.5f) * stride;
        return new Box(
            x - SoftPlus(boxes[cell]) * stride, y - SoftPlus(boxes[cells + cell]) * stride,
            x + SoftPlus(boxes[2 * cells + cell]) * stride, y + SoftPlus(boxes[3 * cells + cell]) * stride);
    }

    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    public static float SoftPlus(float x) => x > 20 ? x : MathF.Log(1 + MathF.Exp(x));
}
