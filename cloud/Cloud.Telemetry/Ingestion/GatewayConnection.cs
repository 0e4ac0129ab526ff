using System.Net;
using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>One admitted connection of a gateway.</summary>
internal sealed class GatewayConnection(
    ProjectId project, GatewayId gateway, string? certificateSerial, EndPoint remote, TimeSpan longestSilence, GatewayChannel? channel)
{
    private const int MostTopics = 2_000;

    private readonly Dictionary<string, SparkplugTopic?> _topics = new(StringComparer.Ordinal);

    /// <summary>Identity of the session: one a connection.</summary>
    public Guid Session { get; } = Guid.CreateVersion7();

    public ProjectId Project => project;

    public GatewayId Gateway => gateway;

    public string? CertificateSerial => certificateSerial;

    public EndPoint Remote => remote;

    /// <summary>How long nothing has come.</summary>
    public TimeSpan Silence => channel?.Silence ?? TimeSpan.Zero;

    public bool IsSilent => channel is not null && channel.Silence > longestSilence;

    /// <summary>Parses a topic once: a gateway uses the same few again and again. Called by its receive loop only.</summary>
    public SparkplugTopic? Topic(string text)
    {
        if (_topics.TryGetValue(text, out var known))
            return known;
        var topic = SparkplugTopic.TryParse(text, out var parsed) ? parsed : null;
        if (_topics.Count < MostTopics)
            _topics.Add(text, topic);
        return topic;
    }
}
