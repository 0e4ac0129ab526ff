using Vision.Networks;

namespace Vision.Tests.Export;

/// <summary>The plan computed the obvious way, batch norm unfolded: what the exported file must agree with.</summary>
internal static class SlowNetwork
{
    public sealed record Map(int Channels, int Height, int Width, float[] Values)
    {
        public float this[int channel, int y, int x] =>
            y < 0 || x < 0 || y >= Height || x >= Width ? 0 : Values[(channel * Height + y) * Width + x];
    }

    public static Dictionary<string, Map> Run(NetworkPlan plan, IReadOnlyDictionary<string, NamedTensor> weights, Map image)
    {
        var maps = new Dictionary<string, Map> { [NetworkPlan.Image] = image };
        foreach (var node in plan.Nodes)
        {
            var input = maps[node.Inputs[0]];
            maps[node.Name] = node.Kind switch
            {
                NodeKind.Convolution => Convolve(node, weights, input),
                NodeKind.Add => input with { Values = [.. input.Values.Zip(maps[node.Inputs[1]].Values, (a, b) => a + b)] },
                _ => Make(input.Channels, input.Height * 2, input.Width * 2, (c, y, x) => input[c, y / 2, x / 2]),
            };
        }
        return maps;
    }

    private static Map Convolve(NetworkNode node, IReadOnlyDictionary<string, NamedTensor> weights, Map input)
    {
        var kernel = weights[$"{node.Name}.weight"].Values;
        return Make(node.Out, input.Height / node.Stride, input.Width / node.Stride, (o, y, x) =>
        {
            double sum = 0;
            for (var c = 0; c < node.In; c++)
                for (var ky = 0; ky < node.Kernel; ky++)
                    for (var kx = 0; kx < node.Kernel; kx++)
                        sum += kernel[((o * node.In + c) * node.Kernel + ky) * node.Kernel + kx]
                            * input[c, y * node.Stride + ky - node.Kernel / 2, x * node.Stride + kx - node.Kernel / 2];
            float Of(string part) => weights[$"{node.Name}.{part}"].Values[o];
            var value = node.Norm
                ? (sum - Of("norm.mean")) / Math.Sqrt(Of("norm.var") + 1e-5) * Of("norm.weight") + Of("norm.bias")
                : sum + Of("bias");
            return (float)(node.Relu ? Math.Max(0, value) : value);
        });
    }

    private static Map Make(int channels, int height, int width, Func<int, int, int, float> value)
    {
        var values = new float[channels * height * width];
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    values[(c * height + y) * width + x] = value(c, y, x);
        return new Map(channels, height, width, values);
    }
}
