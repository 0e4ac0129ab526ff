using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vision.Networks;

/// <summary>What one node of a detector computes.</summary>
public enum NodeKind
{
    /// <summary>Convolution, batch norm (when <see cref="NetworkNode.Norm"/>) and ReLU (when <see cref="NetworkNode.Relu"/>), padded by half the kernel.</summary>
    Convolution,

    /// <summary>Sum of two inputs of one shape.</summary>
    Add,

    /// <summary>Nearest-neighbour enlargement by two.</summary>
    Upsample,
}

/// <summary>One node. Kernel, stride and channels count for convolutions only; In and Out are given for all.</summary>
public sealed record NetworkNode(
    string Name, NodeKind Kind, IReadOnlyList<string> Inputs, int In, int Out, int Kernel = 0, int Stride = 1, bool Norm = false, bool Relu = false);

/// <summary>The two raw maps of one scale: class logits, and distances left, top, right, bottom (softplus, times stride).</summary>
public sealed record NetworkHead(int Stride, string Scores, string Boxes);

/// <summary>
/// A detector as data. The trainers (C# and PyTorch) and the exporter build from this one list, so that a layer has one name everywhere
/// and a weight file fits or is refused. Node inputs are earlier nodes or <see cref="Image"/>.
/// </summary>
public sealed record NetworkPlan(string Name, int Classes, IReadOnlyList<NetworkNode> Nodes, IReadOnlyList<NetworkHead> Heads)
{
    public const string Image = "image";

    public IEnumerable<NetworkNode> Convolutions => Nodes.Where(node => node.Kind == NodeKind.Convolution);

    public bool IsOutput(string node) => Heads.Any(head => head.Scores == node || head.Boxes == node);

    /// <summary>Learnt numbers, batch norm included.</summary>
    public int Parameters => Convolutions.Sum(node => node.In * node.Out * node.Kernel * node.Kernel + (node.Norm ? 2 * node.Out : node.Out));

    /// <summary>Multiply-adds for one picture of this size.</summary>
    public long MultiplyAdds(int width, int height)
    {
        var stride = new Dictionary<string, int> { [Image] = 1 };
        var total = 0L;
        foreach (var node in Nodes)
        {
            var from = stride[node.Inputs[0]];
            stride[node.Name] = node.Kind == NodeKind.Upsample ? from / 2 : from * node.Stride;
            if (node.Kind == NodeKind.Convolution)
                total += (long)node.In * node.Out * node.Kernel * node.Kernel * (width / stride[node.Name]) * (height / stride[node.Name]);
        }
        return total;
    }

    /// <summary>Why this is no network that can be built, or null.</summary>
    public string? Fault()
    {
        var channels = new Dictionary<string, int>(StringComparer.Ordinal) { [Image] = 3 };
        foreach (var node in Nodes)
        {
            var wanted = node.Kind == NodeKind.Add ? 2 : 1;
            if (node.Inputs.Count != wanted)
                return $"{node.Name} has {node.Inputs.Count} inputs, not {wanted}";
            foreach (var input in node.Inputs)
                if (!channels.TryGetValue(input, out var have))
                    return $"{node.Name} reads {input}, which does not come before it";
                else if (have != node.In)
                    return $"{node.Name} takes {node.In} channels, {input} has {have}";
            if (node.Kind == NodeKind.Convolution && node is { Kernel: not (1 or 3) } or { Stride: not (1 or 2) })
                return $"{node.Name} has kernel {node.Kernel} and stride {node.Stride}";
            if (node.Kind != NodeKind.Convolution && node.In != node.Out)
                return $"{node.Name} cannot change the channels";
            if (!channels.TryAdd(node.Name, node.Out))
                return $"{node.Name} occurs twice";
        }
        foreach (var head in Heads)
            if (channels.GetValueOrDefault(head.Scores) != Classes || channels.GetValueOrDefault(head.Boxes) != 4)
                return $"the head of stride {head.Stride} does not give {Classes} scores and 4 distances";
        return Heads.Count == 0 ? "no head" : null;
    }

    public string ToJson() => JsonSerializer.Serialize(this, NetworkJson.Default.NetworkPlan);

    /// <exception cref="InvalidDataException">The text is no network that can be built.</exception>
    public static NetworkPlan Parse(string json)
    {
        NetworkPlan? plan;
        try
        {
            plan = JsonSerializer.Deserialize(json, NetworkJson.Default.NetworkPlan);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The network plan is no readable JSON: {fault.Message}", fault);
        }
        if (plan is not { Nodes: not null, Heads: not null })
            throw new InvalidDataException("The network plan lacks nodes or heads.");
        return plan.Fault() is { } reason ? throw new InvalidDataException($"The network plan is refused: {reason}.") : plan;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(NetworkPlan))]
internal sealed partial class NetworkJson : JsonSerializerContext;
