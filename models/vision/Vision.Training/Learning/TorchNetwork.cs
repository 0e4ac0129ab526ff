using TorchSharp;
using Vision.Export;
using Vision.Networks;
using static TorchSharp.torch;

namespace Vision.Training.Learning;

/// <summary>
/// A plan as something that learns. Numbers that are learnt and averages of batch norm are kept in float32; the convolutions may compute in
/// bfloat16, which is twice as fast on processors that have it. Output maps are always float32.
/// </summary>
public sealed class TorchNetwork : IDisposable
{
    private readonly NetworkPlan _plan;
    private readonly double _momentum;
    private readonly ScalarType _compute;

    public TorchNetwork(NetworkPlan plan, int seed, double momentum, bool half)
    {
        (_plan, _momentum, _compute) = (plan, momentum, half ? ScalarType.BFloat16 : ScalarType.Float32);
        manual_seed(seed);
        foreach (var node in plan.Convolutions)
            Create(node);
    }

    /// <summary>What the optimiser moves, by name.</summary>
    public Dictionary<string, Tensor> Learnt { get; } = new(StringComparer.Ordinal);

    /// <summary>Running means and variances, by name.</summary>
    public Dictionary<string, Tensor> Running { get; } = new(StringComparer.Ordinal);

    /// <summary>Raw maps of a batch, cells of all scales in a row: class logits [batch, cells, classes] and distances [batch, cells, 4].</summary>
    public (Tensor Scores, Tensor Boxes) Forward(Tensor images)
    {
        var maps = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [NetworkPlan.Image] = images.to(_compute) };
        foreach (var node in _plan.Nodes)
            maps[node.Name] = node.Kind switch
            {
                NodeKind.Convolution => Convolve(node, maps[node.Inputs[0]]),
                NodeKind.Add => maps[node.Inputs[0]] + maps[node.Inputs[1]],
                _ => nn.functional.interpolate(maps[node.Inputs[0]], scale_factor: [2, 2], mode: InterpolationMode.Nearest),
            };
        return (cat([.. _plan.Heads.Select(head => Cells(maps[head.Scores]))], 1), cat([.. _plan.Heads.Select(head => Cells(maps[head.Boxes]))], 1));
    }

    /// <summary>All numbers under the names that the exporter reads.</summary>
    public Dictionary<string, NamedTensor> Save() => Learnt.Concat(Running)
        .ToDictionary(pair => pair.Key, pair => new NamedTensor(pair.Value.shape, Numbers(pair.Value)), StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public void Load(IReadOnlyDictionary<string, NamedTensor> tensors)
    {
        using var scope = no_grad();
        foreach (var (name, target) in Learnt.Concat(Running))
        {
            if (!tensors.TryGetValue(name, out var source) || !source.Shape.SequenceEqual(target.shape))
                throw new InvalidDataException($"The weights lack {name}, or it has another shape.");
            using var values = tensor(source.Values, source.Shape);
            target.copy_(values);
        }
    }

    public static float[] Numbers(Tensor tensor)
    {
        using var flat = tensor.detach().contiguous();
        return flat.data<float>().ToArray();
    }

    public void Dispose()
    {
        foreach (var tensor in Learnt.Values.Concat(Running.Values))
            tensor.Dispose();
    }

    private void Create(NetworkNode node)
    {
        // He's rule for ReLU; output maps begin small, with rare objects (p = 0.01) of about 1.3 strides to each side.
        var spread = node.Norm ? Math.Sqrt(2.0 / (node.Out * node.Kernel * node.Kernel)) : 0.01;
        Learn($"{node.Name}.weight", randn([node.Out, node.In, node.Kernel, node.Kernel]) * spread);
        if (!node.Norm)
        {
            Learn($"{node.Name}.bias", full([node.Out], _plan.Heads.Any(head => head.Scores == node.Name) ? -4.6 : 1.0));
            return;
        }
        Learn($"{node.Name}.norm.weight", ones(node.Out));
        Learn($"{node.Name}.norm.bias", zeros(node.Out));
        Running[$"{node.Name}.norm.mean"] = zeros(node.Out);
        Running[$"{node.Name}.norm.var"] = ones(node.Out);
    }

    private void Learn(string name, Tensor values) => Learnt[name] = values.to(ScalarType.Float32).requires_grad_();

    private Tensor Convolve(NetworkNode node, Tensor input)
    {
        var weight = Learnt[$"{node.Name}.weight"];
        if (!node.Norm)
            return nn.functional.conv2d(input.to(ScalarType.Float32), weight, Learnt[$"{node.Name}.bias"]);
        var sum = nn.functional.conv2d(input, weight.to(_compute), strides: [node.Stride, node.Stride], padding: [node.Kernel / 2, node.Kernel / 2]);
        var normal = nn.functional.batch_norm(sum, Running[$"{node.Name}.norm.mean"], Running[$"{node.Name}.norm.var"],
            Learnt[$"{node.Name}.norm.weight"], Learnt[$"{node.Name}.norm.bias"], training: true, momentum: _momentum, eps: FoldedWeights.Epsilon);
        return node.Relu ? nn.functional.relu(normal, inplace: true) : normal;
    }

    private static Tensor Cells(Tensor map) => map.permute(0, 2, 3, 1).reshape(map.shape[0], -1, map.shape[1]);
}
