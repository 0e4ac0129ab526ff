namespace Cloud.Telemetry.Warnings;

/// <summary>State of the rules of one device.</summary>
internal sealed record DeviceRuleState(WatchedDevice Device)
{
    public IReadOnlyList<ActiveEpisode> Active { get; init; } = [];
}
