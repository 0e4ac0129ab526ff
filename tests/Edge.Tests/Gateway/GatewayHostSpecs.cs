using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Edge.Gateway.Services;
using Edge.Core.Status;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Edge.Tests.Configuration;
using Telemetry.Model.Json;

namespace Edge.Tests.Gateway;

public sealed class GatewayHostSpecs : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));
    private readonly string _folder = Directory.CreateTempSubdirectory("host").FullName;
    private IHost? _host;

    [Fact]
    public async Task health_metrics_and_gpio_answer_on_loopback()
    {
        using var client = await StartAsync();

        using var health = JsonDocument.Parse(await client.GetStringAsync("/health", _patience.Token));
        var metrics = await client.GetStringAsync("/metrics", _patience.Token);
        var gpio = await client.GetStringAsync("/gpio", _patience.Token);

        Assert.Equal("ok", health.RootElement.GetProperty("status").GetString());
        Assert.Equal("panel", health.RootElement.GetProperty("devices")[0].GetProperty("id").GetString());
        Assert.Contains("edge_poll_jitter_milliseconds_count", metrics);
        Assert.Contains("panel/siren", gpio);
    }

    [Fact]
    public async Task a_simulated_button_is_pressed_through_the_local_page_and_the_siren_goes_high()
    {
        using var client = await StartAsync();

        using var pressed = await client.PostAsync("/gpio/4", new StringContent("true", Encoding.UTF8, "application/json"), _patience.Token);
        Assert.Equal(HttpStatusCode.NoContent, pressed.StatusCode);

        while (!(await LinesAsync(client)).Any(l => l.GetProperty("line").GetInt32() == 17 && l.GetProperty("active").GetBoolean()))
            await Task.Yield();
    }

    [Theory]
    [InlineData("POST", "/gpio/99", "application/json", "true", HttpStatusCode.NotFound)]
    [InlineData("POST", "/gpio/17", "application/json", "true", HttpStatusCode.NotFound)]
    [InlineData("POST", "/gpio/4", "application/json", "maybe", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/gpio/4", "text/plain", "true", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("DELETE", "/gpio", null, null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/nothing", null, null, HttpStatusCode.NotFound)]
    public async Task what_makes_no_sense_is_refused(string method, string path, string? type, string? body, HttpStatusCode status)
    {
        using var client = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type!);
        }

        using var answer = await client.SendAsync(request, _patience.Token);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task a_page_that_calls_the_gateway_by_another_name_is_turned_away()
    {
        using var client = await StartAsync();
        client.DefaultRequestHeaders.Host = "evil.example";

        using var answer = await client.GetAsync("/health", _patience.Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public void every_fault_of_the_options_is_named_at_once()
    {
        using var host = Build(("Gateway:Project", ""), ("Modbus:MaxGapRegisters", "900"), ("Hj212:Port", "70000"));

        var faults = string.Join('\n', ConfigurationReport.Faults(host.Services));

        Assert.Contains("Project", faults);
        Assert.Contains("MaxGapRegisters", faults);
        Assert.Contains("Port", faults);
    }

    [Fact]
    public void every_fault_of_the_shipped_configuration_is_named_at_once()
    {
        File.WriteAllText(Path.Combine(_folder, "configuration.json"), GatewayRig.Json(
            1, [], GatewayRig.Panel with { Profile = "generic-gpio-panel", Address = "gpio://nowhere" }, GatewayRig.Dust));
        using var host = Build();

        var faults = string.Join('\n', ConfigurationReport.Faults(host.Services));

        Assert.Contains("chip0", faults);
        Assert.Contains("'test-dust' is not a known profile", faults);
    }

    [Theory]
    [InlineData(null, "1234", 2)]
    [InlineData("https://cloud.example", null, 2)]
    [InlineData("http://cloud.example", "1234", 1)]
    [InlineData("http://127.0.0.1:1", "1234", 1)]
    public async Task enrolling_without_a_cloud_that_can_be_trusted_leaves_nothing(string? cloud, string? code, int expected)
    {
        using var host = Build(("cloud", cloud!), ("code", code!));

        var exit = await EnrolCommand.RunAsync(host.Services, host.Services.GetRequiredService<IConfiguration>(), _patience.Token);

        Assert.Equal(expected, exit);
        Assert.False(Directory.Exists(Path.Combine(_folder, "certificates")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.StopAsync(CancellationToken.None);
        _host?.Dispose();
        _patience.Dispose();
    }

    private async Task<HttpClient> StartAsync()
    {
        File.WriteAllText(Path.Combine(_folder, "configuration.json"), GatewayRig.Json(1, [], GatewayRig.Panel));
        Directory.CreateDirectory(Path.Combine(_folder, "devices"));
        File.WriteAllBytes(
            Path.Combine(_folder, "devices", "test-gpio-panel.json"),
            JsonSerializer.SerializeToUtf8Bytes(GatewayRig.Profiles.Find("test-gpio-panel")!, EdgeJson.Default.DeviceProfile));
        _host = Build(("Gateway:ProfilesFolder", Path.Combine(_folder, "devices")));
        await _host.StartAsync(_patience.Token);
        var port = await _host.Services.GetRequiredService<StatusServer>().Port.WaitAsync(_patience.Token);
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (!(await client.GetAsync("/health", _patience.Token)).IsSuccessStatusCode || (await LinesAsync(client)).Length == 0)
            await Task.Yield();
        return client;
    }

    private async Task<JsonElement[]> LinesAsync(HttpClient client)
    {
        using var gpio = JsonDocument.Parse(await client.GetStringAsync("/gpio", _patience.Token));
        return [.. gpio.RootElement.EnumerateArray().Select(l => l.Clone())];
    }

    private IHost Build(params (string Key, string Value)[] options)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Project"] = "p1",
            ["Gateway:Id"] = "g1",
            ["Gateway:DataFolder"] = _folder,
            ["Gateway:ProfilesFolder"] = Path.Combine(Root(), "models", "devices"),
            ["Gateway:ConfigurationFile"] = Path.Combine(_folder, "configuration.json"),
            ["Status:Port"] = "0",
        };
        foreach (var (key, value) in options)
            if (value is not null)
                settings[key] = value;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging();
        builder.Services.AddGatewayOptions(builder.Configuration).AddGatewayCore().AddDrivers()
            .AddUplink(builder.Configuration).AddGatewayServices();
        return builder.Build();
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Edge.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
