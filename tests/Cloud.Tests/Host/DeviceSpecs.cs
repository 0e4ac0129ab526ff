using System.Net;
using System.Text.Json;
using Cloud.Tests.Ingestion;
using Protocols.Sparkplug;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class DeviceSpecs(Platform platform)
{
    [Fact]
    public async Task a_device_is_added_goes_to_its_gateway_and_is_taken_out_again()
    {
        var site = await platform.SiteAsync(crane: false);
        await using var gateway = await site.ConnectAsync();

        var added = (await platform.Admin.PostAsync($"{site.Path}/devices", site.Crane())).Is(HttpStatusCode.Created);
        (await gateway.CommandAsync(MetricNames.ConfigDesired)).TryReadString(out var desired);
        var devices = (await platform.Admin.GetAsync($"{site.Path}/devices")).Is(HttpStatusCode.OK);
        (await platform.Admin.DeleteAsync($"{site.Path}/devices/crane-1")).Is(HttpStatusCode.NoContent);

        Assert.Equal("tower-crane", (string?)added["sensorType"]);
        Assert.Equal("crane-1", JsonDocument.Parse(desired).RootElement.GetProperty("devices")[0].GetProperty("id").GetString());
        Assert.Equal(56.0, (double?)devices.Body[0]!["parameters"]!["jib-length"]);
        Assert.Empty((await platform.Admin.GetAsync($"{site.Path}/devices")).Body.AsArray());
        (await platform.Admin.DeleteAsync($"{site.Path}/devices/crane-1")).Is(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("crane-1", "tcp://10.0.0.5:502", "no-such-profile", "profile")]
    [InlineData("crane-1", "ftp://10.0.0.5", "generic-tower-crane-tcp", "address")]
    [InlineData("Crane 1", "tcp://10.0.0.5:502", "generic-tower-crane-tcp", "id")]
    public async Task a_wrong_device_is_refused_with_its_field(string id, string address, string profile, string field)
    {
        var site = await platform.SiteAsync(crane: false);

        var refused = (await platform.Admin.PostAsync($"{site.Path}/devices", site.Crane(id, address, profile))).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Contains(field, refused["errors"].AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task a_second_device_of_an_id_is_a_conflict_and_one_of_another_projects_gateway_is_refused()
    {
        var (site, other) = (await platform.SiteAsync(), await platform.SiteAsync());

        (await platform.Admin.PostAsync($"{site.Path}/devices", site.Crane())).Is(HttpStatusCode.Conflict);
        var foreign = (await platform.Admin.PostAsync($"{site.Path}/devices", other.Crane("crane-2"))).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Contains("gateway", foreign["errors"].AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task a_device_is_tried_at_the_gateway_before_it_is_saved()
    {
        var site = await platform.SiteAsync(crane: false);
        (await platform.Admin.PostAsync($"{site.Path}/devices/test", site.Crane())).Is(HttpStatusCode.Conflict);
        await using var gateway = await site.ConnectAsync();

        var answer = platform.Admin.PostAsync($"{site.Path}/devices/test", site.Crane());
        var request = await RequestAsync(gateway);
        await AnswerAsync(gateway, request, """
            "ok":true,"readings":[{"point":"moment-ratio","value":42.5,"quality":192,"reason":0},{"point":"load","value":null,"quality":0,"reason":1}]
            """);

        var test = (await answer).Is(HttpStatusCode.OK);
        Assert.Equal("tcp://10.0.0.5:502", request.GetProperty("device").GetProperty("address").GetString());
        Assert.True((bool)test["ok"]);
        Assert.Equal((42.5, 192), ((double)test["readings"][0]!["value"]!, (int)test["readings"][0]!["quality"]!));
        Assert.Null(test["readings"][1]!["value"]);
        Assert.Empty((await platform.Admin.GetAsync($"{site.Path}/devices")).Body.AsArray());
    }

    [Fact]
    public async Task a_siren_is_switched_and_read_back_and_what_cannot_be_driven_is_refused_here()
    {
        var site = await platform.SiteAsync();
        var panel = new { gateway = site.Gateway, id = "panel-1", name = "声光报警", profile = "generic-gpio-panel", address = "gpio://simulated" };
        (await platform.Admin.PostAsync($"{site.Path}/devices", panel)).Is(HttpStatusCode.Created);
        await using var gateway = await site.ConnectAsync();

        (await platform.Admin.PostAsync($"{site.Path}/devices/crane-1/commands", new { point = "load", value = 1 })).Is(HttpStatusCode.UnprocessableEntity);
        (await platform.Admin.PostAsync($"{site.Path}/devices/panel-1/commands", new { point = "siren", value = 7 })).Is(HttpStatusCode.UnprocessableEntity);
        (await platform.Admin.PostAsync($"{site.Path}/devices/nobody/commands", new { point = "siren", value = 1 })).Is(HttpStatusCode.NotFound);
        var answer = platform.Admin.PostAsync($"{site.Path}/devices/panel-1/commands", new { point = "siren", value = 1 });
        var request = await RequestAsync(gateway);
        await AnswerAsync(gateway, request, """
            "ok":true,"readings":[{"point":"siren","value":1,"quality":192,"reason":0}]
            """);

        var written = (await answer).Is(HttpStatusCode.OK);
        Assert.Equal("siren", request.GetProperty("point").GetString());
        Assert.True((bool)written["ok"]);
        Assert.Equal(1.0, (double)written["readBack"]);
    }

    [Fact]
    public async Task profiles_and_kinds_of_devices_say_what_a_page_needs_to_know()
    {
        var profiles = (await platform.Admin.GetAsync("/api/profiles")).Is(HttpStatusCode.OK).Body.AsArray();
        var types = (await platform.Admin.GetAsync("/api/sensor-types")).Is(HttpStatusCode.OK).Body.AsArray();

        var crane = profiles.First(profile => (string?)profile!["id"] == "generic-tower-crane-tcp")!;
        Assert.Equal(("tower-crane", "modbus"), ((string?)crane["sensorType"], (string?)crane["protocol"]));
        Assert.Contains(crane["points"]!.AsArray(), point => (string?)point!["id"] == "moment-ratio" && (string?)point["unit"] == "%");
        Assert.All(profiles, profile => Assert.Contains(types, type => (string?)type!["id"] == (string?)profile!["sensorType"]));
    }

    private static async Task<JsonElement> RequestAsync(GatewayStub gateway)
    {
        (await gateway.CommandAsync(MetricNames.CommandRequest)).TryReadString(out var json);
        return JsonDocument.Parse(json).RootElement;
    }

    private static Task AnswerAsync(GatewayStub gateway, JsonElement request, string rest) => gateway.NodeAsync(MetricFactory.String(
        MetricNames.CommandResult, $"{{\"id\":\"{request.GetProperty("id").GetString()}\",{rest.Trim()}}}", 0));
}
