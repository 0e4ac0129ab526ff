using Protocols.Hj212;
using Protocols.Hj212.Exchanges;

namespace Protocols.Tests.Hj212;

public sealed class Hj212ExchangeSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 0, 30, 5, TimeSpan.Zero);
    private readonly Hj212Pair _pair = new();

    [Fact]
    public void an_upload_is_answered_with_its_qn_and_delivered_once()
    {
        var upload = _pair.Upload(_pair.Dust(Now));
        _pair.Run(Now);

        Assert.Equal(Hj212SendingState.Done, upload.State);
        Assert.Equal(["2011", "9014"], _pair.Log);
        var report = Assert.Single(_pair.Reports);
        Assert.True(report.TryGet("a34002", "Rtd", out var value, out _));
        Assert.Equal(97.2, value);
    }

    [Fact]
    public void an_upload_without_answer_goes_and_is_done()
    {
        var upload = _pair.Station.Upload(Hj212Command.RealTime, _pair.Dust(Now), Now, _pair.FromStation, wantsAnswer: false);
        _pair.Run(Now);

        Assert.Equal(Hj212SendingState.Done, upload!.State);
        Assert.Equal(["2011"], _pair.Log);
        Assert.Single(_pair.Reports);
    }

    [Fact]
    public void a_lost_answer_makes_a_resend_that_is_answered_but_not_delivered_again()
    {
        _pair.DropToStation = 1;
        var upload = _pair.Upload(_pair.Dust(Now));
        _pair.Run(Now);

        Assert.Equal(Now.AddSeconds(10), _pair.Station.Deadline);
        _pair.Run(Now.AddSeconds(9.9));
        Assert.Equal(Hj212SendingState.AwaitingAnswer, upload.State);
        _pair.Run(Now.AddSeconds(10));

        Assert.Equal((Hj212SendingState.Done, 1), (upload.State, upload.Resends));
        Assert.Equal(["2011", "9014", "2011", "9014"], _pair.Log);
        Assert.Single(_pair.Reports);
        Assert.Equal(1, _pair.Duplicates);
    }

    [Fact]
    public void an_upload_that_nobody_answers_is_resent_three_times_and_then_the_link_is_down()
    {
        _pair.DropToHost = int.MaxValue;
        var upload = _pair.Upload(_pair.Dust(Now));
        var second = _pair.Upload(_pair.Dust(Now.AddSeconds(30)));
        for (var seconds = 0; seconds <= 40; seconds += 10)
            _pair.Run(Now.AddSeconds(seconds));

        Assert.Equal((Hj212SendingState.Unanswered, 3), (upload.State, upload.Resends));
        Assert.Equal(Hj212SendingState.Unanswered, second.State);
        Assert.True(_pair.LinkDown);
        Assert.Equal(4, _pair.Log.Count);
        Assert.Null(_pair.Station.Deadline);
    }

    [Fact]
    public void a_long_upload_is_answered_part_by_part_and_delivered_whole()
    {
        var area = new Hj212Area().Add("DataTime", Now, Hj212Time.ChinaStandard);
        for (var i = 0; i < 100; i++)
            area.Factor($"a{34000 + i}", Hj212Mark.Normal, ("Rtd", i));
        var upload = _pair.Upload(area.Build());
        _pair.Run(Now);

        Assert.Equal(Hj212SendingState.Done, upload.State);
        Assert.True(upload.Parts.Count > 2);
        Assert.Equal(upload.Parts.Count, _pair.Log.Count(l => l == "9014"));
        Assert.Equal(100, Assert.Single(_pair.Reports).Factors.Count);
    }

    [Fact]
    public void a_part_that_never_comes_is_reported_after_sixty_seconds()
    {
        Hj212Parts.TrySplit(
            Hj212Vectors.Message(Hj212Vectors.SiteDust) with { Fields = [.. Enumerable.Range(0, 90).Select(i => new Hj212Field(i, i == 0 ? "DataTime" : $"a{i}-Rtd", "20260315083000"))] },
            null, out var parts);
        _pair.Host.Receive(new Hj212Packet(parts[0]), Now, _pair.FromHost);
        _pair.FromHost.Clear();

        Assert.Equal(Now.AddSeconds(60), _pair.Host.Deadline);
        _pair.Host.Tick(Now.AddSeconds(60), _pair.FromHost);

        Assert.Equal(Hj212Fault.PartTimeout, Assert.Single(_pair.FromHost.Rejected).Fault);
    }

    [Fact]
    public void calibration_runs_1013_9013_1012_9011_9012_and_sets_the_clock()
    {
        _pair.Station.Settings.ClockOffset = TimeSpan.FromDays(-730);
        _pair.Station.AskTime(null, Now, _pair.FromStation);
        _pair.Run(Now);

        Assert.Equal(["1013", "9013", "1012", "9011", "9012"], _pair.Log);
        Assert.Equal(Now, _pair.ClockSet!.Time);
        Assert.Null(_pair.ClockSet.PolId);
        Assert.Equal(TimeSpan.Zero, _pair.Station.Settings.ClockOffset);
    }

    [Fact]
    public void calibration_of_an_instrument_names_it_and_leaves_the_logger_alone()
    {
        _pair.Station.Settings.ClockOffset = TimeSpan.FromHours(1);
        _pair.Station.AskTime("a34002", Now, _pair.FromStation);
        _pair.Run(Now);

        Assert.Equal("a34002", _pair.ClockSet!.PolId);
        Assert.Equal(TimeSpan.FromHours(1), _pair.Station.Settings.ClockOffset);
    }

    [Fact]
    public void a_clock_that_runs_ahead_is_refused_and_put_right()
    {
        _pair.Station.Settings.ClockOffset = TimeSpan.FromMinutes(11);
        _pair.Upload(_pair.Dust(_pair.Station.ClockOf(Now)));
        _pair.Run(Now);

        Assert.Empty(_pair.Reports);
        Assert.Contains(_pair.Rejected, r => r.Fault == Hj212Fault.FutureTime);
        Assert.Equal(TimeSpan.Zero, _pair.Station.Settings.ClockOffset);
        Assert.Contains("1012", _pair.Log);
    }

    [Fact]
    public void a_clock_that_runs_ahead_is_delivered_marked_where_that_is_wanted()
    {
        _pair.Host.Station = _pair.Host.Station with { TakeAhead = true };
        _pair.Upload(_pair.Dust(Now.AddMinutes(11)));
        _pair.Run(Now);

        Assert.True(Assert.Single(_pair.Reports).IsAhead);
    }

    [Fact]
    public void the_first_connection_sets_everything_in_order()
    {
        _pair.Host.Greet(new Hj212Greeting(true, (5, 2), 60, 15, RealTime: true, EquipmentState: false), Now, _pair.FromHost);
        _pair.Run(Now);

        Assert.Equal(
            ["1012", "9011", "9012", "1000", "9011", "9012", "1062", "9011", "9012", "1064", "9011", "9012", "2011", "9011", "9012", "2022", "9013"],
            _pair.Log);
        var settings = _pair.Station.Settings;
        Assert.Equal((TimeSpan.FromSeconds(5), 2, 60, 15), (settings.Timing.OverTime, settings.Timing.ReCount, settings.RealTimeInterval, settings.MinuteInterval));
        Assert.Equal((true, false), (settings.RealTime, settings.EquipmentState));
    }

    [Fact]
    public void history_comes_as_data_between_9011_and_9012()
    {
        _pair.History = [_pair.Statistics(Now.AddHours(-2)), _pair.Statistics(Now.AddHours(-1))];
        var request = _pair.Host.AskHistory(Hj212Command.HourData, Now.AddHours(-2), Now, Now, _pair.FromHost);
        _pair.Run(Now);

        Assert.Equal(["2061", "9011", "2061", "2061", "9012"], _pair.Log);
        Assert.Equal((Hj212RequestState.Done, ExeRtn.Success, 2), (request.State, request.Outcome, request.Data.Count));
        Assert.Equal(2, _pair.Reports.Count);
        Assert.Equal(Now.AddHours(-2), _pair.Asked!.Value.Begin);
    }

    [Fact]
    public void a_request_without_data_says_so()
    {
        var request = _pair.Host.AskHistory(Hj212Command.MinuteData, Now.AddHours(-2), Now, Now, _pair.FromHost);
        _pair.Run(Now);

        Assert.Equal((Hj212RequestState.Done, ExeRtn.NoData), (request.State, request.Outcome));
    }

    [Fact]
    public void backfill_carries_rf_from_2025_on()
    {
        var late = new Hj212Pair(Hj212Edition.Edition2025);
        late.Station.Upload(Hj212Command.RealTime, late.Dust(Now.AddHours(-1)), Now, late.FromStation, isBackfill: true);
        late.Run(Now);
        _pair.Station.Upload(Hj212Command.RealTime, _pair.Dust(Now.AddHours(-1)), Now, _pair.FromStation, isBackfill: true);
        _pair.Run(Now);

        Assert.True(Assert.Single(late.Reports).IsBackfill);
        Assert.False(Assert.Single(_pair.Reports).IsBackfill);
    }

    [Fact]
    public void a_heartbeat_is_answered_by_9013()
    {
        var pair = new Hj212Pair(Hj212Edition.Edition2025);
        var beat = pair.Station.Heartbeat(Now, pair.FromStation);
        pair.Run(Now);

        Assert.Equal(["9015", "9013"], pair.Log);
        Assert.Equal(Hj212SendingState.Done, beat.State);
        Assert.Equal(Now, pair.Host.LastHeard);
    }

    [Fact]
    public void a_new_key_is_asked_for_set_and_used()
    {
        var pair = new Hj212Pair(Hj212Edition.Edition2025) { Key = "0000000000000000"u8.ToArray() };
        pair.Station.AskKey(Now, pair.FromStation);
        pair.Run(Now);
        var request = pair.Host.SetKey("msbE74gsiSHSEh5e"u8, Now, pair.FromHost);
        pair.Run(Now);
        Assert.Equal(ExeRtn.Success, request.Outcome);
        Assert.Equal("msbE74gsiSHSEh5e"u8.ToArray(), pair.Key);

        pair.Upload(pair.Dust(Now));
        pair.Run(Now);

        Assert.Equal(["1014", "9013", "1014", "9011", "9012", "2011", "9014"], pair.Log);
        Assert.Single(pair.Reports);
        Assert.Equal(2, pair.Encrypted); // the 1014 that sets the key and the upload
    }
}
