using System.Text;
using Edge.Core.Drivers;
using Edge.Drivers.Hj212;
using Protocols.Hj212;
using Telemetry.Model;
using TestKit.Drivers;

namespace Edge.Tests.Drivers;

public sealed class Hj212DriverSpecs : DriverContract
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    protected override Task<DriverRig> StartAsync(CancellationToken cancel) => Task.FromResult<DriverRig>(new Hj212Rig());

    [Fact]
    public async Task an_upload_is_read_and_answered_with_9014_and_its_qn()
    {
        await using var rig = new Hj212Rig();

        var batch = await rig.NextAsync(_cancel);
        var answer = await rig.Peer.HearAsync(Hj212Command.DataAnswer);

        Assert.Equal([("pm10", 97.2), ("noise", 62.8)], batch.Select(r => (r.Point.Value, r.Value)));
        Assert.Equal(Hj212Rig.Noon, batch[0].Time);
        Assert.Equal("20261123120000000", answer.Qn);
    }

    [Fact]
    public async Task an_unknown_station_is_answered_with_4_and_a_wrong_password_with_3()
    {
        await using var rig = new Hj212Rig();
        await using var stranger = new Hj212Peer(rig.Clock, "NOBODY");
        await using var impostor = new Hj212Peer(rig.Clock, password: "654321");

        await stranger.DialAsync(rig.HostPort.Port);
        await stranger.UploadAsync(Hj212Rig.Noon, ("LA", Hj212Mark.Normal, 1));
        Assert.Equal(QnRtn.WrongMn, Hj212Answers.QnRtnOf(await stranger.HearAsync(Hj212Command.RequestAnswer)));
        await impostor.DialAsync(rig.HostPort.Port);
        await impostor.UploadAsync(Hj212Rig.Noon, ("LA", Hj212Mark.Normal, 1));
        Assert.Equal(QnRtn.WrongPassword, Hj212Answers.QnRtnOf(await impostor.HearAsync(Hj212Command.RequestAnswer)));

        var batch = await rig.NextAsync(_cancel);
        Assert.Equal(62.8, batch[1].Value);
    }

    [Theory]
    [InlineData(730)]
    [InlineData(-730)]
    public async Task a_clock_two_years_off_is_marked_replaced_by_the_gateways_time_and_set(int days)
    {
        await using var rig = new Hj212Rig();
        rig.Peer.BreakClock(TimeSpan.FromDays(days));
        await rig.Peer.DialAsync(rig.HostPort.Port);

        await rig.Peer.UploadAsync(Hj212Rig.Noon.AddSeconds(-2), ("a34002", Hj212Mark.Normal, 80), ("LA", Hj212Mark.Normal, 60));
        var wrong = await rig.Sink.NextAsync(_cancel);
        await rig.Peer.HearAsync(Hj212Command.SetTime);

        Assert.All(wrong, r => Assert.Equal((Quality.Uncertain, QualityReason.ClockSkew), (r.Quality, r.Reason)));
        Assert.All(wrong, r => Assert.Equal(Hj212Rig.Noon.AddSeconds(-2), r.Time));
        Assert.InRange(rig.Peer.ClockOffset, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        var right = await rig.NextAsync(_cancel);
        Assert.All(right, r => Assert.Equal(Quality.Good, r.Quality));
    }

    [Fact]
    public async Task data_resent_late_keep_their_time_when_the_clock_is_known_to_be_right()
    {
        await using var rig = new Hj212Rig();
        await rig.NextAsync(_cancel);

        var measured = Hj212Rig.Noon.AddMinutes(-7);
        await rig.Peer.SendAsync(Message(Hj212Time.FormatQn(measured, Hj212Time.ChinaStandard), measured, new Hj212Flag(5), "LA-Rtd=55,LA-Flag=N"));
        var late = await rig.Sink.NextAsync(_cancel);

        var noise = Assert.Single(late, r => r.Point.Value == "noise");
        Assert.Equal((measured, Quality.Good), (noise.Time, noise.Quality));
    }

    [Fact]
    public async Task one_upload_sent_twice_is_answered_twice_and_delivered_once()
    {
        await using var rig = new Hj212Rig();
        await rig.NextAsync(_cancel);
        await rig.Peer.HearAsync(Hj212Command.DataAnswer);

        await rig.Peer.UploadAsync(Hj212Rig.Noon, ("a34002", Hj212Mark.Normal, 97.2), ("LA", Hj212Mark.Normal, 62.8));
        await rig.Peer.HearAsync(Hj212Command.DataAnswer);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        var next = await rig.NextAsync(_cancel);

        Assert.Equal(Hj212Rig.Noon.AddSeconds(30), next[0].Time);
    }

    [Fact]
    public async Task garbage_before_a_frame_is_passed_over_and_a_flood_of_it_is_closed()
    {
        await using var rig = new Hj212Rig();
        await rig.Peer.DialAsync(rig.HostPort.Port);
        await rig.Peer.RawAsync(Encoding.ASCII.GetBytes("##9999QN=garbage##0087\r\n\0\xFF"));
        await rig.Peer.UploadAsync(Hj212Rig.Noon, ("a34002", Hj212Mark.Normal, 1), ("LA", Hj212Mark.Normal, 60));
        Assert.Equal(2, (await rig.Sink.NextAsync(_cancel)).Count);

        await using var flood = new Hj212Peer(rig.Clock);
        await flood.DialAsync(rig.HostPort.Port);
        await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < 64; i++)
                await flood.RawAsync(new byte[4096]);
        });

        await Record.ExceptionAsync(flood.ClosedAsync);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await rig.Peer.UploadAsync(rig.Clock.GetUtcNow(), ("a34002", Hj212Mark.Normal, 2), ("LA", Hj212Mark.Normal, 60));
        Assert.Equal(2, (await rig.Sink.NextAsync(_cancel))[0].Value);
    }

    [Fact]
    public async Task half_a_frame_for_ever_is_closed_after_ten_minutes()
    {
        await using var rig = new Hj212Rig();
        await using var half = new Hj212Peer(rig.Clock, "HALF");
        await half.DialAsync(rig.HostPort.Port);
        await half.UploadAsync(Hj212Rig.Noon, ("LA", Hj212Mark.Normal, 1));
        await half.HearAsync(Hj212Command.RequestAnswer);
        await half.RawAsync("##0373QN=2026"u8.ToArray());

        // The patience begins anew with each frame, perhaps only after its answer is here.
        var closed = half.ClosedAsync();
        while (!closed.IsCompleted)
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(10));
            await Task.Yield();
        }

        await closed;
    }

    [Fact]
    public async Task a_station_that_falls_silent_turns_bad()
    {
        await using var rig = new Hj212Rig();
        await rig.NextAsync(_cancel);

        rig.Clock.Advance(TimeSpan.FromSeconds(301));
        var silent = await rig.Sink.NextAsync(_cancel);

        Assert.Equal(2, silent.Count);
        Assert.All(silent, r => Assert.Equal((Quality.Bad, QualityReason.NoAnswer), (r.Quality, r.Reason)));
    }

    [Fact]
    public async Task a_second_listener_hears_the_same_station_and_leaves_without_harm()
    {
        await using var rig = new Hj212Rig();
        var (second, stop) = (new BatchSink(), new CancellationTokenSource());
        var testing = new Hj212Driver(Hj212Rig.Device(), rig.HostPort).ListenAsync(second, stop.Token).AsTask();
        await rig.NextAsync(_cancel);
        Assert.Equal(2, (await second.NextAsync(_cancel)).Count);

        await stop.CancelAsync();
        await Record.ExceptionAsync(() => testing);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(2, (await rig.NextAsync(_cancel)).Count);
        stop.Dispose();
    }

    [Fact]
    public async Task listening_ends_within_a_second_and_closes_the_port()
    {
        await using var rig = new Hj212Rig();
        await rig.NextAsync(_cancel);

        await rig.StopAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(0, rig.HostPort.Port);
    }

    [Fact]
    public async Task a_port_in_use_is_a_device_fault()
    {
        await using var rig = new Hj212Rig();
        await using var second = new Hj212Rig(o => o.Port = rig.HostPort.Port);

        var fault = await Assert.ThrowsAsync<DeviceException>(
            () => second.Driver.ListenAsync(new BatchSink(), _cancel).AsTask());

        Assert.Equal(QualityReason.NoAnswer, fault.Reason);
    }

    protected override Task ExpectFailureAsync(DriverRig rig, CancellationToken cancel) => Task.CompletedTask;

    private static Hj212Message Message(string qn, DateTimeOffset measured, Hj212Flag flag, string values)
    {
        var fields = values.Split(',').Select(v => v.Split('=')).Select(v => new Hj212Field(1, v[0], v[1]));
        var time = new Hj212Field(0, "DataTime", Hj212Time.Format(measured, Hj212Time.ChinaStandard));
        return new Hj212Message(qn, Hj212SystemCode.SiteDust, Hj212Command.RealTime, "123456", "DUST-1", flag, [time, .. fields]);
    }
}
