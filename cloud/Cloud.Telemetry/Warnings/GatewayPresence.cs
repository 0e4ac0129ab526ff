using Telemetry.Model;
using Telemetry.Model.Rules;

namespace Cloud.Telemetry.Warnings;

/// <summary>One gateway that is away, and the warning that speaks for all its devices.</summary>
internal sealed class GatewayPresence(GatewayId gateway, DateTimeOffset since)
{
    private const int Level = 3;
    private DateTimeOffset _since = since;

    public GatewayId Gateway => gateway;

    public ActiveEpisode? Episode { get; set; }

    /// <summary>Nobody listened before this instant; a warning that is told already keeps its start.</summary>
    public void CountFrom(DateTimeOffset listening) => _since = Episode is null && _since < listening ? listening : _since;

    public void Tick(ProjectId project, DateTimeOffset now, List<WarningTransition> into)
    {
        if (Episode is not null || now - _since < ProjectEvaluation.GatewayOfflineAfter)
            return;
        var device = new DeviceId(gateway.Value);
        Episode = new ActiveEpisode(
            device, ProjectEvaluation.GatewayOfflineRule,
            WarningTransition.IdOf(project, device, ProjectEvaluation.GatewayOfflineRule, _since), _since, Level, double.NaN);
        Writer(project, now, into).Add(TransitionKind.Raised, Episode, Definition, now, double.NaN, "网关离线，其下设备的数据暂时无法送达");
    }

    public void End(ProjectId project, DateTimeOffset at, DateTimeOffset now, List<WarningTransition> into)
    {
        if (Episode is { } episode)
            Writer(project, now, into).Add(TransitionKind.Recovered, episode, Definition, at, double.NaN);
    }

    private static RuleDefinition Definition { get; } = new(
        ProjectEvaluation.GatewayOfflineRule, "gateway", "网关离线", "gateway offline", new RuleMeasure("gateway"), [], Source: "产品默认：离线满5分钟", SourceEn: "product default: offline for 5 minutes");

    private TransitionWriter Writer(ProjectId project, DateTimeOffset now, List<WarningTransition> into) => new(
        project, new WatchedDevice(new DeviceId(gateway.Value), $"网关 {gateway.Value}", gateway, "gateway", new Dictionary<string, double>()),
        now, late: false, into);
}
