using Vision.Networks;

namespace Vision.Export;

/// <summary>Writes a trained plan as ONNX. Outputs are the plan's raw maps; decoding is ours (<see cref="Detection.HeadDecoder"/>).</summary>
public static class OnnxExport
{
    /// <param name="plan">The network.</param>
    /// <param name="weights">Its folded weights.</param>
    /// <param name="notes">Written into the file's metadata.</param>
    public static byte[] Float(NetworkPlan plan, FoldedWeights weights, IReadOnlyDictionary<string, string> notes) =>
        Float(plan, weights, notes, observed: false);

    /// <summary>The same graph with every map as an output, for <see cref="Calibration"/>.</summary>
    public static byte[] Observed(NetworkPlan plan, FoldedWeights weights) =>
        Float(plan, weights, new Dictionary<string, string>(), observed: true);

    private static byte[] Float(NetworkPlan plan, FoldedWeights weights, IReadOnlyDictionary<string, string> notes, bool observed)
    {
        var graph = new OnnxGraph(plan);
        foreach (var node in plan.Nodes)
        {
            _ = node.Kind switch
            {
                NodeKind.Convolution => FloatConvolution(graph, weights[node.Name], node.Inputs[0]),
                NodeKind.Add => graph.Node("Add", node.Name, node.Inputs),
                _ => graph.Enlarge(node.Name, node.Inputs[0]),
            };
            if (observed || plan.IsOutput(node.Name))
                graph.Output(node.Name, node.Out);
        }
        return graph.Finish(notes);
    }

    private static string FloatConvolution(OnnxGraph graph, FoldedConvolution convolution, string input)
    {
        var node = convolution.Node;
        var weight = graph.Constant<float>($"{node.Name}.weight", OnnxGraph.Float, convolution.Weights, node.Out, node.In, node.Kernel, node.Kernel);
        var bias = graph.Constant<float>($"{node.Name}.bias", OnnxGraph.Float, convolution.Bias, node.Out);
        var sum = graph.Convolve(node, node.Relu ? $"{node.Name}.sum" : node.Name, [input, weight, bias]);
        return node.Relu ? graph.Node("Relu", node.Name, [sum]) : sum;
    }

    /// <summary>
    /// Eight-bit static quantisation as QuantizeLinear/DequantizeLinear pairs, which the runtime fuses to integer kernels: weights symmetric per
    /// channel, maps unsigned per tensor (all are behind a ReLU or sums of such), bias 32 bits. The output convolutions stay in float.
    /// </summary>
    /// <param name="plan">The network.</param>
    /// <param name="weights">Its folded weights.</param>
    /// <param name="ranges">Upper end of each map, from <see cref="Calibration"/>.</param>
    /// <param name="weightBits">8, or 7 for processors whose 8-bit products saturate (x86 without VNNI).</param>
    /// <param name="notes">Written into the file's metadata.</param>
    public static byte[] Quantized(
        NetworkPlan plan, FoldedWeights weights, IReadOnlyDictionary<string, float> ranges, int weightBits, IReadOnlyDictionary<string, string> notes)
    {
        var graph = new OnnxGraph(plan);
        var scale = new Dictionary<string, float>(StringComparer.Ordinal) { [NetworkPlan.Image] = 1 / 255f };
        var at = new Dictionary<string, string>(StringComparer.Ordinal) { [NetworkPlan.Image] = Pair(graph, NetworkPlan.Image, NetworkPlan.Image, 1 / 255f) };
        foreach (var node in plan.Nodes)
        {
            var input = at[node.Inputs[0]];
            if (plan.IsOutput(node.Name))
            {
                FloatConvolution(graph, weights[node.Name], input);
                graph.Output(node.Name, node.Out);
                continue;
            }
            // Enlargement repeats values: another scale would only round them once more.
            scale[node.Name] = node.Kind == NodeKind.Upsample ? scale[node.Inputs[0]] : MathF.Max(ranges[node.Name], 1e-6f) / 255f;
            var raw = node.Kind switch
            {
                NodeKind.Convolution => QuantizedConvolution(graph, weights[node.Name], input, scale[node.Inputs[0]], weightBits),
                NodeKind.Add => graph.Node("Add", $"{node.Name}.sum", [input, at[node.Inputs[1]]]),
                _ => graph.Enlarge($"{node.Name}.sum", input),
            };
            at[node.Name] = Pair(graph, node.Name, raw, scale[node.Name]);
        }
        return graph.Finish(notes);
    }

    // ReLU needs no node: the unsigned range with zero point 0 cuts at zero.
    private static string QuantizedConvolution(OnnxGraph graph, FoldedConvolution convolution, string input, float inputScale, int weightBits)
    {
        var node = convolution.Node;
        var limit = (1 << (weightBits - 1)) - 1;
        var each = convolution.Weights.Length / node.Out;
        var scales = new float[node.Out];
        var quantized = new sbyte[convolution.Weights.Length];
        var bias = new int[node.Out];
        var biasScales = new float[node.Out];
        for (var o = 0; o < node.Out; o++)
        {
            var channel = convolution.Weights.AsSpan(o * each, each);
            // The floor keeps the 32-bit bias from overflowing in a channel whose weights are almost zero.
            scales[o] = MathF.Max(WidestOf(channel) / limit, MathF.Abs(convolution.Bias[o]) / inputScale / (1 << 30));
            scales[o] = MathF.Max(scales[o], 1e-12f);
            biasScales[o] = scales[o] * inputScale;
            bias[o] = (int)MathF.Round(convolution.Bias[o] / biasScales[o]);
            for (var i = 0; i < each; i++)
                quantized[o * each + i] = (sbyte)Math.Clamp((int)MathF.Round(channel[i] / scales[o]), -limit, limit);
        }
        var weight = Restored<sbyte>(graph, $"{node.Name}.weight", OnnxGraph.Int8, quantized, scales, node.Out, node.In, node.Kernel, node.Kernel);
        var sum = Restored<int>(graph, $"{node.Name}.bias", OnnxGraph.Int32, bias, biasScales, node.Out);
        return graph.Convolve(node, $"{node.Name}.sum", [input, weight, sum]);
    }

    private static float WidestOf(ReadOnlySpan<float> values)
    {
        var widest = 0f;
        foreach (var value in values)
            widest = MathF.Max(widest, MathF.Abs(value));
        return widest;
    }

    private static string Restored<T>(OnnxGraph graph, string name, int type, T[] values, float[] scales, params long[] shape) where T : unmanaged
    {
        graph.Constant<T>($"{name}.q", type, values, shape);
        graph.Constant<float>($"{name}.scale", OnnxGraph.Float, scales, scales.Length);
        graph.Constant<T>($"{name}.zero", type, new T[scales.Length], scales.Length);
        return graph.Node("DequantizeLinear", name, [$"{name}.q", $"{name}.scale", $"{name}.zero"], OnnxGraph.Integer("axis", 0));
    }

    private static string Pair(OnnxGraph graph, string name, string raw, float scale)
    {
        graph.Constant<float>($"{name}.scale", OnnxGraph.Float, [scale]);
        graph.Constant<byte>($"{name}.zero", OnnxGraph.UInt8, [0]);
        graph.Node("QuantizeLinear", $"{name}.q", [raw, $"{name}.scale", $"{name}.zero"]);
        return graph.Node("DequantizeLinear", $"{name}.dq", [$"{name}.q", $"{name}.scale", $"{name}.zero"]);
    }
}
