using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Telemetry.Model.Configuration;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Cloud.Tests.Projects;

public sealed class DeviceBookSpecs
{
    private static readonly ProjectId Site = new("site-1");
    private static readonly GatewayId Gateway = new("gw-1");
    private static readonly DeviceId Crane = new("crane-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private readonly DeviceBook _book = new();

    [Fact]
    public void a_registered_device_without_a_reading_was_never_there()
    {
        Register("moment-ratio", "10s");

        Assert.Equal(DeviceState.Never, Assert.Single(_book.Refresh(Noon)).State);
        Assert.Empty(_book.Refresh(Noon.AddHours(1)));
    }

    [Fact]
    public void a_point_is_stale_after_three_report_periods_of_its_profile()
    {
        Register("moment-ratio", "20s");
        Online();
        _book.Take(Crane, Gateway, new Reading(new PointId("moment-ratio"), Noon, 0));

        Assert.Equal(DeviceState.Online, State(Noon.AddSeconds(60)));
        Assert.False(Point(Noon.AddSeconds(60)).Stale);
        Assert.Equal(DeviceState.Stale, State(Noon.AddSeconds(61)));
        Assert.True(Point(Noon.AddSeconds(61)).Stale);
    }

    [Fact]
    public void an_older_reading_does_not_move_the_latest()
    {
        Online();

        Assert.True(_book.Take(Crane, Gateway, new Reading(new PointId("moment-ratio"), Noon, 1)));
        Assert.False(_book.Take(Crane, Gateway, new Reading(new PointId("moment-ratio"), Noon.AddSeconds(-1), 2)));

        Assert.Equal(1, Point(Noon).Reading.Value);
    }

    [Theory]
    [InlineData(QualityReason.NoAnswer, DeviceState.Offline)]
    [InlineData(QualityReason.Quarantined, DeviceState.Quarantined)]
    [InlineData(QualityReason.SensorFault, DeviceState.Online)]
    public void a_device_whose_readings_are_all_bad_is_what_their_reason_says(QualityReason reason, DeviceState state)
    {
        Online();
        _book.Take(Crane, Gateway, Reading.Bad(new PointId("moment-ratio"), Noon, reason));
        _book.Take(Crane, Gateway, Reading.Bad(new PointId("wind-speed"), Noon, reason));

        Assert.Equal(state, State(Noon));
    }

    [Fact]
    public void a_device_is_offline_with_its_gateway_and_changes_are_told_once()
    {
        Online();
        _book.Take(Crane, Gateway, new Reading(new PointId("moment-ratio"), Noon, 1));
        Assert.Equal(DeviceState.Online, Assert.Single(_book.Refresh(Noon)).State);

        _book.Apply(new PresenceChange(PresenceKind.GatewayOffline, Gateway, null, Noon));

        var told = Assert.Single(_book.Refresh(Noon.AddSeconds(1)));
        Assert.Equal((DeviceState.Offline, Noon.AddSeconds(1), Noon), (told.State, told.Since, told.LastDataAt));
        Assert.Empty(_book.Refresh(Noon.AddSeconds(2)));
        Assert.True(Point(Noon.AddSeconds(2)).Stale);
    }

    [Fact]
    public void a_slow_rule_brings_back_its_own_point_only()
    {
        var rules = new ProjectRules(
            1,
            RuleSet.Of(
            [
                Rule("fast", new RuleMeasure("moment-ratio"), hold: 5, gate: "load"),
                Rule("slow", new RuleMeasure("wind-speed", "mean", Window: 86_400)),
            ]).OrThrow(),
            [],
            new DateOnly(2026, 11, 23));
        var state = ProjectEvaluation.Start(
            Site, [new WatchedDevice(Crane, "1号塔吊", Gateway, "tower-crane", new Dictionary<string, double>())], rules, []);

        var groups = ReplayPlan.Of(state);

        Assert.Equal(["load", "moment-ratio"], groups[0].Points.Select(p => p.Value).Order());
        Assert.Equal("wind-speed", Assert.Single(groups[1].Points).Value);
        Assert.True(groups[0].Horizon < TimeSpan.FromHours(1));
        Assert.True(groups[1].Horizon > TimeSpan.FromDays(1));
    }

    private static RuleDefinition Rule(string id, RuleMeasure measure, double hold = 0, string? gate = null) => new(
        id, "tower-crane", id, id, measure, [new RuleLevel(1, "above", 20, measure.Point == "wind-speed" ? "m/s" : "%", Hold: hold)],
        gate is null ? null : [new RuleGate(gate, "above", 0)], Source: "JGJ 332-2014");

    private void Register(string point, string period)
    {
        var profile = new DeviceProfile(
            "p", "m", "m", "tower-crane", "modbus", new Dictionary<string, PollGroup>(), [new ProfilePoint(point, Report: new ReportPolicy("every", period))]);
        var entry = new DeviceEntry(Site, Gateway, new DeviceConfiguration("crane-1", "1号塔吊", "p", "tcp://10.0.0.5:502", 1));
        _book.Use(new ProjectRegister(null, [new GatewayEntry(Gateway, Site, "1号网关")], new Dictionary<DeviceId, RegisteredDevice> { [Crane] = new(entry, profile) }));
    }

    private void Online() => _book.Apply(new PresenceChange(PresenceKind.GatewayOnline, Gateway, null, Noon));

    private DeviceState State(DateTimeOffset at)
    {
        _book.Refresh(at);
        return _book.Statuses().Single().State;
    }

    private LatestPoint Point(DateTimeOffset at) => Assert.Single(_book.Snapshot(Crane, at).Devices[0].Points);
}
