using System.Collections.Concurrent;

namespace Cloud.Telemetry.Gateways;

/// <summary>Which silo holds the connection of the gateways whose grains live in this process: who is to be told when that silo is gone.</summary>
public sealed class ConnectedGateways
{
    private readonly ConcurrentDictionary<string, string> _silos = new(StringComparer.Ordinal);

    internal void Set(string grain, string silo) => _silos[grain] = silo;

    internal void Remove(string grain) => _silos.TryRemove(grain, out _);

    /// <summary>Keys of the grains whose connection a silo holds.</summary>
    public IReadOnlyList<string> At(string silo) =>
        [.. _silos.Where(entry => string.Equals(entry.Value, silo, StringComparison.Ordinal)).Select(entry => entry.Key)];
}
