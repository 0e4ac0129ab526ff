namespace Conformance.Tests.Recording;

/// <summary>One thing that happened on the wire, or that the application under test showed.</summary>
/// <param name="Index">Place in the recording.</param>
/// <param name="At">When it was seen, UTC.</param>
/// <param name="Connection">Number of the TCP connection, from 1; 0 = none.</param>
public abstract record Entry(int Index, DateTimeOffset At, int Connection);

/// <summary>MQTT CONNECT.</summary>
public sealed record Connected(int Index, DateTimeOffset At, int Connection, int Version, bool CleanStart, uint SessionExpiry, string ClientId, Will? Will)
    : Entry(Index, At, Connection);

/// <summary>The will in a CONNECT.</summary>
public sealed record Will(string Topic, byte[] Payload, int Qos, bool Retain);

/// <summary>MQTT CONNACK.</summary>
public sealed record Accepted(int Index, DateTimeOffset At, int Connection, int Code) : Entry(Index, At, Connection);

/// <summary>MQTT SUBSCRIBE.</summary>
public sealed record Subscribed(int Index, DateTimeOffset At, int Connection, IReadOnlyList<(string Filter, int Qos)> Filters) : Entry(Index, At, Connection);

/// <summary>MQTT PUBLISH, in either direction.</summary>
public sealed record Published(int Index, DateTimeOffset At, int Connection, bool FromClient, string Topic, byte[] Payload, int Qos, bool Retain)
    : Entry(Index, At, Connection);

/// <summary>MQTT PUBACK.</summary>
public sealed record Acknowledged(int Index, DateTimeOffset At, int Connection, bool FromClient) : Entry(Index, At, Connection);

/// <summary>MQTT DISCONNECT of the client.</summary>
public sealed record Left(int Index, DateTimeOffset At, int Connection, int Reason) : Entry(Index, At, Connection);

/// <summary>The TCP connection is over.</summary>
public sealed record Closed(int Index, DateTimeOffset At, int Connection) : Entry(Index, At, Connection);

/// <summary>What cannot be seen on the wire: what the scenario did, or what the application showed.</summary>
public sealed record Fact(int Index, DateTimeOffset At, string Name, string Detail) : Entry(Index, At, 0);
