using Vision.Networks;

namespace Vision.Export;

/// <summary>A convolution as the device runs it: batch norm multiplied into the weights. Weights are [out, in, kernel, kernel].</summary>
public sealed record FoldedConvolution(NetworkNode Node, float[] Weights, float[] Bias);

/// <summary>All convolutions of a plan, folded.</summary>
public sealed class FoldedWeights
{
    /// <summary>The small number that batch norm adds to a variance, in both trainers.</summary>
    public const float Epsilon = 1e-5f;

    private readonly Dictionary<string, FoldedConvolution> _convolutions;

    private FoldedWeights(Dictionary<string, FoldedConvolution> convolutions) => _convolutions = convolutions;

    public FoldedConvolution this[string node] => _convolutions[node];

    /// <summary>
    /// Names in the file: <c>NODE.weight</c> and, with batch norm, <c>NODE.norm.{weight,bias,mean,var}</c>, else <c>NODE.bias</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">A tensor is missing, has another shape, or holds something that is no number.</exception>
    public static FoldedWeights Fold(NetworkPlan plan, IReadOnlyDictionary<string, NamedTensor> tensors) =>
        new(plan.Convolutions.ToDictionary(node => node.Name, node => Fold(node, tensors), StringComparer.Ordinal));

    private static FoldedConvolution Fold(NetworkNode node, IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        var weights = Take(tensors, $"{node.Name}.weight", node.Out, node.In, node.Kernel, node.Kernel);
        if (!node.Norm)
            return new FoldedConvolution(node, weights, Take(tensors, $"{node.Name}.bias", node.Out));

        var gain = Take(tensors, $"{node.Name}.norm.weight", node.Out);
        var shift = Take(tensors, $"{node.Name}.norm.bias", node.Out);
        var mean = Take(tensors, $"{node.Name}.norm.mean", node.Out);
        var variance = Take(tensors, $"{node.Name}.norm.var", node.Out);
        var folded = new float[weights.Length];
        var bias = new float[node.Out];
        var each = weights.Length / node.Out;
        for (var o = 0; o < node.Out; o++)
        {
            var factor = gain[o] / MathF.Sqrt(variance[o] + Epsilon);
            bias[o] = shift[o] - mean[o] * factor;
            for (var i = o * each; i < (o + 1) * each; i++)
                folded[i] = weights[i] * factor;
        }
        return new FoldedConvolution(node, folded, bias);
    }

    private static float[] Take(IReadOnlyDictionary<string, NamedTensor> tensors, string name, params long[] shape)
    {
        if (!tensors.TryGetValue(name, out var tensor))
            throw new InvalidDataException($"The weights lack {name}.");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new InvalidDataException($"{name} is [{string.Join(", ", tensor.Shape)}], the plan asks for [{string.Join(", ", shape)}].");
        if (!Array.TrueForAll(tensor.Values, float.IsFinite))
            throw new InvalidDataException($"{name} holds something that is no number.");
        return tensor.Values;
    }
}
