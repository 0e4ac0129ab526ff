using System.Text.Json;
using Edge.Core.Uplink.Azure;
using Telemetry.Model;
using TestKit.Outbox;
using TestKit.Uplink;

namespace Edge.Tests.Uplink;

public sealed class AzureIotHubUplinkContractSpecs : UplinkContract
{
    protected override UplinkRig CreateRig() => new AzureRig();
}

public sealed class AzureIotHubUplinkSpecs : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly AzureRig _rig = new();

    private CancellationToken Cancel => _limit.Token;

    public async ValueTask InitializeAsync() => await _rig.StartHostAsync();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task the_hubs_rules_are_kept_by_everything_that_is_sent()
    {
        await _rig.AppendAsync(Report.Alarm(), Cancel);
        await _rig.AppendAsync(Report.Live() with { Readings = [Reading.Bad(new PointId("wind-speed"), Report.Noon, QualityReason.NoAnswer)] }, Cancel);
        await _rig.AppendAsync(Report.Media(), Cancel);
        _rig.Start();

        await _rig.DrainedAsync(Cancel);
        await _rig.UntilAsync("$iothub/twin/PATCH/properties/reported/", Cancel);

        Assert.Empty(_rig.Faults);
        Assert.True(double.IsNaN(_rig.Log.All.Single(r => r.Lane == Lane.Live).Readings.Single().Value));
        Assert.Equal(1, _rig.Proxy.Connections);
    }

    [Fact]
    public async Task the_desired_configuration_of_the_twin_is_applied_at_connect_and_when_it_changes()
    {
        _rig.Desired = """{"configuration":{"version":7,"devices":[],"rules":[]},"$version":3}""";
        _rig.Start();
        Assert.Equal("""configure {"version":7,"devices":[],"rules":[]}""", await _rig.Double.Asked.Reader.ReadAsync(Cancel));

        await _rig.SendAsync("$iothub/twin/PATCH/properties/desired/?$version=4", """{"configuration":{"version":8},"$version":4}""");
        Assert.Equal("""configure {"version":8}""", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task the_reported_properties_follow_the_configuration()
    {
        _rig.Start();
        await _rig.UntilAsync("$iothub/twin/PATCH/properties/reported/", Cancel, body => Version(body) == 1);

        _rig.Double.Change(GatewayDouble.Site(2, "crane-1") with { Error = "profile unknown" });

        var reported = await _rig.UntilAsync("$iothub/twin/PATCH/properties/reported/", Cancel, body => Version(body) == 2);
        Assert.Equal("profile unknown", JsonDocument.Parse(reported.Body).RootElement.GetProperty("configuration").GetProperty("error").GetString());
    }

    [Fact]
    public async Task direct_methods_test_and_write_and_answer_with_a_status()
    {
        _rig.Start();
        await _rig.UntilAsync("$iothub/twin/GET/", Cancel);
        await _rig.UntilAsync("$iothub/twin/PATCH/properties/reported/", Cancel);

        await _rig.SendAsync("$iothub/methods/POST/write/?$rid=a1", """{"device":"crane-1","point":"siren","value":1}""");
        Assert.Equal("write crane-1 siren 1", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
        await _rig.UntilAsync("$iothub/methods/res/200/?$rid=a1", Cancel);
        await _rig.SendAsync("$iothub/methods/POST/test-device/?$rid=a2", """{"id":"dust-1","name":"扬尘","profile":"p","address":"tcp://10.0.0.2:502"}""");
        Assert.Equal("test dust-1 tcp://10.0.0.2:502", await _rig.Double.Asked.Reader.ReadAsync(Cancel));

        await _rig.SendAsync("$iothub/methods/POST/write/?$rid=a3", """{"device":"crane-1"}""");
        await _rig.UntilAsync("$iothub/methods/res/400/?$rid=a3", Cancel);
        await _rig.SendAsync("$iothub/methods/POST/reboot/?$rid=a4", "{");
        await _rig.UntilAsync("$iothub/methods/res/400/?$rid=a4", Cancel);
        Assert.Empty(_rig.Faults);
    }

    [Fact]
    public async Task a_wrong_key_is_refused_and_nothing_leaves_the_outbox()
    {
        _rig.KeyText = Convert.ToBase64String(new byte[32]);
        await _rig.AppendAsync(Report.Alarm(), Cancel);
        _rig.Start();

        await _rig.Proxy.NextConnectionAsync(Cancel);
        await _rig.Proxy.NextConnectionAsync(Cancel);

        Assert.False(_rig.Uplink.IsOnline);
        Assert.Equal(1, _rig.Outbox.Status.Lanes.Sum(l => l.Records));
        Assert.Contains("shows a wrong signature", _rig.Faults);
    }

    [Fact]
    public void the_options_want_one_way_to_authenticate()
    {
        var validator = new AzureIotHubOptionsValidator();
        var valid = new AzureIotHubOptions { HubName = AzureRig.Hub, DeviceId = AzureRig.Device, SharedAccessKeyFile = "/etc/key" };

        Assert.True(validator.Validate(null, valid).Succeeded);
        Assert.True(validator.Validate(null, valid with { SharedAccessKeyFile = "" }).Failed);
        Assert.True(validator.Validate(null, valid with { TokenMinutes = 1 }).Failed);
    }

    private static long Version(string body) => JsonDocument.Parse(body).RootElement.GetProperty("configuration").GetProperty("version").GetInt64();
}
