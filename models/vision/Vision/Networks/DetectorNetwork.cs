using System.Globalization;

namespace Vision.Networks;

/// <summary>
/// Our one-stage, anchor-free detector: plain convolutions with ReLU only, which train fast on processors and keep their accuracy in eight bits.
/// Stem and four stages (residual: 1x1 to half the channels, 3x3 back), a path down and up again over strides 8, 16 and 32, and at each of them
/// one 3x3 convolution for the classes and one for the box.
/// </summary>
public sealed class DetectorNetwork
{
    private readonly List<NetworkNode> _nodes = [];

    private DetectorNetwork()
    {
    }

    /// <param name="size">Channels and depth.</param>
    /// <param name="classes">Number of classes.</param>
    public static NetworkPlan Plan(NetworkSize size, int classes)
    {
        var build = new DetectorNetwork();
        var stem = build.Convolution("stem", NetworkPlan.Image, 3, size.Stem, 3, 2);
        var (at, channels) = (stem, size.Stem);
        var stages = new string[4];
        for (var stage = 0; stage < 4; stage++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"s{4 << stage}");
            at = build.Stage(name, at, channels, size.Stages[stage], size.Blocks[stage]);
            (stages[stage], channels) = (at, size.Stages[stage]);
        }
        var levels = build.Neck([stages[1], stages[2], stages[3]], size.Stages[1..], size.Neck);
        var heads = levels.Select((level, i) => build.Head(8 << i, level, size, classes)).ToList();
        return new NetworkPlan(size.Name, classes, build._nodes, heads);
    }

    private string Stage(string name, string from, int channelsIn, int channels, int blocks)
    {
        var at = Convolution($"{name}.down", from, channelsIn, channels, 3, 2);
        for (var block = 1; block <= blocks; block++)
        {
            var squeeze = Convolution($"{name}.{block}.squeeze", at, channels, channels / 2, 1);
            var expand = Convolution($"{name}.{block}.expand", squeeze, channels / 2, channels, 3);
            at = Add($"{name}.{block}", at, expand, channels);
        }
        return at;
    }

    private string[] Neck(string[] stages, int[] channels, int width)
    {
        var lateral = stages.Select((stage, i) => Convolution($"lateral{8 << i}", stage, channels[i], width, 1)).ToArray();
        var middle = Convolution("fuse16", Add("join16", lateral[1], Upsample("up32", lateral[2], width), width), width, width, 3);
        var fine = Convolution("fuse8", Add("join8", lateral[0], Upsample("up16", middle, width), width), width, width, 3);
        var middleAgain = Convolution("back16", Add("rejoin16", middle, Convolution("down8", fine, width, width, 3, 2), width), width, width, 3);
        var coarse = Convolution("back32", Add("rejoin32", lateral[2], Convolution("down16", middleAgain, width, width, 3, 2), width), width, width, 3);
        return [fine, middleAgain, coarse];
    }

    private NetworkHead Head(int stride, string from, NetworkSize size, int classes)
    {
        var score = Convolution($"score{stride}", from, size.Neck, size.ScoreHead, 3);
        var box = Convolution($"box{stride}", from, size.Neck, size.BoxHead, 3);
        return new NetworkHead(stride, Output($"scores{stride}", score, size.ScoreHead, classes), Output($"boxes{stride}", box, size.BoxHead, 4));
    }

    private string Convolution(string name, string from, int channelsIn, int channelsOut, int kernel, int stride = 1) =>
        Take(new NetworkNode(name, NodeKind.Convolution, [from], channelsIn, channelsOut, kernel, stride, Norm: true, Relu: true));

    private string Output(string name, string from, int channelsIn, int channelsOut) =>
        Take(new NetworkNode(name, NodeKind.Convolution, [from], channelsIn, channelsOut, 1));

    private string Add(string name, string one, string other, int channels) =>
        Take(new NetworkNode(name, NodeKind.Add, [one, other], channels, channels));

    private string Upsample(string name, string from, int channels) =>
        Take(new NetworkNode(name, NodeKind.Upsample, [from], channels, channels));

    private string Take(NetworkNode node)
    {
        _nodes.Add(node);
        return node.Name;
    }
}
