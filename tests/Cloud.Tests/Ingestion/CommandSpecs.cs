using System.Text.Json;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Time.Testing;
using Protocols.Sparkplug;
using Telemetry.Model;
using Telemetry.Model.Configuration;

namespace Cloud.Tests.Ingestion;

public sealed class CommandSpecs
{
    private static readonly DeviceConfiguration Crane = new("crane-1", "1号塔吊", "generic-tower-crane-tcp", "tcp://10.0.0.5:502", 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_new_device_is_tried_at_the_gateway()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = await ConnectedAsync(house);

        var answer = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway).TestDeviceAsync(Crane, Cancel);
        var request = await RequestAsync(gateway);
        await gateway.NodeAsync(MetricFactory.String(
            MetricNames.CommandResult,
            $$"""{"id":"{{request.GetProperty("id").GetString()}}","ok":true,"readings":[{"point":"moment-ratio","value":0.42,"quality":192,"reason":0},{"point":"wind-speed","value":null,"quality":0,"reason":1}]}""",
            0));

        var result = await answer;
        Assert.Equal(("test-device", "tcp://10.0.0.5:502"), (request.GetProperty("kind").GetString(), request.GetProperty("device").GetProperty("address").GetString()));
        Assert.Equal(CommandOutcome.Done, result.Outcome);
        Assert.Equal([(0.42, Quality.Good), (double.NaN, Quality.Bad)], result.Readings.Select(r => (r.Value, r.Quality)));
        Assert.Equal(QualityReason.NoAnswer, result.Readings[1].Reason);
    }

    [Fact]
    public async Task a_refused_write_says_why()
    {
        await using var house = await CloudHouse.StartAsync();
        await using var gateway = await ConnectedAsync(house);

        var answer = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway).WriteAsync(new DeviceId("panel-1"), new PointId("siren"), 1, Cancel);
        var request = await RequestAsync(gateway);
        await gateway.NodeAsync(MetricFactory.String(MetricNames.CommandResult, "{garbage", 0));
        await gateway.NodeAsync(MetricFactory.String(
            MetricNames.CommandResult, $$"""{"id":"{{request.GetProperty("id").GetString()}}","ok":false,"error":"no such point"}""", 0));

        var result = await answer;
        Assert.Equal(("siren", 1.0), (request.GetProperty("point").GetString(), request.GetProperty("value").GetDouble()));
        Assert.Equal((CommandOutcome.Failed, "no such point"), (result.Outcome, result.Error));
    }

    [Fact]
    public async Task no_answer_ends_after_fifteen_seconds_and_no_gateway_at_once()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));
        await using var house = await CloudHouse.StartAsync(configure: s => s["Broker:OfflineAfterSeconds"] = "15", time: time);
        var grain = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway);
        Assert.Equal(CommandOutcome.Offline, (await grain.TestDeviceAsync(Crane, Cancel)).Outcome);
        await using var gateway = await ConnectedAsync(house, time);

        var answer = grain.TestDeviceAsync(Crane, Cancel);
        await RequestAsync(gateway);
        time.Advance(TimeSpan.FromSeconds(14));
        await gateway.DataAsync("crane-1", 1, 0.5);
        await gateway.AcknowledgedAsync(1);
        Assert.False(answer.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(CommandOutcome.TimedOut, (await answer).Outcome);
    }

    [Fact]
    public async Task a_desired_configuration_is_issued_until_it_runs_and_once_a_session_when_it_is_refused()
    {
        await using var house = await CloudHouse.StartAsync();
        var grain = house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway);
        await using var gateway = await ConnectedAsync(house);

        var change = await house.Directory.AddDeviceAsync(new DeviceEntry(CloudHouse.Project, CloudHouse.Gateway, Crane), Cancel);
        await grain.ConfigurationChangedAsync(Cancel);
        Assert.Equal((1, "crane-1"), await DesiredAsync(gateway));

        await gateway.BirthAsync(birth => birth.Metrics.Add(MetricFactory.String(MetricNames.ConfigError, "devices[0].profile: unknown", 0)));
        var refused = await Eventually.TrueAsync(() => grain.StatusAsync(Cancel), s => s.ConfigurationError is not null);
        Assert.Equal((1, 0, "devices[0].profile: unknown"), (refused.DesiredVersion, refused.ReportedVersion, refused.ConfigurationError));
        await grain.ConfigurationChangedAsync(Cancel);

        await gateway.DisconnectAsync();
        await using var again = await ConnectedAsync(house);
        Assert.Equal((1, "crane-1"), await DesiredAsync(again));
        await again.NodeAsync(MetricFactory.Int64(MetricNames.ConfigVersion, 1, 0));
        await Eventually.TrueAsync(() => grain.StatusAsync(Cancel), s => s.ReportedVersion == change.DesiredVersion);
        Assert.False(gateway.HasReceived);
    }

    private static async Task<GatewayStub> ConnectedAsync(CloudHouse house, TimeProvider? time = null)
    {
        var gateway = new GatewayStub(time: time);
        await gateway.StartAsync(house.Broker.PlainPort, "crane-1");
        await Eventually.TrueAsync(
            () => house.Grains.Gateway(CloudHouse.Project, CloudHouse.Gateway).StatusAsync(Cancel), s => s.State is GatewayState.Online);
        return gateway;
    }

    private static async Task<JsonElement> RequestAsync(GatewayStub gateway)
    {
        (await gateway.CommandAsync(MetricNames.CommandRequest)).TryReadString(out var json);
        return JsonDocument.Parse(json).RootElement;
    }

    private static async Task<(int Version, string? Device)> DesiredAsync(GatewayStub gateway)
    {
        (await gateway.CommandAsync(MetricNames.ConfigDesired)).TryReadString(out var json);
        var root = JsonDocument.Parse(json).RootElement;
        return (root.GetProperty("version").GetInt32(), root.GetProperty("devices")[0].GetProperty("id").GetString());
    }
}
