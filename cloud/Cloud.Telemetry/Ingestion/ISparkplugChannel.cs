using System.Buffers;
using Protocols.Sparkplug;
using Telemetry.Model;

namespace Cloud.Telemetry.Ingestion;

/// <summary>The way to gateways that are connected to this process.</summary>
public interface ISparkplugChannel
{
    /// <summary>Publishes to one gateway; nothing happens when it is not connected here.</summary>
    ValueTask SendAsync(GatewayId gateway, string topic, ReadOnlyMemory<byte> payload, CancellationToken cancel);

    /// <summary>Ends the gateway's connection, if it has one here.</summary>
    Task DisconnectAsync(GatewayId gateway, CancellationToken cancel);
}

/// <summary>What takes the messages of gateways.</summary>
internal interface ISparkplugReceiver
{
    /// <summary>A message came. Called in order for one gateway. Must not block.</summary>
    void Receive(GatewayConnection connection, SparkplugTopic topic, in ReadOnlySequence<byte> payload);

    /// <summary>The connection is over.</summary>
    void Ended(GatewayConnection connection);
}
