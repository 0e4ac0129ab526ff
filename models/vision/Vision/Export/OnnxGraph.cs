using System.Runtime.InteropServices;
using Google.Protobuf;
using Vision.Export.Wire;
using Vision.Networks;
using Type = Vision.Export.Wire.Type;

namespace Vision.Export;

/// <summary>Puts an ONNX file together: operator set 13, one picture at a time, any height and width that 32 divides.</summary>
internal sealed class OnnxGraph(NetworkPlan plan)
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6;

    private const int IrVersion = 8, OperatorSetVersion = 13;
    private readonly Graph _graph = new() { Name = plan.Name };

    public string Node(string operation, string output, IEnumerable<string> inputs, params Wire.Attribute[] attributes)
    {
        var node = new Node { Name = output, OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return output;
    }

    public string Constant<T>(string name, int type, ReadOnlySpan<T> values, params long[] shape) where T : unmanaged
    {
        var tensor = new Tensor { Name = name, DataType = type, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return name;
    }

    public string Convolve(NetworkNode node, string output, IEnumerable<string> inputs) => Node("Conv", output, inputs,
        Integers("kernel_shape", node.Kernel, node.Kernel),
        Integers("strides", node.Stride, node.Stride),
        Integers("pads", node.Kernel / 2, node.Kernel / 2, node.Kernel / 2, node.Kernel / 2));

    public string Enlarge(string output, string input)
    {
        if (_graph.Initializer.All(tensor => tensor.Name != "twice"))
            Constant<float>("twice", Float, [1, 1, 2, 2], 4);
        return Node("Resize", output, [input, "", "twice"],
            Text("mode", "nearest"), Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor"));
    }

    public void Output(string name, int channels) => _graph.Output.Add(Value(name, channels));

    public byte[] Finish(IEnumerable<KeyValuePair<string, string>> notes)
    {
        _graph.Input.Add(Value(NetworkPlan.Image, 3));
        var model = new Model { IrVersion = IrVersion, ProducerName = "edge-vision", Graph = _graph };
        model.OpsetImport.Add(new OperatorSet { Version = OperatorSetVersion });
        model.MetadataProps.AddRange(notes.Select(note => new Property { Key = note.Key, Value = note.Value }));
        return model.ToByteArray();
    }

    public static Wire.Attribute Integer(string name, long value) => new() { Name = name, I = value, Type = Wire.Attribute.Types.Kind.Int };

    private static Wire.Attribute Integers(string name, params long[] values)
    {
        var attribute = new Wire.Attribute { Name = name, Type = Wire.Attribute.Types.Kind.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    private static Wire.Attribute Text(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = Wire.Attribute.Types.Kind.String };

    private static ValueInfo Value(string name, int channels)
    {
        // Sides of feature maps follow from the picture's: only the picture's own have a name that a session can fix.
        var (height, width) = name == NetworkPlan.Image ? ("height", "width") : ($"{name}_height", $"{name}_width");
        var shape = new Shape();
        shape.Dim.Add(new Shape.Types.Dimension { DimValue = 1 });
        shape.Dim.Add(new Shape.Types.Dimension { DimValue = channels });
        shape.Dim.Add(new Shape.Types.Dimension { DimParam = height });
        shape.Dim.Add(new Shape.Types.Dimension { DimParam = width });
        return new ValueInfo { Name = name, Type = new Type { TensorType = new Type.Types.TensorType { ElemType = Float, Shape = shape } } };
    }
}
