using Protocols.Sparkplug.Wire;

namespace Protocols.Sparkplug;

/// <summary>
/// Names and aliases of one edge node and its devices (Sparkplug 3.0 §6.4.6). A host fills it from births with
/// <see cref="Load"/>; an edge node fills it with <see cref="Assign"/>. Not thread-safe: one owner per edge node.
/// </summary>
public sealed class AliasTable
{
    private readonly Dictionary<ulong, MetricDefinition> _byAlias = [];
    private readonly Dictionary<(string? Device, string Name), MetricDefinition> _byName = [];
    private ulong _next = 1;

    /// <summary>Metrics known.</summary>
    public int Count => _byName.Count;

    /// <summary>Forgets everything (before an NBIRTH).</summary>
    public void Clear()
    {
        _byAlias.Clear();
        _byName.Clear();
        _next = 1;
    }

    /// <summary>Forgets one device (null = the edge node's own metrics). Its aliases are not given again by <see cref="Assign"/>.</summary>
    public void Remove(string? device)
    {
        foreach (var definition in _byName.Values.Where(d => string.Equals(d.Device, device, StringComparison.Ordinal)).ToList())
        {
            _byName.Remove((device, definition.Name));
            if (definition.Alias is { } alias)
                _byAlias.Remove(alias);
        }
    }

    /// <summary>
    /// Replaces what is known of a device by its birth; with <paramref name="device"/> null (NBIRTH) of the whole node.
    /// On a fault nothing of the device (or node) is known afterwards: the host asks for a rebirth.
    /// </summary>
    public AliasResult Load(string? device, Payload birth)
    {
        if (device is null)
            Clear();
        else
            Remove(device);
        foreach (var metric in birth.Metrics)
        {
            var result = metric.HasName
                ? Add(device, metric.Name, (SparkplugDataType)metric.Datatype, metric.HasAlias ? metric.Alias : null)
                : AliasResult.Unnamed;
            if (result == AliasResult.Done)
                continue;
            Remove(device);
            return result;
        }

        return AliasResult.Done;
    }

    /// <summary>Adds one metric; refuses what is there already.</summary>
    public AliasResult Add(string? device, string name, SparkplugDataType type, ulong? alias)
    {
        if (name.Length is 0 or > SparkplugLimits.NameLength || _byName.Count >= SparkplugLimits.Aliases)
            return AliasResult.OverLimit;
        if (alias is { } taken && _byAlias.ContainsKey(taken))
            return AliasResult.DuplicateAlias;
        var definition = new MetricDefinition(device, name, type, alias);
        if (!_byName.TryAdd((device, name), definition))
            return AliasResult.DuplicateName;
        if (alias is { } free)
            _byAlias.Add(free, definition);
        return AliasResult.Done;
    }

    /// <summary>The metric's definition, with the next free alias when it has none yet; the same alias for ever after.</summary>
    /// <exception cref="InvalidOperationException">The table is full or the name is illegal: a configuration that was not validated.</exception>
    public MetricDefinition Assign(string? device, string name, SparkplugDataType type)
    {
        if (_byName.TryGetValue((device, name), out var known))
            return known;
        while (_byAlias.ContainsKey(_next))
            _next++;
        if (Add(device, name, type, _next) is var result && result != AliasResult.Done)
            throw new InvalidOperationException($"The metric cannot be named: {result}.");
        _next++;
        return _byName[(device, name)];
    }

    /// <summary>Finds the definition of a metric in a data or command message.</summary>
    /// <param name="device">Device of the topic; null for the edge node.</param>
    /// <param name="metric">The metric, with an alias or a name.</param>
    /// <param name="definition">What the birth said; null unless <see cref="AliasResult.Done"/>.</param>
    public AliasResult Resolve(string? device, Metric metric, out MetricDefinition? definition)
    {
        definition = null;
        if (metric.HasAlias)
        {
            if (!_byAlias.TryGetValue(metric.Alias, out var found))
                return AliasResult.UnknownAlias;
            if (!string.Equals(found.Device, device, StringComparison.Ordinal))
                return AliasResult.WrongDevice;
            definition = found;
            return AliasResult.Done;
        }

        if (!metric.HasName)
            return AliasResult.Unnamed;
        return _byName.TryGetValue((device, metric.Name), out definition) ? AliasResult.Done : AliasResult.UnknownName;
    }
}
