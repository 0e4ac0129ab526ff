using System.ComponentModel.DataAnnotations;

namespace Cloud.Host.Composition;

/// <summary>Section <c>Storage</c>.</summary>
public sealed record StorageOptions
{
    /// <summary>Folder of everything that the platform keeps: records, series, certificates, keys. Default <c>data</c>.</summary>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>Where the telemetry lies: <c>DuckDb</c>, a file of this process (default), or <c>InfluxDb</c>, a server that several share.</summary>
    public SeriesStoreKind Series { get; set; }
}

/// <summary>The series stores.</summary>
public enum SeriesStoreKind
{
    /// <summary>A file in the folder.</summary>
    DuckDb,

    /// <summary>InfluxDB or VictoriaMetrics, section <c>InfluxDb</c>.</summary>
    InfluxDb,
}

/// <summary>Section <c>Enrolment</c>.</summary>
public sealed record EnrolmentOptions
{
    /// <summary>Host name that gateways are told to connect to. Default <c>localhost</c>.</summary>
    [Required]
    public string BrokerHost { get; set; } = "localhost";

    /// <summary>Further names and addresses of the broker's certificate, beside localhost, 127.0.0.1 and <see cref="BrokerHost"/>.</summary>
    public IReadOnlyList<string> ServerNames { get; set; } = [];

    /// <summary>Hours that a one-time code may be used. 1–720, default 24.</summary>
    [Range(1, 720)]
    public int CodeHours { get; set; } = 24;

    /// <summary>Attempts a minute from one address. 1–1000, default 10.</summary>
    [Range(1, 1000)]
    public int AttemptsPerMinute { get; set; } = 10;
}

/// <summary>Section <c>Provisioning</c>: a project to make on the first start.</summary>
public sealed record ProvisioningOptions
{
    /// <summary>Site file (project, gateway, chain, devices); null = none.</summary>
    public string? File { get; set; }

    /// <summary>File that gets the gateway's one-time code (mode 0600); null = it is only logged as made.</summary>
    public string? CodeFile { get; set; }
}

/// <summary>Section <c>Models</c>.</summary>
public sealed record ModelOptions
{
    /// <summary>Folder of the device profiles. Default <c>models/devices</c> beside the program.</summary>
    [Required]
    public string Profiles { get; set; } = Path.Combine(AppContext.BaseDirectory, "models", "devices");
}
