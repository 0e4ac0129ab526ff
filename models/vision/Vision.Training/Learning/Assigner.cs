using Vision.Detection;
using Vision.Training.Augmentation;

namespace Vision.Training.Learning;

/// <summary>A cell that stands for an object.</summary>
/// <param name="Cell">Number of the cell within the batch.</param>
/// <param name="Class">Class of the object.</param>
/// <param name="Quality">What the cell's score should say, 0..1.</param>
/// <param name="Box">The object, in strides from the cell's centre: left, top, right, bottom.</param>
public readonly record struct Target(int Cell, int Class, float Quality, Box Box);

/// <summary>Decides which cells learn which object from what the network says now: see <see cref="AssignmentRecipe"/>.</summary>
public sealed class Assigner(AssignmentRecipe recipe, int classes, IReadOnlyList<int> strides)
{
    /// <summary>The targets of one picture.</summary>
    /// <param name="sample">The picture and its objects.</param>
    /// <param name="scores">Class logits of its cells, [cells, classes].</param>
    /// <param name="boxes">Raw distances of its cells, [cells, 4].</param>
    /// <param name="first">Number of its first cell within the batch.</param>
    /// <param name="into">Receives the targets.</param>
    public void Assign(Sample sample, ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, int first, List<Target> into)
    {
        // For a cell that two objects want, the one that its box overlaps most wins.
        var owner = new Dictionary<int, (int Object, float Overlap, float Match, int Stride)>();
        for (var i = 0; i < sample.Objects.Count; i++)
            foreach (var candidate in Best(sample, sample.Objects[i], scores, boxes))
                if (!owner.TryGetValue(candidate.Cell, out var held) || candidate.Overlap > held.Overlap)
                    owner[candidate.Cell] = (i, candidate.Overlap, candidate.Match, candidate.Stride);

        foreach (var group in owner.GroupBy(pair => pair.Value.Object).OrderBy(group => group.Key))
        {
            var (id, box) = sample.Objects[group.Key];
            var (match, overlap) = (group.Max(pair => pair.Value.Match), group.Max(pair => pair.Value.Overlap));
            foreach (var (cell, held) in group.OrderBy(pair => pair.Key))
            {
                var (x, y) = Centre(sample.Side, cell, held.Stride);
                float stride = held.Stride;
                var distances = new Box((x - box.Left) / stride, (y - box.Top) / stride, (box.Right - x) / stride, (box.Bottom - y) / stride);
                into.Add(new Target(first + cell, id, match <= 0 ? 0 : held.Match / match * overlap, distances));
            }
        }
    }

    public int Cells(int side) => strides.Sum(stride => side / stride * (side / stride));

    /// <summary>First cell of each scale.</summary>
    public IEnumerable<(int Stride, int First)> Scales(int side)
    {
        var first = 0;
        foreach (var stride in strides)
        {
            yield return (stride, first);
            first += side / stride * (side / stride);
        }
    }

    private List<(int Cell, int Stride, float Match, float Overlap)> Best(
        Sample sample, (int Class, Box Box) item, ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes)
    {
        var found = new List<(int Cell, int Stride, float Match, float Overlap)>();
        var box = item.Box;
        foreach (var (stride, first) in Scales(sample.Side))
        {
            // Only the finest scale reaches beyond a small object: there it has neighbours to learn from.
            var reach = stride == strides[0] ? recipe.Reach : 0;
            float halfWidth = MathF.Max(box.Width / 2, reach), halfHeight = MathF.Max(box.Height / 2, reach);
            var columns = sample.Side / stride;
            var (left, right) = Span(box.CentreX, halfWidth, stride, columns);
            var (top, bottom) = Span(box.CentreY, halfHeight, stride, columns);
            for (var row = top; row <= bottom; row++)
                for (var column = left; column <= right; column++)
                {
                    var cell = first + row * columns + column;
                    var overlap = At(boxes.Slice(cell * 4, 4), (column + 0.5f) * stride, (row + 0.5f) * stride, stride).Iou(box);
                    var score = HeadDecoder.Sigmoid(scores[cell * classes + item.Class]);
                    found.Add((cell, stride, MathF.Pow(score, recipe.ScorePower) * MathF.Pow(overlap, recipe.OverlapPower), overlap));
                }
        }
        found.Sort((one, other) => other.Match.CompareTo(one.Match) is not 0 and var order ? order : one.Cell.CompareTo(other.Cell));
        if (found.Count > recipe.Candidates)
            found.RemoveRange(recipe.Candidates, found.Count - recipe.Candidates);
        return found;
    }

    private static (int From, int To) Span(float centre, float half, int stride, int cells) =>
        (Math.Max(0, (int)MathF.Ceiling((centre - half) / stride - 0.5f)), Math.Min(cells - 1, (int)MathF.Floor((centre + half) / stride - 0.5f)));

    private static Box At(ReadOnlySpan<float> raw, float x, float y, int stride) => new(
        x - HeadDecoder.SoftPlus(raw[0]) * stride, y - HeadDecoder.SoftPlus(raw[1]) * stride,
        x + HeadDecoder.SoftPlus(raw[2]) * stride, y + HeadDecoder.SoftPlus(raw[3]) * stride);

    private (float X, float Y) Centre(int side, int cell, int stride)
    {
        var place = cell - Scales(side).First(scale => scale.Stride == stride).First;
        var columns = side / stride;
        return ((place % columns + 0.5f) * stride, (place / columns + 0.5f) * stride);
    }
}
