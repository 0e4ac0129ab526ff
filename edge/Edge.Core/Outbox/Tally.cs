using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Telemetry.Model;

namespace Edge.Core.Outbox;

/// <summary>Readings by device and site day, for the ledger and for losses.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<(string Device, string Day), long> _counts = [];

    public bool IsEmpty => _counts.Count == 0;

    public IEnumerable<KeyValuePair<(string Device, string Day), long>> Counts => _counts;

    public void Add(DeviceReport report)
    {
        foreach (var reading in report.Readings)
            Add(report.Device.Value, SiteDay.Of(reading.Time), 1);
    }

    public void Add(Tally other)
    {
        foreach (var ((device, day), count) in other._counts)
            Add(device, day, count);
    }

    public Tally Copy()
    {
        var copy = new Tally();
        copy.Add(this);
        return copy;
    }

    public Dictionary<string, Dictionary<string, long>> ByDevice() =>
        _counts.GroupBy(c => c.Key.Device, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToDictionary(c => c.Key.Day, c => c.Value, StringComparer.Ordinal), StringComparer.Ordinal);

    public string ToJson() => JsonSerializer.Serialize(ByDevice(), TallyJson.Default.DictionaryStringDictionaryStringInt64);

    public static Tally FromJson(string json) =>
        Of(JsonSerializer.Deserialize(json, TallyJson.Default.DictionaryStringDictionaryStringInt64) ?? []);

    public static Tally Of(Dictionary<string, Dictionary<string, long>> byDevice)
    {
        var tally = new Tally();
        foreach (var (device, days) in byDevice)
            foreach (var (day, count) in days)
                tally.Add(device, day, count);
        return tally;
    }

    private void Add(string device, string day, long count)
    {
        _counts.TryGetValue((device, day), out var before);
        _counts[(device, day)] = before + count;
    }
}

/// <summary>The calendar day at the site: Asia/Shanghai has no daylight saving time, so it needs no zone data.</summary>
internal static class SiteDay
{
    public static string Of(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

[JsonSerializable(typeof(Dictionary<string, Dictionary<string, long>>))]
internal sealed partial class TallyJson : JsonSerializerContext;
