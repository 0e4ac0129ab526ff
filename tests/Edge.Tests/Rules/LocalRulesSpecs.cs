using System.Text.Json;
using System.Threading.Channels;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Binding;
using Edge.Core.Drivers.Reporting;
using Edge.Core.Rules;
using Edge.Tests.Drivers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Telemetry.Model.Profiles;
using Telemetry.Model.Rules;

namespace Edge.Tests.Rules;

public sealed class LocalRulesSpecs : IAsyncDisposable
{
    private static readonly RuleDefinition Overload = new(
        "crane-moment", "tower-crane", "力矩超限", "load moment over limit", new RuleMeasure("moment-ratio"),
        [new RuleLevel(1, "above", 100, "%", Clear: 95), new RuleLevel(3, "above", 90, "%", Clear: 88)],
        Actions: [new RuleAction("siren", 1), new RuleAction("beacon", 3)], Source: "JGJ 332-2014 §3.1.1");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));
    private readonly FakeOutbox _outbox = new();
    private readonly ReportMetrics _reportMetrics = new();
    private readonly RuleMetrics _metrics = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));
    private readonly Dictionary<string, SwitchLine> _lines = new() { ["siren"] = new("siren"), ["beacon"] = new("beacon") };
    private readonly DeviceBinding _crane = A.Binding(A.CraneProfile(points: [new ProfilePoint("moment-ratio", "fast"), new ProfilePoint("load", "fast")]));
    private readonly DeviceBinding _panel = A.Binding(
        A.Profile("gpio-panel", "gpio", 50, new ProfilePoint("emergency-stop", "fast")), new("panel", "panel", "", "gpio://simulated"));
    private readonly ReportWriter _writer;
    private readonly LocalRules _rules;
    private readonly Task[] _running;

    public LocalRulesSpecs()
    {
        _writer = new ReportWriter(_outbox, _reportMetrics, NullLogger<ReportWriter>.Instance);
        _rules = new LocalRules(_writer, _metrics, _clock, NullLogger<LocalRules>.Instance);
        _running = [_writer.RunAsync(_stop.Token), _rules.RunAsync(_stop.Token)];
    }

    [Fact]
    public async Task an_overload_sounds_the_siren_and_is_an_event_in_the_alarm_lane_with_its_readings_and_latency()
    {
        await ConfigureAsync(Overload);
        Read(_crane, 96);
        await NextEventAsync();

        var taken = Read(_crane, 104);
        Assert.True(await _lines["siren"].NextAsync(_stop.Token));
        var (report, told) = await NextEventAsync();

        Assert.True(taken);
        Assert.Equal(Lane.Alarm, report.Lane);
        Assert.Equal([104], report.Readings.Select(r => r.Value));
        Assert.Equal("local-rule", told.GetProperty("kind").GetString());
        Assert.Equal("crane-moment", told.GetProperty("rule").GetString());
        Assert.Equal(1, told.GetProperty("level").GetInt32());
        Assert.True(told.GetProperty("active").GetBoolean());
        Assert.Equal("siren", told.GetProperty("outputs")[0].GetProperty("output").GetString());
        Assert.True(told.GetProperty("latencyMs").GetDouble() >= 0);
    }

    [Fact]
    public async Task each_level_drives_its_own_output_and_recovery_switches_off()
    {
        await ConfigureAsync(Overload);

        Read(_crane, 92);
        Assert.True(await _lines["beacon"].NextAsync(_stop.Token));
        Read(_crane, 101);
        Assert.True(await _lines["siren"].NextAsync(_stop.Token));
        Read(_crane, 94);
        Assert.False(await _lines["siren"].NextAsync(_stop.Token));
        Read(_crane, 80);
        Assert.False(await _lines["beacon"].NextAsync(_stop.Token));
    }

    [Fact]
    public async Task a_bad_value_neither_sounds_nor_silences_the_siren()
    {
        await ConfigureAsync(Overload);
        Read(_crane, 101);
        await _lines["siren"].NextAsync(_stop.Token);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var taken = _rules.Feed(_crane, [Reading.Bad(new("moment-ratio"), _clock.GetUtcNow(), QualityReason.NoAnswer)], _clock.GetTimestamp());

        Assert.False(taken);
        Assert.True(_lines["siren"].IsOn);
        Assert.Equal(1, Assert.Single(_rules.Active).Level);
    }

    [Fact]
    public async Task the_emergency_stop_sounds_the_siren_without_any_configured_rule()
    {
        await ConfigureAsync();

        _rules.Feed(_panel, [new Reading(new("emergency-stop"), _clock.GetUtcNow(), 1)], _clock.GetTimestamp());

        Assert.True(await _lines["siren"].NextAsync(_stop.Token));
        Assert.True(await _lines["beacon"].NextAsync(_stop.Token));
    }

    [Fact]
    public async Task an_edited_rule_leaves_the_siren_of_another_on()
    {
        var wind = Overload with { Id = "crane-load", Measure = new RuleMeasure("load"), Levels = [new RuleLevel(1, "above", 5, "t")], Actions = [new RuleAction("beacon", 1)] };
        await ConfigureAsync(Overload, wind);
        Read(_crane, 101);
        await _lines["siren"].NextAsync(_stop.Token);

        await ConfigureAsync(Overload, wind with { Levels = [new RuleLevel(1, "above", 6, "t")] });

        Assert.Contains(_rules.Active, a => a.Rule == "crane-moment");
        Assert.True(await _lines["siren"].NextAsync(_stop.Token));
    }

    [Fact]
    public async Task a_siren_that_does_not_follow_is_driven_again_and_the_event_says_so()
    {
        await ConfigureAsync(Overload);
        _lines["siren"].Broken = true;
        Read(_crane, 101);
        var (_, told) = await NextEventAsync();
        Assert.Contains("burnt", told.GetProperty("error").GetString());

        _lines["siren"].Broken = false;
        _clock.Advance(TimeSpan.FromMilliseconds(1100));

        Assert.True(await _lines["siren"].NextAsync(_stop.Token));
    }

    [Fact]
    public async Task a_full_or_hanging_outbox_does_not_hold_up_the_siren()
    {
        await ConfigureAsync(Overload);
        _outbox.Gate = new TaskCompletionSource().Task;
        for (var i = 0; i < ReportWriter.Capacity + 10; i++)
            _writer.TryPost(new DeviceReport(_crane.Id, [], Lane.Alarm));

        Read(_crane, 101);

        Assert.True(await _lines["siren"].NextAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (var task in _running)
            await Record.ExceptionAsync(() => task);
        _rules.Dispose();
        _metrics.Dispose();
        _reportMetrics.Dispose();
        _stop.Dispose();
    }

    private ValueTask ConfigureAsync(params RuleDefinition[] rules) =>
        _rules.ConfigureAsync(rules, [_crane, _panel], [.. _lines.Values], _stop.Token);

    private bool Read(DeviceBinding device, double ratio)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        return _rules.Feed(device, [new Reading(new("moment-ratio"), _clock.GetUtcNow(), ratio)], _clock.GetTimestamp());
    }

    private async Task<(DeviceReport Report, JsonElement Event)> NextEventAsync()
    {
        var report = await _outbox.NextEventAsync(_stop.Token);
        return (report, JsonDocument.Parse(report.Event!).RootElement);
    }

    private sealed class SwitchLine(string point) : IOutputLine
    {
        private readonly Channel<bool> _switched = Channel.CreateUnbounded<bool>();

        public DeviceId Device => new("panel");

        public PointId Point => new(point);

        public bool IsOn { get; private set; }

        public bool Broken { get; set; }

        public ValueTask SetAsync(bool on, CancellationToken cancel)
        {
            if (Broken)
                throw new DeviceException(QualityReason.DeviceException, "the relay is burnt");

            // Lines are driven to their state once after each configuration; only what a test waits for is told.
            if (on || IsOn)
                _switched.Writer.TryWrite(on);
            IsOn = on;
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> NextAsync(CancellationToken cancel) => _switched.Reader.ReadAsync(cancel);
    }
}
