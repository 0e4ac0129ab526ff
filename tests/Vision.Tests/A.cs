using Vision.Images;
using Vision.Networks;

namespace Vision.Tests;

/// <summary>Small things that tests are made of.</summary>
internal static class A
{
    public static NetworkPlan TinyPlan { get; } = DetectorNetwork.Plan(NetworkSize.Tiny, LabelMap.SiteSafety.Count);

    /// <summary>Weights of a plan as training would leave them: scattered, with batch norm that is not the identity.</summary>
    public static Dictionary<string, NamedTensor> Weights(NetworkPlan plan, int seed)
    {
        var random = new Random(seed);
        var tensors = new Dictionary<string, NamedTensor>();
        foreach (var node in plan.Convolutions)
        {
            var spread = MathF.Sqrt(2f / (node.In * node.Kernel * node.Kernel));
            tensors[$"{node.Name}.weight"] = Tensor([node.Out, node.In, node.Kernel, node.Kernel], () => Normal(random) * spread);
            if (!node.Norm)
            {
                tensors[$"{node.Name}.bias"] = Tensor([node.Out], () => Normal(random) * 0.1f);
                continue;
            }
            tensors[$"{node.Name}.norm.weight"] = Tensor([node.Out], () => 0.8f + 0.4f * random.NextSingle());
            tensors[$"{node.Name}.norm.bias"] = Tensor([node.Out], () => Normal(random) * 0.1f);
            tensors[$"{node.Name}.norm.mean"] = Tensor([node.Out], () => Normal(random) * 0.1f);
            tensors[$"{node.Name}.norm.var"] = Tensor([node.Out], () => 0.5f + random.NextSingle());
        }
        return tensors;
    }

    public static Picture Picture(int width, int height, int seed)
    {
        // Smooth, as photographs are: noise of every pixel is what eight bits are worst at.
        var coarse = new Picture(Math.Max(2, width / 8), Math.Max(2, height / 8));
        new Random(seed).NextBytes(coarse.Rgb);
        return Resample.To(coarse, width, height);
    }

    private static NamedTensor Tensor(long[] shape, Func<float> value) =>
        new(shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, side) => product * side)).Select(_ => value())]);

    private static float Normal(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
}
