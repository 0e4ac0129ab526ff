using System.Text.Json.Nodes;

namespace System.Tests.Site;

/// <summary>Looks at the latest values again and again: history fills curves and never moves a latest value back.</summary>
internal sealed class LatestWatch
{
    private readonly Dictionary<(string Device, string Point), DateTimeOffset> _times = [];

    /// <summary>Points whose latest value once became older.</summary>
    public List<string> WentBack { get; } = [];

    /// <summary>The newest instant of any point of a device; null before it was seen.</summary>
    public DateTimeOffset? NewestOf(string device) =>
        _times.Where(entry => entry.Key.Device == device).Select(entry => (DateTimeOffset?)entry.Value).Max();

    /// <summary>Takes one look.</summary>
    public async Task LookAsync(Installation site, CancellationToken cancel)
    {
        foreach (var device in (await site.AskAsync("latest", cancel))["devices"]!.AsArray())
            foreach (var point in device!["points"]!.AsArray())
                Take(((string)device["device"]!, (string)point!["point"]!), point);
    }

    private void Take((string Device, string Point) key, JsonNode point)
    {
        var time = point["time"]!.GetValue<DateTimeOffset>();
        if (_times.TryGetValue(key, out var before) && time < before)
            WentBack.Add($"{key.Device}/{key.Point}: {before:O} became {time:O}");
        _times[key] = time;
    }
}
