namespace Protocols.Sparkplug;

/// <summary>
/// Counts what a payload would allocate before it is parsed: two bytes on the wire can become an object of a hundred,
/// so a limit on bytes alone does not bound memory.
/// </summary>
internal ref struct PayloadSurvey
{
    private int _elements;

    private enum Kind { Leaf, Payload, Metric, PropertySet, PropertyValue, PropertySetList, DataSet, Row, Template }

    public static SparkplugFault Check(ReadOnlySpan<byte> payload)
    {
        var survey = new PayloadSurvey();
        return survey.Walk(payload, Kind.Payload, 0);
    }

    private SparkplugFault Walk(ReadOnlySpan<byte> message, Kind kind, int depth)
    {
        if (depth > SparkplugLimits.Depth)
            return SparkplugFault.TooDeep;
        var reader = new WireReader(message);
        var (keys, values) = (0, 0);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType))
                return SparkplugFault.Malformed;
            if (wireType != 2)
            {
                if (!reader.TrySkip(wireType))
                    return SparkplugFault.Malformed;
                continue;
            }

            if (!reader.TryReadBytes(out var value))
                return SparkplugFault.Malformed;
            if (kind == Kind.PropertySet)
                _ = field == 1 ? keys++ : field == 2 ? values++ : 0;
            if (Child(kind, field) is not { } child)
                continue;
            if (++_elements > SparkplugLimits.Elements)
                return SparkplugFault.TooManyElements;
            if (child != Kind.Leaf && Walk(value, child, depth + 1) is var fault && fault != SparkplugFault.None)
                return fault;
        }

        return keys == values ? SparkplugFault.None : SparkplugFault.PropertyMismatch;
    }

    // Field numbers of sparkplug_b.proto; null = text, bytes or packed numbers, which cost about what they weigh.
    private static Kind? Child(Kind kind, int field) => (kind, field) switch
    {
        (Kind.Payload, 2) => Kind.Metric,
        (Kind.Metric, 8) => Kind.Leaf,
        (Kind.Metric, 9) => Kind.PropertySet,
        (Kind.Metric, 17) => Kind.DataSet,
        (Kind.Metric, 18) => Kind.Template,
        (Kind.PropertySet, 1) => Kind.Leaf,
        (Kind.PropertySet, 2) => Kind.PropertyValue,
        (Kind.PropertyValue, 9) => Kind.PropertySet,
        (Kind.PropertyValue, 10) => Kind.PropertySetList,
        (Kind.PropertySetList, 1) => Kind.PropertySet,
        (Kind.DataSet, 2) => Kind.Leaf,
        (Kind.DataSet, 4) => Kind.Row,
        (Kind.Row, 1) => Kind.Leaf,
        (Kind.Template, 2) => Kind.Metric,
        (Kind.Template, 3) => Kind.Leaf,
        _ => null,
    };
}
