namespace Protocols.Sparkplug;

/// <summary>How a metric is named on the wire (§6.4.6): both in a birth, the alias alone afterwards, the name alone without aliases.</summary>
public readonly record struct MetricKey
{
    private MetricKey(string? name, ulong? alias) => (Name, Alias) = (name, alias);

    /// <summary>Name; null when only the alias is sent.</summary>
    public string? Name { get; }

    /// <summary>Alias; null when there is none.</summary>
    public ulong? Alias { get; }

    /// <summary>By name alone (commands, metrics without an alias).</summary>
    public static MetricKey Named(string name) => new(name, null);

    /// <summary>By alias alone (data after a birth).</summary>
    public static MetricKey Aliased(ulong alias) => new(null, alias);

    /// <summary>Name and alias (births).</summary>
    public static MetricKey Birth(string name, ulong alias) => new(name, alias);

    /// <summary>By name alone.</summary>
    public static implicit operator MetricKey(string name) => Named(name);

    /// <summary>By name alone.</summary>
    public static MetricKey FromString(string name) => Named(name);
}
