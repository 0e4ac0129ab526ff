namespace Protocols.Sparkplug;

/// <summary>
/// A topic of namespace <c>spBv1.0</c> (Sparkplug 3.0 §4.1):
/// <code>
/// topic = "spBv1.0/" group "/" type "/" node ["/" device]
///       | "spBv1.0/STATE/" host
/// </code>
/// An element is 1–128 characters without <c>+ # /</c> and control characters.
/// </summary>
public sealed record SparkplugTopic
{
    /// <summary>The namespace element.</summary>
    public const string Namespace = "spBv1.0";

    private static readonly string[] Names =
        ["NBIRTH", "NDEATH", "DBIRTH", "DDEATH", "NDATA", "DDATA", "NCMD", "DCMD", "STATE"];

    private SparkplugTopic(SparkplugMessageType type, string group, string node, string? device) =>
        (Type, Group, EdgeNode, Device) = (type, group, node, device);

    /// <summary>Message type.</summary>
    public SparkplugMessageType Type { get; }

    /// <summary>Group id; empty for STATE.</summary>
    public string Group { get; }

    /// <summary>Edge node id; the host id for STATE.</summary>
    public string EdgeNode { get; }

    /// <summary>Device id of a D… message; null otherwise.</summary>
    public string? Device { get; }

    /// <summary>True for the types that carry a device element.</summary>
    public static bool HasDevice(SparkplugMessageType type) => type
        is SparkplugMessageType.DBirth or SparkplugMessageType.DDeath or SparkplugMessageType.DData or SparkplugMessageType.DCmd;

    /// <summary>Topic of an N… message.</summary>
    /// <exception cref="ArgumentException">An id is not a legal element, or the type is not one of an edge node.</exception>
    public static SparkplugTopic ForNode(SparkplugMessageType type, string group, string node)
    {
        if (HasDevice(type) || type == SparkplugMessageType.State)
            throw new ArgumentException("Not a message type of an edge node.", nameof(type));
        return new SparkplugTopic(type, Legal(group, nameof(group)), Legal(node, nameof(node)), null);
    }

    /// <summary>Topic of a D… message.</summary>
    /// <exception cref="ArgumentException">An id is not a legal element, or the type is not one of a device.</exception>
    public static SparkplugTopic ForDevice(SparkplugMessageType type, string group, string node, string device)
    {
        if (!HasDevice(type))
            throw new ArgumentException("Not a message type of a device.", nameof(type));
        return new SparkplugTopic(type, Legal(group, nameof(group)), Legal(node, nameof(node)), Legal(device, nameof(device)));
    }

    /// <summary>Topic of a host's STATE.</summary>
    /// <exception cref="ArgumentException">The id is not a legal element.</exception>
    public static SparkplugTopic ForState(string host) =>
        new(SparkplugMessageType.State, "", Legal(host, nameof(host)), null);

    /// <summary>Subscription of a host to everything of a group, or of all groups when null.</summary>
    public static string FilterOf(string? group) => $"{Namespace}/{(group is null ? "+" : Legal(group, nameof(group)))}/#";

    /// <summary>True when the text may be a group, edge node, device or host id.</summary>
    public static bool IsLegalId(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > SparkplugLimits.IdLength)
            return false;
        foreach (var c in id)
        {
            if (c is '+' or '#' or '/' || char.IsControl(c))
                return false;
        }

        return true;
    }

    /// <summary>Reads a topic; false when it is not one, whatever the text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SparkplugTopic? topic)
    {
        topic = null;
        Span<Range> parts = stackalloc Range[6];
        var count = text.Split(parts, '/');
        if (count is < 3 or > 5 || !text[parts[0]].SequenceEqual(Namespace))
            return false;
        if (text[parts[1]].SequenceEqual("STATE"))
        {
            if (count != 3 || !IsLegalId(text[parts[2]]))
                return false;
            topic = new SparkplugTopic(SparkplugMessageType.State, "", text[parts[2]].ToString(), null);
            return true;
        }

        if (count < 4 || !TryParseType(text[parts[2]], out var type) || HasDevice(type) != (count == 5))
            return false;
        for (var i = 1; i < count; i++)
        {
            if (!IsLegalId(text[parts[i]]))
                return false;
        }

        topic = new SparkplugTopic(type, text[parts[1]].ToString(), text[parts[3]].ToString(), count == 5 ? text[parts[4]].ToString() : null);
        return true;
    }

    /// <summary>The topic as text.</summary>
    public override string ToString() => Type == SparkplugMessageType.State
        ? $"{Namespace}/STATE/{EdgeNode}"
        : Device is null ? $"{Namespace}/{Group}/{Names[(int)Type]}/{EdgeNode}" : $"{Namespace}/{Group}/{Names[(int)Type]}/{EdgeNode}/{Device}";

    private static bool TryParseType(ReadOnlySpan<char> text, out SparkplugMessageType type)
    {
        for (var i = 0; i < (int)SparkplugMessageType.State; i++)
        {
            if (text.SequenceEqual(Names[i]))
            {
                type = (SparkplugMessageType)i;
                return true;
            }
        }

        type = default;
        return false;
    }

    private static string Legal(string id, string name) =>
        IsLegalId(id) ? id : throw new ArgumentException("An element is 1-128 characters without + # / and control characters.", name);
}
