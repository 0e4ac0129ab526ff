namespace Vision.Training.Learning;

/// <summary>Learning rate, picture side and look of the samples along a run.</summary>
public sealed class Schedule(Recipe recipe, int stepsPerEpoch)
{
    public int Steps => recipe.Epochs * stepsPerEpoch;

    /// <summary>
    /// Rises in a straight line over the warm-up, stays, and falls along half a cosine over what follows the flat share: as long as it is flat,
    /// a run may still be made longer or shorter.
    /// </summary>
    public double Rate(int step)
    {
        var warmup = recipe.WarmupEpochs * stepsPerEpoch;
        if (step < warmup)
            return recipe.LearningRate * (step + 1) / warmup;
        var fall = Math.Max(warmup, recipe.FlatShare * Steps);
        var share = Math.Clamp((step - fall) / Math.Max(1, Steps - fall), 0, 1);
        var low = recipe.FinalLearningRateShare;
        return recipe.LearningRate * (low + (1 - low) * 0.5 * (1 + Math.Cos(Math.PI * share)));
    }

    public int Side(int epoch, int batch) => epoch >= recipe.Epochs * (1 - recipe.FinalShare)
        ? recipe.FinalSide
        : recipe.Sides[new Random(Data.TrainingSet.HashCode(recipe.Seed, epoch, -2 - batch)).Next(recipe.Sides.Length)];

    /// <summary>Whether mosaics and cut-outs are over.</summary>
    public bool Plain(int epoch) => epoch >= recipe.Epochs * (1 - recipe.Augmentation.MosaicOffShare);
}
