using Edge.Core.Drivers.Reporting;
using Edge.Core.Drivers.Binding;
using Edge.Core.Rules;
using Edge.Tests.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Tests.Drivers;

public sealed class DeviceSinkSpecs : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));
    private readonly FakeOutbox _outbox = new();
    private readonly ReportMetrics _metrics = new();
    private readonly DeviceBinding _device = A.Binding(A.CraneProfile(
        points: [new ProfilePoint("load", "fast", Report: new ReportPolicy("change", "10s", 0.5)), new ProfilePoint("wind-speed", "fast", Report: new ReportPolicy("every", "1m"))]));
    private readonly ReportWriter _writer;
    private readonly ScriptedRules _rules = new();
    private readonly DeviceSink _sink;

    public DeviceSinkSpecs()
    {
        _writer = new ReportWriter(_outbox, _metrics, NullLogger<ReportWriter>.Instance);
        _sink = new DeviceSink(_device, _rules, _writer, _metrics, _clock);
    }

    [Fact]
    public async Task one_poll_is_one_report_of_what_is_due()
    {
        Poll(("load", 1), ("wind-speed", 5));
        Poll(("load", 1.2), ("wind-speed", 6));
        Poll(("load", 1.6), ("wind-speed", 7));

        var reports = await AllAsync();

        Assert.Equal([["load", "wind-speed"], ["load"]], reports.Select(r => r.Readings.Select(x => x.Point.Value)));
        Assert.All(reports, r => Assert.Equal(Lane.Live, r.Lane));
        Assert.Equal(7, _sink.Last(new("wind-speed"))!.Value.Value);
    }

    [Fact]
    public async Task rules_see_every_reading_also_those_that_are_not_reported()
    {
        Poll(("load", 1));
        Poll(("load", 1.1));

        await AllAsync();

        Assert.Equal([1, 1.1], _rules.Seen.Select(r => r.Value));
    }

    [Fact]
    public async Task what_an_alarm_takes_along_is_not_reported_again()
    {
        _rules.Edge = true;

        Poll(("load", 1));

        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task late_readings_go_to_the_history_lane_past_rules_and_last_values()
    {
        _sink.Add(new Reading(new("load"), _clock.GetUtcNow().AddSeconds(-61), 9));
        _sink.Add(new Reading(new("wind-speed"), _clock.GetUtcNow(), 3));
        _sink.Complete();

        var reports = await AllAsync();

        Assert.Equal([(Lane.History, 9.0), (Lane.Live, 3.0)], reports.Select(r => (r.Lane, Assert.Single(r.Readings).Value)));
        Assert.Equal("wind-speed", Assert.Single(_rules.Seen).Point.Value);
        Assert.Null(_sink.Last(new("load")));
    }

    [Fact]
    public async Task a_refusing_outbox_loses_what_it_refuses_by_count_and_takes_the_next()
    {
        using var refused = new Counted("edge.reports.refused");
        _outbox.Full = true;
        Poll(("load", 1));
        var running = _writer.RunAsync(TestContext.Current.CancellationToken);
        await refused.FirstAsync(TestContext.Current.CancellationToken);

        _outbox.Full = false;
        Poll(("load", 5));
        var report = await _outbox.NextAsync(TestContext.Current.CancellationToken);
        _writer.Complete();
        await running;

        Assert.Equal(5, Assert.Single(report.Readings).Value);
    }

    public void Dispose() => _metrics.Dispose();

    private void Poll(params (string Point, double Value)[] values)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        foreach (var (point, value) in values)
            _sink.Add(new Reading(new(point), _clock.GetUtcNow(), value));
        _sink.Complete();
    }

    private async Task<List<DeviceReport>> AllAsync()
    {
        _writer.Complete();
        await _writer.RunAsync(TestContext.Current.CancellationToken);
        var reports = new List<DeviceReport>();
        while (_outbox.TryNext(out var report))
            reports.Add(report!);
        return reports;
    }

    private sealed class ScriptedRules : IRuleFeed
    {
        public List<Reading> Seen { get; } = [];

        public bool Edge { get; set; }

        public bool Feed(DeviceBinding device, IReadOnlyList<Reading> batch, long readAt)
        {
            Seen.AddRange(batch);
            return Edge;
        }
    }
}
