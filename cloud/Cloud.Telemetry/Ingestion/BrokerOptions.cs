using System.ComponentModel.DataAnnotations;

namespace Cloud.Telemetry.Ingestion;

/// <summary>The embedded broker. Section <c>Broker</c>.</summary>
public sealed record BrokerOptions
{
    /// <summary>Address that the TLS listener binds. Default: all.</summary>
    [Required]
    public string Address { get; set; } = "0.0.0.0";

    /// <summary>Port of the TLS listener; -1 = none, 0 = any free one. Default 8883.</summary>
    [Range(-1, 65535)]
    public int TlsPort { get; set; } = 8883;

    /// <summary>Port of a listener without TLS on loopback, for development; -1 = none (default), 0 = any free one.</summary>
    [Range(-1, 65535)]
    public int PlainPort { get; set; } = -1;

    /// <summary>Host id of the STATE topic that gateways wait for. Default <c>edge-cloud</c>.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9._-]{0,63}$")]
    public string HostId { get; set; } = "edge-cloud";

    /// <summary>Largest MQTT packet taken, checked before memory is. 16 KiB – 16 MiB, default 1 MiB and 4 KiB for its head.</summary>
    [Range(16 << 10, 16 << 20)]
    public int MaxPacketBytes { get; set; } = (1 << 20) + 4096;

    /// <summary>Seconds that a TLS handshake and the CONNECT may take. 1–60, default 10.</summary>
    [Range(1, 60)]
    public int HandshakeSeconds { get; set; } = 10;

    /// <summary>Connections at one time. 1–100000, default 20000.</summary>
    [Range(1, 100_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Seconds of silence after which a gateway is offline. 3–15, default 12; longer for a client with a keep-alive above 10 s.</summary>
    [Range(3, 15)]
    public int OfflineAfterSeconds { get; set; } = 12;
}
