using System.Text.Json;
using Edge.Core.Uplink;
using Edge.Core.Uplink.Sparkplug;
using Protocols.Sparkplug;
using TestKit.Outbox;
using TestKit.Uplink;

namespace Edge.Tests.Uplink;

public sealed class SparkplugCommandSpecs : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly SparkplugRig _rig = new();

    private CancellationToken Cancel => _limit.Token;

    public async ValueTask InitializeAsync()
    {
        await _rig.StartHostAsync();
        _rig.Start();
        await _rig.UntilAsync(SparkplugMessageType.DBirth, Cancel, count: 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task a_test_of_a_device_is_run_and_answered_with_its_readings()
    {
        await RequestAsync("""{"id":"t1","kind":"test-device","device":{"id":"crane-9","name":"9号塔吊","profile":"p","address":"tcp://10.0.0.9:502","unit":1}}""");

        Assert.Equal("test crane-9 tcp://10.0.0.9:502", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
        var result = await ResultAsync("t1");
        Assert.True(result.GetProperty("ok").GetBoolean());
        var reading = result.GetProperty("readings")[0];
        Assert.Equal(("moment-ratio", 0.5, 192), (reading.GetProperty("point").GetString(), reading.GetProperty("value").GetDouble(), reading.GetProperty("quality").GetInt32()));
    }

    [Fact]
    public async Task a_write_is_carried_out_once_though_the_broker_repeats_it()
    {
        const string Request = """{"id":"w1","kind":"write","device":"crane-1","point":"siren","value":1}""";
        await RequestAsync(Request);
        await RequestAsync(Request);
        await RequestAsync("""{"id":"w2","kind":"write","device":"crane-2","point":"siren","value":0}""");

        Assert.Equal("write crane-1 siren 1", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
        Assert.Equal("write crane-2 siren 0", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task a_device_command_writes_its_point()
    {
        await _rig.CommandAsync(
            SparkplugTopic.ForDevice(SparkplugMessageType.DCmd, SparkplugRig.Project, SparkplugRig.Gateway, "crane-1"),
            MetricFactory.Boolean("siren", true, 1));

        Assert.Equal("write crane-1 siren 1", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
        await ResultAsync("");
    }

    [Fact]
    public async Task a_device_command_by_alias_finds_its_point()
    {
        var birth = await _rig.UntilAsync(m => m.Topic.Device == "crane-2" ? m.Payload : null, Cancel);
        var alias = birth.Metrics.Single(m => m.Name == "siren").Alias;

        await _rig.CommandAsync(
            SparkplugTopic.ForDevice(SparkplugMessageType.DCmd, SparkplugRig.Project, SparkplugRig.Gateway, "crane-2"),
            MetricFactory.Boolean(MetricKey.Aliased(alias), false, 1));

        Assert.Equal("write crane-2 siren 0", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task a_configuration_is_handed_over_and_its_outcome_reported()
    {
        await _rig.CommandAsync(MetricFactory.String(MetricNames.ConfigDesired, """{"version":2}""", 1));

        Assert.Equal("""configure {"version":2}""", await _rig.Double.Asked.Reader.ReadAsync(Cancel));
        await _rig.UntilAsync(SparkplugMessageType.NData, Cancel);
    }

    [Fact]
    public async Task a_command_that_fails_or_cannot_be_read_is_answered_and_delivery_goes_on()
    {
        _rig.Double.Answer = CommandResult.Failed("no answer from unit 1");
        await RequestAsync("""{"id":"w9","kind":"write","device":"crane-1","point":"siren","value":1}""");
        Assert.Equal("no answer from unit 1", (await ResultAsync("w9")).GetProperty("error").GetString());
        await RequestAsync("""{"id":"x1","kind":"format-disk"}""");
        Assert.False((await ResultAsync("x1")).GetProperty("ok").GetBoolean());

        foreach (var garbage in (string[])["", "[]", "{", """{"id":7}""", """{"kind":"write"}"""])
            await RequestAsync(garbage);
        await _rig.PublishAsync(SparkplugTopic.ForNode(SparkplugMessageType.NCmd, SparkplugRig.Project, SparkplugRig.Gateway).ToString(), [0xFF, 0xFF, 0xFF], retain: false);
        await _rig.CommandAsync(MetricFactory.Bytes(MetricNames.DeliveryAck, new byte[] { 1, 2, 3 }, 1));
        await _rig.AppendAsync(Report.Alarm(), Cancel);

        await _rig.DrainedAsync(Cancel);
        Assert.Equal(1, _rig.Proxy.Connections);
    }

    private Task RequestAsync(string json) => _rig.CommandAsync(MetricFactory.String(MetricNames.CommandRequest, json, 1));

    private async Task<JsonElement> ResultAsync(string id)
    {
        var birth = await _rig.UntilAsync(SparkplugMessageType.NBirth, Cancel);
        var alias = birth.Metrics.Single(m => m.Name == MetricNames.CommandResult).Alias;
        var json = await _rig.UntilAsync(
            m => m.Topic.Type == SparkplugMessageType.NData && m.Payload.Metrics is [{ HasAlias: true } metric] && metric.Alias == alias
                && JsonDocument.Parse(metric.StringValue).RootElement.GetProperty("id").GetString() == id ? metric.StringValue : null, Cancel);
        return JsonDocument.Parse(json).RootElement;
    }
}

public sealed class SparkplugStatusSpecs
{
    [Fact]
    public async Task the_gateway_reports_its_depths_beside_the_outbox()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var rig = new SparkplugRig(o => o with { StatusSeconds = 0.1 }) { Acknowledging = false };
        await rig.StartHostAsync();
        rig.Start();
        var birth = await rig.UntilAsync(SparkplugMessageType.NBirth, limit.Token);
        await rig.AppendAsync(Report.Alarm(), limit.Token);
        var alias = birth.Metrics.Single(m => m.Name == "Outbox/alarm/Records").Alias;

        var status = await rig.UntilAsync(SparkplugMessageType.NData, limit.Token);
        rig.Double.Change(GatewayDouble.Site(2, "crane-1"));
        await rig.UntilAsync(SparkplugMessageType.NBirth, limit.Token, count: 2);

        Assert.Equal(1UL, status.Metrics.Single(m => m.Alias == alias).LongValue);
        Assert.False(status.HasBody);
        Assert.Single(rig.Messages, m => m.Topic.Type == SparkplugMessageType.NData);
        Assert.Equal(1UL, rig.Outbox.Status.Appended);
    }
}
