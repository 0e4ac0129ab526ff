using Protocols.Sparkplug.Wire;

namespace Conformance.Tests.Recording;

/// <summary>A Sparkplug message of a recorded session.</summary>
public sealed class Message
{
    public Message(Published published, bool sent)
    {
        (Index, Connection, At, Topic, Raw, Qos, Retain, IsSent) =
            (published.Index, published.Connection, published.At, published.Topic, published.Payload, published.Qos, published.Retain, sent);
        Levels = published.Topic.Split('/');
        IsState = Levels.Length > 1 && Levels[1] == "STATE";
        try
        {
            Payload = IsState ? null : Payload.Parser.ParseFrom(Raw);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            Payload = null;
        }
    }

    public int Index { get; }

    public int Connection { get; }

    public DateTimeOffset At { get; }

    public string Topic { get; }

    public string[] Levels { get; }

    public byte[] Raw { get; }

    public int Qos { get; }

    public bool Retain { get; }

    /// <summary>True when the subject of the test has sent it, false when it has got it.</summary>
    public bool IsSent { get; }

    public bool IsState { get; }

    /// <summary>Message type as the topic spells it.</summary>
    public string Type => IsState ? "STATE" : Levels.ElementAtOrDefault(2) ?? "";

    public string Group => Levels.ElementAtOrDefault(1) ?? "";

    public string Node => Levels.ElementAtOrDefault(3) ?? "";

    public string? Device => Levels.ElementAtOrDefault(4);

    /// <summary>Decoded; null when the bytes are no payload, and for STATE.</summary>
    public Payload? Payload { get; }

    /// <summary><c>seq</c> of the message before it in this connection; null for the first that has one.</summary>
    public ulong? PreviousSeq { get; set; }

    public Metric? Metric(string name) => Payload?.Metrics.FirstOrDefault(m => m.Name == name);
}

/// <summary>What a birth has said of a metric.</summary>
public sealed record Definition(string? Device, string Name, uint Type, ulong? Alias);

/// <summary>A finished recording of one subject, as the checks read it.</summary>
public sealed class Trace
{
    private readonly Dictionary<Metric, Definition> _definitions = new(ReferenceEqualityComparer.Instance);

    public Trace(IReadOnlyList<Entry> entries, bool subjectIsHost)
    {
        Entries = entries;
        Messages = [.. entries.OfType<Published>().Where(p => p.Topic.StartsWith("sp", StringComparison.Ordinal)).Select(p => new Message(p, p.FromClient != subjectIsHost))];
        Sent = [.. Messages.Where(m => m.IsSent)];
        foreach (var connection in Messages.GroupBy(m => m.Connection))
            Follow(connection);
    }

    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>In both directions.</summary>
    public IReadOnlyList<Message> Messages { get; }

    public IReadOnlyList<Message> Sent { get; }

    public IEnumerable<Connected> Connects => Entries.OfType<Connected>();

    public IEnumerable<Message> Of(params string[] types) => Sent.Where(m => types.Contains(m.Type));

    /// <summary>What the birth in force has said of a metric, by its alias or name; null when no birth knows it.</summary>
    public Definition? DefinitionOf(Metric metric) => _definitions.GetValueOrDefault(metric);

    /// <summary>The will of the connection that a message came in, decoded; null without one.</summary>
    public (Will Will, Payload Payload)? WillOf(int connection)
    {
        if (Connects.FirstOrDefault(c => c.Connection == connection)?.Will is not { } will)
            return null;
        try
        {
            return (will, Payload.Parser.ParseFrom(will.Payload));
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return null;
        }
    }

    public Fact? FactOf(string name) => Entries.OfType<Fact>().LastOrDefault(f => f.Name == name);

    // Births name, everything else is looked up; the sequence runs over all messages of the node but its death.
    private void Follow(IEnumerable<Message> connection)
    {
        var byAlias = new Dictionary<ulong, Definition>();
        var byName = new Dictionary<(string?, string), Definition>();
        ulong? previous = null;
        foreach (var message in connection.Where(m => m.Payload is not null))
        {
            if (message.Type is "NBIRTH")
                (byAlias, byName) = ([], []);
            if (message.Type is "NBIRTH" or "DBIRTH")
                foreach (var metric in message.Payload!.Metrics)
                {
                    var definition = new Definition(message.Device, metric.Name, metric.Datatype, metric.HasAlias ? metric.Alias : null);
                    byName[(message.Device, metric.Name)] = definition;
                    if (definition.Alias is { } alias)
                        byAlias[alias] = definition;
                }

            foreach (var metric in message.Payload!.Metrics)
                if (metric.HasAlias ? byAlias.TryGetValue(metric.Alias, out var known) : byName.TryGetValue((message.Device, metric.Name), out known))
                    _definitions[metric] = known;
            if (message.Type is "NCMD" or "DCMD" or "NDEATH")
                continue;
            message.PreviousSeq = previous;
            previous = message.Payload.HasSeq ? message.Payload.Seq : previous;
        }
    }
}
