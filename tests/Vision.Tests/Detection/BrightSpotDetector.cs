using Vision.Export;
using Vision.Networks;

namespace Vision.Tests.Detection;

/// <summary>A network set by hand: class 0 is found where a cell of eight pixels begins white, as a box of two strides.</summary>
internal static class BrightSpotDetector
{
    public static NetworkPlan Plan { get; } = new("bright-spot", 1,
    [
        new NetworkNode("grey", NodeKind.Convolution, ["image"], 3, 1, Kernel: 1, Stride: 2, Relu: true),
        new NetworkNode("half", NodeKind.Convolution, ["grey"], 1, 1, Kernel: 1, Stride: 2, Relu: true),
        new NetworkNode("cell", NodeKind.Convolution, ["half"], 1, 1, Kernel: 1, Stride: 2, Relu: true),
        new NetworkNode("scores8", NodeKind.Convolution, ["cell"], 1, 1, Kernel: 1),
        new NetworkNode("boxes8", NodeKind.Convolution, ["cell"], 1, 4, Kernel: 1),
    ],
    [new NetworkHead(8, "scores8", "boxes8")]);

    public static byte[] Model { get; } = OnnxExport.Float(Plan, FoldedWeights.Fold(Plan, new Dictionary<string, NamedTensor>
    {
        ["grey.weight"] = new([1, 3, 1, 1], [1 / 3f, 1 / 3f, 1 / 3f]),
        ["grey.bias"] = new([1], [0]),
        ["half.weight"] = new([1, 1, 1, 1], [1]),
        ["half.bias"] = new([1], [0]),
        ["cell.weight"] = new([1, 1, 1, 1], [1]),
        ["cell.bias"] = new([1], [0]),
        ["scores8.weight"] = new([1, 1, 1, 1], [40]),
        ["scores8.bias"] = new([1], [-36]),
        ["boxes8.weight"] = new([4, 1, 1, 1], [0, 0, 0, 0]),
        ["boxes8.bias"] = new([4], [.. Enumerable.Repeat(MathF.Log(MathF.E - 1), 4)]),
    }), new Dictionary<string, string>());
}
