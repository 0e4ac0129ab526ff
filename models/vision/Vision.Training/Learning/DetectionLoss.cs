using TorchSharp;
using Vision.Training.Augmentation;
using static TorchSharp.torch;

namespace Vision.Training.Learning;

/// <summary>Varifocal loss over the classes that count in each cell, and 1 - GIoU over the cells that stand for an object.</summary>
public sealed class DetectionLoss(Recipe recipe, int classes, IReadOnlyList<int> strides)
{
    private readonly Assigner _assigner = new(recipe.Assignment, classes, strides);

    /// <returns>The loss to be minimised, and its two parts as numbers.</returns>
    public (Tensor Loss, float Classes, float Boxes) Of(IReadOnlyList<Sample> batch, Tensor scores, Tensor boxes)
    {
        var cells = _assigner.Cells(batch[0].Side);
        var targets = Targets(batch, scores, boxes, cells);
        var norm = Math.Max(1f, targets.Sum(target => target.Quality));
        using var wanted = tensor(Wanted(targets, batch.Count * cells), [batch.Count, cells, classes]);
        using var counting = tensor(Counting(batch, cells), [batch.Count, cells, classes]);

        Tensor weight;
        using (no_grad())
            weight = where(wanted > 0, wanted, sigmoid(scores.detach()).pow(recipe.Loss.Focus) * recipe.Loss.NegativeShare) * counting;
        var byClass = nn.functional.binary_cross_entropy_with_logits(scores, wanted, weight, reduction: nn.Reduction.Sum) / norm;
        var byBox = targets.Count == 0 ? boxes.sum() * 0 : BoxLoss(targets, boxes) / norm;
        return (byClass + byBox * recipe.Loss.Box, byClass.item<float>(), byBox.item<float>());
    }

    private List<Target> Targets(IReadOnlyList<Sample> batch, Tensor scores, Tensor boxes, int cells)
    {
        var (scoreNumbers, boxNumbers) = (TorchNetwork.Numbers(scores), TorchNetwork.Numbers(boxes));
        var targets = new List<Target>();
        for (var i = 0; i < batch.Count; i++)
            _assigner.Assign(batch[i], scoreNumbers.AsSpan(i * cells * classes, cells * classes), boxNumbers.AsSpan(i * cells * 4, cells * 4), i * cells, targets);
        return targets;
    }

    private float[] Wanted(List<Target> targets, int cells)
    {
        var wanted = new float[cells * classes];
        foreach (var target in targets)
            wanted[target.Cell * classes + target.Class] = target.Quality;
        return wanted;
    }

    private float[] Counting(IReadOnlyList<Sample> batch, int cells)
    {
        var counting = new float[batch.Count * cells * classes];
        var at = 0;
        foreach (var sample in batch)
            foreach (var stride in strides)
                for (var row = 0; row < sample.Side / stride; row++)
                    for (var column = 0; column < sample.Side / stride; column++)
                    {
                        var set = sample.Counting(stride, column, row);
                        for (var id = 0; id < classes; id++)
                            counting[at++] = set.Has(id) ? 1 : 0;
                    }
        return counting;
    }

    private static Tensor BoxLoss(List<Target> targets, Tensor boxes)
    {
        using var cells = tensor(targets.Select(target => (long)target.Cell).ToArray());
        using var quality = tensor(targets.Select(target => target.Quality).ToArray());
        using var wanted = tensor(targets.SelectMany(target => new[] { target.Box.Left, target.Box.Top, target.Box.Right, target.Box.Bottom }).ToArray(), [targets.Count, 4]);
        var found = nn.functional.softplus(boxes.reshape(-1, 4).index_select(0, cells));
        return ((1 - Overlap(found, wanted)) * quality).sum();
    }

    /// <summary>Generalised intersection over union of boxes given as distances from one common point.</summary>
    private static Tensor Overlap(Tensor one, Tensor other)
    {
        var (least, most) = (minimum(one, other), maximum(one, other));
        var common = Area(least);
        var union = Area(one) + Area(other) - common + 1e-7;
        var hull = Area(most) + 1e-7;
        return common / union - (hull - union) / hull;
    }

    private static Tensor Area(Tensor box)
    {
        var width = (box.select(1, 0) + box.select(1, 2)).clamp(min: 0);
        return width * (box.select(1, 1) + box.select(1, 3)).clamp(min: 0);
    }
}
