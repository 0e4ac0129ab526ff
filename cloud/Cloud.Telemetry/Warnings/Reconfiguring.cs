using System.Text.Json;
using Telemetry.Model;
using Telemetry.Model.Json;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>What becomes of running rules when devices or rules change.</summary>
internal static class Reconfiguring
{
    private const string RuleGone = "规则已停用或不再适用";
    private const string DeviceGone = "设备已移除";

    /// <summary>Takes over what did not change; an open condition of a changed rule goes on until the new rule sees it clear.</summary>
    public static void Carry(DeviceRuleState old, DeviceRuleState fresh, ProjectId project, DateTimeOffset now, List<WarningTransition> into)
    {
        var writer = new TransitionWriter(project, old.Device, now, late: false, into);
        foreach (var track in old.Tracks)
        {
            var at = fresh.Tracks.FindIndex(t => t.Plan.Rule.Id == track.Plan.Rule.Id);
            if (at < 0)
                track.End(now, writer, RuleGone);
            else if (Same(old.Device, fresh.Device) && Same(track.Plan.Rule, fresh.Tracks[at].Plan.Rule))
                fresh.Tracks[at] = track;
            else if (track.Episode is { } episode)
                fresh.Tracks[at].Resume(episode);
        }

        (fresh.DataQuality, fresh.HeardSince) = (old.DataQuality, old.HeardSince);
        if (old.IsFrozen && !fresh.IsFrozen)
            fresh.Thaw(now);
    }

    public static void End(DeviceRuleState gone, ProjectId project, DateTimeOffset now, List<WarningTransition> into)
    {
        var writer = new TransitionWriter(project, gone.Device, now, late: false, into);
        foreach (var track in gone.Tracks)
            track.End(now, writer, DeviceGone);
        if (gone.DataQuality is { } quality)
            writer.Add(TransitionKind.CannotDecideEnded, quality, DataQualityRule.Definition(gone.Device.SensorType), now, double.NaN, DeviceGone);
    }

    private static bool Same(WatchedDevice a, WatchedDevice b) =>
        string.Equals(a.Profile?.Id, b.Profile?.Id, StringComparison.Ordinal)
        && a.Parameters.Count == b.Parameters.Count && a.Parameters.All(p => b.Parameters.TryGetValue(p.Key, out var value) && value.Equals(p.Value));

    private static bool Same(RuleDefinition a, RuleDefinition b) => ReferenceEquals(a, b)
        || JsonSerializer.SerializeToUtf8Bytes(a, EdgeJson.Default.RuleDefinition).AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(b, EdgeJson.Default.RuleDefinition));
}
