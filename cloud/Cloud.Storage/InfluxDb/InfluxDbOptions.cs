using System.ComponentModel.DataAnnotations;

namespace Cloud.Storage.InfluxDb;

/// <summary>Which server takes the line protocol.</summary>
public enum InfluxDbServer
{
    /// <summary>InfluxDB 1.x: <c>/write</c> and <c>/query</c>; a write is on disk when it is answered (<c>wal-fsync-delay = 0</c>).</summary>
    InfluxDb1,

    /// <summary>VictoriaMetrics: <c>/api/v2/write</c>, export and MetricsQL; a write is on disk only after a snapshot.</summary>
    VictoriaMetrics,
}

/// <summary>Section <c>InfluxDb</c>: the series store over HTTP line protocol, which several processes may share.</summary>
public sealed record InfluxDbOptions
{
    /// <summary>Base address, such as <c>http://127.0.0.1:8086</c>.</summary>
    [Required, Url]
    public string Url { get; set; } = "http://127.0.0.1:8086";

    /// <summary>Which server it is. Default InfluxDB 1.</summary>
    public InfluxDbServer Server { get; set; }

    /// <summary>Database (made when it is missing) of v1; bucket of v2, and there a tag as well, so that several share a server. Default <c>edge</c>.</summary>
    [Required, RegularExpression("^[a-z][a-z0-9_]{0,62}$")]
    public string Database { get; set; } = "edge";

    /// <summary>Organisation of v2. Default <c>edge</c>.</summary>
    [Required]
    public string Organisation { get; set; } = "edge";

    /// <summary>User of v1; null = none.</summary>
    public string? User { get; set; }

    /// <summary>File with the password of v1 or the token of v2; null = none.</summary>
    public string? SecretFile { get; set; }

    /// <summary>Shortest time between two commits, in milliseconds; the first after a pause and alarms do not wait for it. 0–5000, default 200.</summary>
    [Range(0, 5_000)]
    public int CommitEveryMilliseconds { get; set; } = 200;

    /// <summary>Seconds that one request may take. 1–120, default 15.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 15;
}
