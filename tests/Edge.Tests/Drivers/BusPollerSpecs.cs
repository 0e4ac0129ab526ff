using System.Threading.Channels;
using Edge.Core.Drivers;
using Edge.Core.Drivers.Polling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Telemetry.Model;
using Telemetry.Model.Profiles;

namespace Edge.Tests.Drivers;

public sealed class BusPollerSpecs : IAsyncDisposable
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly IdleClock _clock;
    private readonly PollingMetrics _metrics = new();
    private readonly PollingOptions _options = new() { SpreadMilliseconds = 0 };
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));
    private readonly BusPoller _bus;
    private readonly Dictionary<string, CollectingSink> _sinks = [];
    private Task _running = Task.CompletedTask;

    public BusPollerSpecs()
    {
        _clock = new IdleClock(_events.Writer);
        _bus = new BusPoller("test", _options, _clock, _metrics, NullLogger<BusPoller>.Instance);
    }

    [Fact]
    public async Task devices_are_served_in_turn_at_their_cadence()
    {
        Add("a", 1000);
        Add("b", 1000);
        Start();

        Assert.Equal(["a/fast", "b/fast"], await ServedAsync(2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a/fast", "b/fast"], await ServedAsync(2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a/fast", "b/fast"], await ServedAsync(2));
    }

    [Fact]
    public async Task a_fast_device_on_a_busy_bus_does_not_starve_a_slow_one()
    {
        var (one, two) = (Add("one", 100), Add("two", 100));
        Add("slow", 1000);
        one.OnRead = two.OnRead = (_, _, _) => Take(250);
        Start();

        // Two devices that each need two and a half of their own periods fill the bus for ever.
        var served = await ServedAsync(23, untilIdle: false);

        Assert.Equal(5, served.Count(s => s == "slow/fast"));
        Assert.Equal(9, served.Count(s => s == "one/fast"));
        Assert.Equal(9, served.Count(s => s == "two/fast"));
    }

    [Fact]
    public async Task after_three_time_outs_a_device_is_left_alone_while_the_others_keep_their_cadence()
    {
        var dead = Add("dead", 1000);
        Add("well", 1000);
        dead.OnRead = ScriptedDriver.Silent;
        Start();

        var asked = new List<string>(await ServedAsync(2));
        for (var second = 1; second <= 6; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            asked.AddRange(await ServedAsync(second < 3 ? 2 : 1));
        }

        Assert.Equal(3, asked.Count(s => s == "dead/fast"));
        Assert.Equal(7, asked.Count(s => s == "well/fast"));
        Assert.Equal(QualityReason.Quarantined, _sinks["dead"].Readings[^1].Reason);
        Assert.All(_sinks["dead"].Readings, r => Assert.Equal(Quality.Bad, r.Quality));
    }

    [Fact]
    public async Task a_quarantined_device_comes_back_after_its_first_answer()
    {
        var device = Add("dead", 1000);
        Add("well", 100_000);
        device.OnRead = ScriptedDriver.Silent;
        Start();
        await ServedAsync(2);
        for (var second = 1; second < 3; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await ServedAsync(1);
        }

        device.OnRead = (_, sink, _) =>
        {
            sink.Add(new Reading(new("load"), _clock.GetUtcNow(), 3));
            return ValueTask.CompletedTask;
        };
        _clock.Advance(TimeSpan.FromSeconds(5));
        await ServedAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await ServedAsync(1);

        Assert.Equal(3, _sinks["dead"].Find(new("load"))!.Value.Value);
        Assert.False(_bus.Devices[0].Health.IsQuarantined);
    }

    [Fact]
    public async Task a_driver_that_hangs_is_cut_off_and_a_driver_with_a_bug_harms_nobody()
    {
        var hanging = Add("hanging", 10_000);
        var broken = Add("broken", 10_000);
        Add("well", 10_000);
        hanging.OnRead = async (_, _, cancel) =>
        {
            var forever = Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancel);
            _clock.Advance(TimeSpan.FromSeconds(5));
            await forever;
        };
        broken.OnRead = (_, _, _) => throw new InvalidOperationException("bug");
        Start();

        Assert.Equal(["hanging/fast", "broken/fast", "well/fast"], await ServedAsync(3));
        Assert.Equal(QualityReason.NoAnswer, _sinks["hanging"].Readings[0].Reason);
        Assert.Equal(QualityReason.Malformed, _sinks["broken"].Readings[0].Reason);
    }

    [Fact]
    public async Task devices_come_and_go_without_disturbing_the_rest()
    {
        Add("a", 1000);
        Start();
        await ServedAsync(1);

        var b = Add("b", 1000);
        Assert.Equal(["b/fast"], await ServedAsync(1));
        var gone = _bus.Devices[1];
        _bus.Remove(gone);
        await gone.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["a/fast"], await ServedAsync(1));
        Assert.True(b.Disposed);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Record.ExceptionAsync(() => _running);
        _metrics.Dispose();
        _stop.Dispose();
    }

    private ScriptedDriver Add(string id, int every)
    {
        var driver = new ScriptedDriver(id, _events.Writer);
        var profile = A.CraneProfile(every, new ProfilePoint("load", "fast"));
        var device = new PolledDevice(A.Binding(profile, A.Device(id)), driver, _sinks[id] = new CollectingSink(), new DeviceHealth(_options));
        _bus.Add(device);
        return driver;
    }

    private ValueTask Take(int milliseconds)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return ValueTask.CompletedTask;
    }

    private void Start() => _running = _bus.RunAsync(_stop.Token);

    // Waits for the reads and then for the loop to go to sleep: only then may a test move the clock.
    private async Task<IReadOnlyList<string>> ServedAsync(int count, bool untilIdle = true)
    {
        var served = new List<string>();
        while (await _events.Reader.ReadAsync(_stop.Token) is var next)
        {
            if (next != IdleClock.Idle)
                served.Add(next);
            if (served.Count >= count && (!untilIdle || next == IdleClock.Idle))
                break;
        }

        return served;
    }

    /// <summary>A clock that tells when the loop sets its alarm, which is when it has nothing left to do.</summary>
    private sealed class IdleClock(ChannelWriter<string> events) : FakeTimeProvider
    {
        public const string Idle = "idle";

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Alarm(base.CreateTimer(callback, state, dueTime, period), events);

        private sealed class Alarm(ITimer timer, ChannelWriter<string> events) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = timer.Change(dueTime, period);
                events.TryWrite(Idle);
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
