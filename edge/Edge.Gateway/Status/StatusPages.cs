using System.Globalization;
using System.Text.Json;
using Edge.Core.Configuration;
using Edge.Core.Outbox;
using Edge.Core.Rules;
using Edge.Core.Status;
using Edge.Core.Uplink;
using Edge.Drivers.Gpio;
using Edge.Gateway.Services;
using Microsoft.Extensions.Options;

namespace Edge.Gateway.Status;

/// <summary><c>/health</c>, <c>/metrics</c>, <c>/gpio</c>; a POST to <c>/gpio/{line}</c> presses a simulated input.</summary>
internal sealed class StatusPages(
    IOptions<GatewayOptions> gateway, GatewayRuntime runtime, LocalRules rules, IOutbox outbox, IEnumerable<IUplink> uplinks,
    SimulatedGpioChip chip, Heartbeat heartbeat, MetricsText metrics, IHostApplicationLifetime lifetime)
    : IStatusPages
{
    /// <summary>The answer to a request.</summary>
    public HttpAnswer Answer(HttpRequest request)
    {
        // A page in a browser on this machine must not reach us under another name.
        if (!request.IsForThisMachine)
            return HttpAnswer.Error(403, "Forbidden");
        return (request.Method, request.Path) switch
        {
            ("GET", "/health") => Health(),
            ("GET", "/metrics") => HttpAnswer.Text(metrics.Write()),
            ("GET", "/gpio") => HttpAnswer.Json(JsonSerializer.Serialize(chip.Snapshot(), GpioJson.Default.IReadOnlyListSimulatedLine)),
            ("POST", ['/', 'g', 'p', 'i', 'o', '/', .. var line]) => Press(line, request),
            ("GET", _) => HttpAnswer.Error(404, "Not Found"),
            _ => HttpAnswer.Error(405, "Method Not Allowed"),
        };
    }

    private HttpAnswer Press(string line, HttpRequest request)
    {
        // The content type makes a browser ask first, and it gets no leave.
        if (!request.Headers.TryGetValue("content-type", out var type) || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return HttpAnswer.Error(415, "Unsupported Media Type");
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || request.Body.Trim() is not ("true" or "false" or "1" or "0"))
            return HttpAnswer.Error(400, "Bad Request");
        return chip.SetInput(number, request.Body.Trim() is "true" or "1")
            ? new HttpAnswer(204, "No Content", "text/plain", "")
            : HttpAnswer.Error(404, "Not Found");
    }

    private HttpAnswer Health()
    {
        var alive = heartbeat.IsAlive && lifetime.ApplicationStarted.IsCancellationRequested;
        var (snapshot, status) = (runtime.Current, outbox.Status);
        var health = new HealthReport(
            alive ? "ok" : "failing", gateway.Value.Project, gateway.Value.Id, GatewayVersion.Text,
            new ConfigurationHealth(snapshot.Version, snapshot.Error),
            [.. uplinks.Select(u => new UplinkHealth(u.GetType().Name, u.IsOnline))],
            new OutboxHealth(
                status.Condition.ToString(), status.Appended,
                [.. status.Lanes.Select(l => new LaneHealth(l.Lane.ToString(), l.Records, l.Bytes, l.Oldest, l.Dropped))]),
            [.. runtime.Devices.OrderBy(d => d.Binding.Id.Value, StringComparer.Ordinal).Select(d => new DeviceHealthReport(
                d.Binding.Id.Value, d.Binding.Configuration.Address, d.State, d.Sink.LastValueAt))],
            [.. rules.Active.Select(a => new ActiveRule(a.Device.Value, a.Rule, a.Level))]);
        return HttpAnswer.Json(JsonSerializer.Serialize(health, HealthJson.Default.HealthReport), alive ? 200 : 503);
    }
}
