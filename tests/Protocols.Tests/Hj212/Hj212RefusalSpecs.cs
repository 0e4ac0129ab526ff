using Protocols.Hj212;
using Protocols.Hj212.Exchanges;

namespace Protocols.Tests.Hj212;

public sealed class Hj212RefusalSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 0, 30, 5, TimeSpan.Zero);
    private readonly Hj212Pair _pair = new();

    [Fact]
    public void an_unknown_station_is_told_so()
    {
        var answer = Hj212HostSession.RefuseUnknown(Hj212Vectors.Message(Hj212Vectors.FieldDust));

        Assert.Equal(QnRtn.WrongMn, Hj212Answers.QnRtnOf(answer));
        Assert.Equal(("20191018104952418", 91, "ZX00001"), (answer.Qn, answer.SystemCode, answer.Mn));
    }

    [Theory]
    [InlineData("PW=123456", "PW=654321", Hj212Fault.WrongPassword, QnRtn.WrongPassword)]
    [InlineData("MN=0100", "MN=0200", Hj212Fault.UnknownStation, QnRtn.WrongMn)]
    [InlineData("ST=39", "ST=22", Hj212Fault.WrongSystem, QnRtn.WrongSt)]
    [InlineData("Flag=5", "Flag=9", Hj212Fault.WrongEdition, QnRtn.WrongFlag)]
    [InlineData("CN=2011", "CN=2012", Hj212Fault.UnknownCommand, QnRtn.WrongCn)] // only the upper computer sends it
    [InlineData("CN=2011", "CN=4711", Hj212Fault.UnknownCommand, QnRtn.WrongCn)]
    [InlineData(",a34002-Flag=N", "", Hj212Fault.MissingMark, QnRtn.Refused)]
    [InlineData("DataTime=20260315083000;", "", Hj212Fault.MissingDataTime, QnRtn.Refused)]
    public void what_does_not_fit_the_station_is_refused_counted_and_answered(string good, string bad, Hj212Fault fault, QnRtn answer)
    {
        var data = Hj212Vectors.SiteDust[6..^6].Replace(good, bad, StringComparison.Ordinal);
        var message = Hj212Vectors.Message(Hj212Vectors.Frame(data));

        _pair.Host.Receive(new Hj212Packet(message), Now, _pair.FromHost);

        Assert.Equal(fault, Assert.Single(_pair.FromHost.Rejected).Fault);
        Assert.Empty(_pair.FromHost.Reports);
        var sent = Assert.Single(_pair.FromHost.Send);
        Assert.Equal((Hj212Command.RequestAnswer, answer), (sent.Command, Hj212Answers.QnRtnOf(sent)));
    }

    [Fact]
    public void a_deviation_that_the_profile_does_not_name_is_refused_and_one_that_it_names_is_counted()
    {
        var packet = new Hj212Packet(Hj212Vectors.Message(Hj212Vectors.SiteDust), Hj212Tolerances.CrcModbus);
        _pair.Host.Receive(packet, Now, _pair.FromHost);
        Assert.Equal(Hj212Fault.NotTolerated, Assert.Single(_pair.FromHost.Rejected).Fault);
        _pair.FromHost.Clear();

        _pair.Host.Station = _pair.Host.Station with { Rules = new Hj212Rules(Tolerances: Hj212Tolerances.CrcModbus) };
        _pair.Host.Receive(packet, Now, _pair.FromHost);

        Assert.Single(_pair.FromHost.Reports);
        Assert.Equal(Hj212Tolerances.CrcModbus, _pair.FromHost.Tolerated);
    }

    [Fact]
    public void a_station_that_must_encrypt_is_not_read_in_clear()
    {
        var pair = new Hj212Pair(Hj212Edition.Edition2025);
        pair.Host.Station = pair.Host.Station with { MustEncrypt = true };
        pair.Upload(pair.Dust(Now));
        pair.Run(Now);

        Assert.Empty(pair.Reports);
        Assert.Contains(pair.Rejected, r => r.Fault == Hj212Fault.NotEncrypted);
    }

    [Fact]
    public void an_answer_to_nothing_is_counted_and_harms_nothing()
    {
        var stray = Hj212Answers.ToData(Hj212Vectors.Message(Hj212Vectors.SiteDust));
        _pair.Station.Receive(new Hj212Packet(stray), Now, _pair.FromStation);
        _pair.Host.Receive(new Hj212Packet(stray), Now, _pair.FromHost);

        Assert.Equal(Hj212Fault.UnexpectedAnswer, Assert.Single(_pair.FromStation.Rejected).Fault);
        Assert.Equal(Hj212Fault.UnexpectedAnswer, Assert.Single(_pair.FromHost.Rejected).Fault);
        Assert.Empty(_pair.FromHost.Send);
    }

    [Fact]
    public void a_station_that_asks_for_the_time_without_end_fills_no_queue()
    {
        var notice = Hj212Vectors.Message(Hj212Vectors.SiteDust) with { Command = Hj212Command.AskTime, Fields = [] };
        var source = new Hj212QnSource(Hj212Time.ChinaStandard);
        for (var i = 0; i < 1000; i++)
            _pair.Host.Receive(new Hj212Packet(notice with { Qn = source.Next(Now) }), Now, _pair.FromHost);
        Assert.Equal(1000, _pair.FromHost.Send.Count(m => m.Command == Hj212Command.NoticeAnswer));

        _pair.Run(Now);

        Assert.Equal(16, _pair.Log.Count(cn => cn == "1012"));
    }

    [Theory]
    [InlineData("PW=123456", "PW=654321", QnRtn.WrongPassword)]
    [InlineData("MN=0100", "MN=0200", QnRtn.WrongMn)]
    [InlineData("ST=39", "ST=22", QnRtn.WrongSt)]
    [InlineData("Flag=5", "Flag=9", QnRtn.WrongFlag)]
    [InlineData("CN=1012", "CN=1013", QnRtn.WrongCn)] // only the station sends it
    [InlineData("CN=1012", "CN=1014", QnRtn.WrongCn)] // not in 2017
    public void a_station_refuses_a_request_that_is_not_for_it(string good, string bad, QnRtn answer)
    {
        var data = Hj212Vectors.SetTime[6..^6].Replace(good, bad, StringComparison.Ordinal);

        _pair.Station.Receive(new Hj212Packet(Hj212Vectors.Message(Hj212Vectors.Frame(data))), Now, _pair.FromStation);

        Assert.Equal(answer, Hj212Answers.QnRtnOf(Assert.Single(_pair.FromStation.Send)));
        Assert.Null(_pair.FromStation.ClockSet);
    }

    [Fact]
    public void a_refused_request_ends_and_the_next_one_runs()
    {
        var first = _pair.Host.Request(Hj212Command.AskTime, [], Now, _pair.FromHost); // a station does not execute 1013
        var second = _pair.Host.Request(Hj212Command.Time, [], Now, _pair.FromHost);
        _pair.Run(Now);

        Assert.Equal((Hj212RequestState.Refused, QnRtn.WrongCn), (first.State, first.Answer));
        Assert.Equal((Hj212RequestState.Done, "20260315083005"), (second.State, second.Data[0]["SystemTime"]));
    }

    [Theory]
    [InlineData(Hj212Command.SetRealTimeInterval, "RtdInterval", "29")]
    [InlineData(Hj212Command.SetRealTimeInterval, "RtdInterval", "3601")]
    [InlineData(Hj212Command.SetMinuteInterval, "MinInterval", "7")]
    [InlineData(Hj212Command.SetMinuteInterval, "MinInterval", "x")]
    [InlineData(Hj212Command.SetPassword, "NewPW", "1234567")]
    [InlineData(Hj212Command.SetTime, "SystemTime", "20261301000000")]
    [InlineData(Hj212Command.SampleNow, "PolId", "a34002")] // this instrument cannot
    public void a_condition_out_of_range_is_exertn_3(Hj212Command command, string name, string value)
    {
        var request = _pair.Host.Request(command, new Hj212Area().Add(name, value).Build(), Now, _pair.FromHost);
        _pair.Run(Now);

        Assert.Equal((Hj212RequestState.Done, ExeRtn.BadCondition), (request.State, request.Outcome));
    }

    [Fact]
    public void a_request_that_nobody_answers_is_resent_with_its_qn_and_then_the_link_is_down()
    {
        _pair.DropToStation = int.MaxValue;
        var request = _pair.Host.Request(Hj212Command.Time, [], Now, _pair.FromHost);
        for (var seconds = 0; seconds <= 40; seconds += 10)
            _pair.Run(Now.AddSeconds(seconds));

        Assert.Equal((Hj212RequestState.LinkDown, 3), (request.State, request.Resends));
        Assert.Equal(["1011", "1011", "1011", "1011"], _pair.Log);
        Assert.True(_pair.LinkDown);
    }

    [Fact]
    public void a_lost_answer_makes_a_resend_that_is_executed_once()
    {
        _pair.DropToHost = 2; // 9011 and 9012
        var request = _pair.Host.Request(Hj212Command.SetPassword, new Hj212Area().Add("NewPW", "abcdef").Build(), Now, _pair.FromHost);
        _pair.Run(Now);
        Assert.Equal(Hj212RequestState.AwaitingAnswer, request.State);
        _pair.Run(Now.AddSeconds(10));

        Assert.Equal((Hj212RequestState.Done, ExeRtn.Success), (request.State, request.Outcome));
        Assert.Equal("abcdef", _pair.Station.Settings.Password);
        Assert.Equal(1, _pair.Duplicates);
        Assert.Single(_pair.Executed);
    }

    [Fact]
    public void an_execution_that_never_ends_times_out_and_is_not_repeated()
    {
        var request = _pair.Host.Request(Hj212Command.Time, [], Now, _pair.FromHost);
        _pair.FromHost.Clear();
        _pair.Host.Receive(new Hj212Packet(Hj212Answers.ToRequest(request.Message, QnRtn.Ready)), Now, _pair.FromHost);
        Assert.Equal(Now.AddSeconds(60), request.Deadline);

        _pair.Host.Tick(Now.AddSeconds(60), _pair.FromHost);

        Assert.Equal(Hj212RequestState.ExecutionTimeout, request.State);
        Assert.Empty(_pair.FromHost.Send);
        Assert.False(_pair.FromHost.LinkDown);
    }

    [Fact]
    public void in_2005_the_qn_of_an_answer_stands_in_the_data_area()
    {
        var pair = new Hj212Pair(Hj212Edition.Edition2005);
        var request = pair.Host.Request(Hj212Command.Time, [], Now, pair.FromHost);
        pair.Run(Now);

        Assert.Equal((Hj212RequestState.Done, ExeRtn.Success), (request.State, request.Outcome));
        var answer = Hj212Answers.ToRequest(request.Message, QnRtn.Ready);
        Assert.Equal(("", request.Message.Qn), (answer.Qn, answer["QN"]));
    }

    [Fact]
    public void a_lost_connection_ends_what_was_under_way()
    {
        var upload = _pair.Upload(_pair.Dust(Now));
        var request = _pair.Host.Request(Hj212Command.Time, [], Now, _pair.FromHost);

        _pair.Station.Disconnected();
        _pair.Host.Disconnected();

        Assert.Equal(Hj212SendingState.Unanswered, upload.State);
        Assert.Equal(Hj212RequestState.LinkDown, request.State);
        Assert.Equal((0, null, null), (_pair.Station.Pending, _pair.Station.Deadline, _pair.Host.Deadline));
    }
}
