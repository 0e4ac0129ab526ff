using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class GatewayImportSpecs(Platform platform)
{
    private const string Path = "/api/imports/gateways";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_list_makes_projects_gateways_and_devices_with_a_code_for_every_new_gateway()
    {
        var rows = Enumerable.Range(0, 60).Select(i => Row($"im-a-{i / 20}", $"im-a-gw-{i}")).ToList();

        var first = (await platform.Admin.PostAsync(Path, new { rows })).Is(HttpStatusCode.OK);
        var again = (await platform.Admin.PostAsync(Path, new { rows })).Is(HttpStatusCode.OK);

        Assert.Equal((3, 60, 60), ((int)first["projects"]!, (int)first["gateways"]!, (int)first["devices"]!));
        Assert.Equal(60, first["codes"].AsArray().Select(code => (string?)code!["code"]).Distinct().Count());
        Assert.Equal((0, 0, 0), ((int)again["projects"]!, (int)again["gateways"]!, (int)again["devices"]!));
        Assert.Empty(again["codes"].AsArray());
        Assert.Equal(20, (await platform.Admin.GetAsync("/api/projects/im-a-1/devices")).Body.AsArray().Count);
    }

    [Fact]
    public async Task a_further_line_of_a_gateway_adds_a_device_to_it()
    {
        object[] rows = [Row("im-b", "im-b-gw"), new { project = "im-b", gateway = "im-b-gw", device = "crane-2", profile = "generic-tower-crane-tcp", deviceAddress = "tcp://10.0.0.6:502", unit = 2 }];

        var answer = (await platform.Admin.PostAsync(Path, new { rows })).Is(HttpStatusCode.OK);

        Assert.Equal((1, 1, 2), ((int)answer["projects"]!, (int)answer["gateways"]!, (int)answer["devices"]!));
    }

    [Fact]
    public async Task a_wrong_line_is_named_and_nothing_of_the_list_is_taken()
    {
        object[] rows = [Row("im-c", "im-c-gw"), Row("im-c2", "Has Space"), new { project = "im-c3", gateway = "im-c3-gw" }, Row("im-c", "im-c-gw-2", profile: "no-such")];

        var answer = (await platform.Admin.PostAsync(Path, new { rows })).Is(HttpStatusCode.UnprocessableEntity);

        var fields = answer["errors"].AsObject().Select(error => error.Key).ToList();
        Assert.Contains("rows[1].gateway", fields);
        Assert.Contains("rows[2].projectName", fields);
        Assert.Contains("rows[3].profile", fields);
        (await platform.Admin.GetAsync("/api/projects/im-c")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_gateway_of_another_project_is_not_taken_over()
    {
        var site = await platform.SiteAsync();

        var answer = (await platform.Admin.PostAsync(Path, new { rows = new[] { Row("im-d", site.Gateway) } })).Is(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["rows[0].gateway"], answer["errors"].AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task a_table_as_csv_is_the_same_list()
    {
        var answer = await CsvAsync(
            """"
            project,gateway,projectName,division,address,longitude,latitude,stage,device,deviceName,profile,deviceAddress,unit
            im-e,im-e-gw,"浑南,""一期""",210112,沈阳市浑南区,123.4,41.7,主体施工,crane-1,1号塔吊,generic-tower-crane-tcp,tcp://10.0.0.5:502,1
            im-e,im-e-gw,,,,,,,crane-2,,generic-tower-crane-tcp,tcp://10.0.0.6:502,2

            """");

        Assert.Equal(HttpStatusCode.OK, answer);
        Assert.Equal("浑南,\"一期\"", (string?)(await platform.Admin.GetAsync("/api/projects/im-e"))["name"]);
    }

    [Theory]
    [InlineData("project,gateway,colour\nim-f,im-f-gw,red\n")]
    [InlineData("project,gateway,unit\nim-f,im-f-gw,one\n")]
    [InlineData("project,gateway\nim-f\n")]
    [InlineData("project,project\nim-f,im-f\n")]
    [InlineData("")]
    public async Task a_table_that_is_none_is_refused(string text) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await CsvAsync(text));

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"rows\":[]}")]
    [InlineData("[1]")]
    [InlineData("{\"rows\":[{\"project\":1}]}")]
    public async Task a_list_that_is_none_is_refused(string json) =>
        (await platform.Admin.PostAsync(Path, json)).Is(HttpStatusCode.BadRequest);

    private static object Row(string project, string gateway, string profile = "generic-tower-crane-tcp") => new
    {
        project, gateway, projectName = "浑南新城", division = "210112", address = "沈阳市浑南区", longitude = 123.45, latitude = 41.71, stage = "主体施工",
        gatewayName = "网关", device = string.Create(CultureInfo.InvariantCulture, $"crane-{gateway.Replace(' ', '-')}").ToLowerInvariant(), deviceName = "塔吊", profile,
        deviceAddress = "tcp://10.0.0.5:502", unit = 1,
    };

    private async Task<HttpStatusCode> CsvAsync(string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(text, Encoding.UTF8, MediaTypeHeaderValue.Parse("text/csv")) };
        request.Headers.Add("X-Edge-Csrf", platform.Admin.Cookie("edge-csrf"));
        using var answer = await platform.Admin.Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
