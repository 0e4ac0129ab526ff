using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace FirmwareSim.Demonstration;

/// <summary>
/// When warnings of a rule reached a level on the live stream. The stream tells a warning only after its commit, gathered
/// for at most 0.2 s, so the instants are an upper bound of "stored".
/// </summary>
public sealed class LiveWarnings(CloudClient cloud, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Rule, int Level), DateTimeOffset> _seen = new();

    /// <summary>First instant at or after <paramref name="from"/> at which the rule stood at the level or a more severe one.</summary>
    public DateTimeOffset? FirstSeen(string rule, int level, DateTimeOffset? from) => _seen
        .Where(seen => seen.Key.Rule == rule && seen.Key.Level <= level && seen.Value >= from)
        .Select(seen => (DateTimeOffset?)seen.Value).Min();

    /// <summary>Listens until cancelled or the stream ends.</summary>
    public async Task RunAsync(string project, CancellationToken cancel)
    {
        using var reader = new StreamReader(await cloud.OpenStreamAsync($"api/stream?project={project}", cancel));
        var isWarning = false;
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("event:", StringComparison.Ordinal))
                isWarning = line.EndsWith("warning", StringComparison.Ordinal);
            else if (isWarning && line.StartsWith("data:", StringComparison.Ordinal) && JsonNode.Parse(line[5..]) is { } warning)
                _seen.TryAdd(((string)warning["rule"]!, (int)warning["level"]!), time.GetUtcNow());
        }
    }
}
