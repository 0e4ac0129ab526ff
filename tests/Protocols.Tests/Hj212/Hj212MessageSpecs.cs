using System.Buffers;
using System.Text;
using Protocols.Hj212;

namespace Protocols.Tests.Hj212;

public sealed class Hj212MessageSpecs
{
    private static readonly Hj212Rules Strict = new();
    private static readonly TimeSpan Zone = Hj212Time.ChinaStandard;
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 0, 30, 5, TimeSpan.Zero); // 08:30:05 on site

    [Theory]
    [MemberData(nameof(Hj212Vectors.Good), MemberType = typeof(Hj212Vectors))]
    public void every_vector_is_written_back_byte_by_byte(string name, string frame, string modbus)
    {
        var message = Hj212Vectors.Message(frame, Strict);

        Assert.Equal(frame, Encoding.UTF8.GetString(Hj212Writer.ToBytes(message)));
        Assert.NotEmpty(name + modbus);
    }

    [Fact]
    public void every_command_and_edition_round_trips()
    {
        foreach (var info in Hj212Commands.All)
        {
            foreach (var edition in Enum.GetValues<Hj212Edition>())
            {
                var area = new Hj212Area();
                foreach (var field in info.Fields)
                    area.Add(field.Replace("x-", "a34002-").Replace("SBn", "SB1"), "1");
                var sent = new Hj212Message(
                    "20260315083000123", 39, info.Command, "123456", "ZX00001", Hj212Flag.Of(edition, true, true), area.Build(), 2, 1,
                    edition == Hj212Edition.Edition2025);

                var back = Hj212Vectors.Message(Encoding.UTF8.GetString(Hj212Writer.ToBytes(sent)), new Hj212Rules(edition));

                Assert.Equal(sent with { Fields = [] }, back with { Fields = [] });
                Assert.Equal(sent.Fields, back.Fields);
            }
        }
    }

    [Fact]
    public void chinese_text_is_counted_in_bytes()
    {
        var sent = new Hj212Message(
            "20260315083000123", 39, Hj212Command.StationInfo, "123456", "ZX00001", Hj212Flag.Of(Hj212Edition.Edition2017, false),
            new Hj212Area().Add("i11001-Info", "//清洗;管路,完成//").Build());

        var frame = Hj212Writer.ToBytes(sent);

        Assert.Equal(frame.Length - 12, int.Parse(Encoding.ASCII.GetString(frame, 2, 4)));
        Assert.Equal("//清洗;管路,完成//", Hj212Vectors.Message(Encoding.UTF8.GetString(frame), Strict)["i11001-Info"]);
    }

    [Theory]
    [InlineData("a;b")]
    [InlineData("a,b")]
    [InlineData("a&&b")]
    [InlineData("a\r\n##0010")]
    public void a_value_that_would_break_the_frame_is_not_written(string value)
    {
        var message = Hj212Vectors.Message(Hj212Vectors.DataAnswer) with { Fields = [new Hj212Field(0, "X", value)] };
        var buffer = new ArrayBufferWriter<byte>();

        Assert.Equal(OperationStatus.InvalidData, Hj212Writer.TryWrite(message, buffer, out var fault));
        Assert.Equal((Hj212Fault.BadField, 0), (fault, buffer.WrittenCount));
    }

    [Fact]
    public void what_an_edition_does_not_know_is_not_written()
    {
        var message = Hj212Vectors.Message(Hj212Vectors.SiteDust);

        Assert.Throws<ArgumentException>(() => Hj212Writer.ToBytes(message with { IsBackfill = true })); // RF before 2025
        Assert.Throws<ArgumentException>(() => Hj212Writer.ToBytes(message with { Mn = "ZX;CN=1072" }));
        Assert.Throws<ArgumentException>(() => Hj212Writer.ToBytes(message with { Password = "1234567" }));
        Assert.Throws<ArgumentException>(() => Hj212Writer.ToBytes(message with { PartCount = 2, PartNumber = 1 })); // Flag says one
        Assert.Throws<ArgumentException>(() => Hj212Writer.ToBytes(message with { Fields = [new Hj212Field(0, "X", new string('1', 950))] }));
    }

    [Fact]
    public void a_report_holds_values_marks_and_utc_time()
    {
        var report = Report(Hj212Vectors.SiteDust);

        Assert.Equal(new DateTimeOffset(2026, 3, 15, 0, 30, 0, TimeSpan.Zero), report.DataTime);
        Assert.Equal(9, report.Factors.Count);
        Assert.True(report.TryGet("a34002", "Rtd", out var value, out var mark));
        Assert.Equal((97.2, Hj212Mark.Normal), (value, mark));
        Assert.True(report.TryGet("LA", "Rtd", out value, out _));
        Assert.Equal(62.8, value);
        Assert.False(report.TryGet("a34002", "Avg", out _, out _));
        Assert.False(report.TryGet("a99999", "Rtd", out _, out _));
        Assert.False(report.IsAhead);
    }

    [Fact]
    public void an_hour_report_holds_minimum_mean_maximum_and_sum()
    {
        var report = Report(Area("DataTime=20260315080000;a34002-Min=1,a34002-Avg=2.5,a34002-Max=4,a34002-Cou=150,a34002-Flag=T", 2061));

        foreach (var (field, expected) in new[] { ("Min", 1), ("Avg", 2.5), ("Max", 4), ("Cou", 150) })
        {
            Assert.True(report.TryGet("a34002", field, out var value, out var mark));
            Assert.Equal((expected, Hj212Mark.OverRange), (value, mark));
        }
    }

    [Theory]
    [InlineData("---")]
    [InlineData("")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("1.2.3")]
    public void a_value_that_is_no_number_is_marked_not_dropped(string text)
    {
        var report = Report(Area($"DataTime=20260315083000;a34002-Rtd={text},a34002-Flag=D;LA-Rtd=60,LA-Flag=N"));

        Assert.True(report.TryGet("a34002", "Rtd", out var value, out var mark));
        Assert.Equal((double.NaN, Hj212Mark.Fault), (value, mark));
        Assert.True(report.TryGet("LA", "Rtd", out value, out _));
        Assert.Equal(60, value);
    }

    [Theory]
    [InlineData("a34002-Rtd=1,a34002-Flag=N", Hj212Fault.MissingDataTime)]
    [InlineData("DataTime=20260230083000;a34002-Rtd=1,a34002-Flag=N", Hj212Fault.BadField)] // 30 February
    [InlineData("DataTime=2026031508300;a34002-Rtd=1,a34002-Flag=N", Hj212Fault.BadField)]
    [InlineData("DataTime=20260315083000;a34002-Rtd=1,a34002-Rtd=2,a34002-Flag=N", Hj212Fault.DuplicateField)]
    [InlineData("DataTime=20260315083000;a34002-Rtd=1,a34002-Flag=N,a34002-Flag=D", Hj212Fault.DuplicateField)]
    [InlineData("DataTime=20260315083000;a34002-Rtd=1", Hj212Fault.MissingMark)]
    [InlineData("DataTime=20260315083000;a34002-Rtd=1,a34002-Flag=N,a34002-SampleTime=x", Hj212Fault.BadField)]
    public void a_broken_report_has_a_typed_reason(string area, Hj212Fault expected)
    {
        var status = Hj212Report.TryRead(Hj212Vectors.Message(Area(area)), Strict, Zone, Now, out _, out var fault, out _);

        Assert.Equal((OperationStatus.InvalidData, expected), (status, fault));
    }

    [Fact]
    public void a_missing_mark_reads_as_normal_where_it_is_tolerated()
    {
        var message = Hj212Vectors.Message(Area("DataTime=20260315083000;a34002-Rtd=1"));

        Hj212Report.TryRead(message, new Hj212Rules(Tolerances: Hj212Tolerances.MissingFlag), Zone, Now, out var report, out _, out var used);

        Assert.Equal(Hj212Mark.Normal, report!.Factors[0].Mark);
        Assert.Equal(Hj212Tolerances.MissingFlag, used);
    }

    [Fact]
    public void a_letter_that_is_no_mark_is_not_taken_for_normal() =>
        Assert.Equal(Hj212Mark.None, Report(Area("DataTime=20260315083000;a34002-Rtd=1,a34002-Flag=X")).Factors[0].Mark);

    [Fact]
    public void a_clock_more_than_ten_minutes_ahead_is_seen()
    {
        Assert.False(Report(Area("DataTime=20260315084005;a34002-Rtd=1,a34002-Flag=N")).IsAhead);
        Assert.True(Report(Area("DataTime=20260315084006;a34002-Rtd=1,a34002-Flag=N")).IsAhead);
    }

    [Fact]
    public void equipment_states_need_no_mark()
    {
        Assert.True(Report(Area("DataTime=20260315083000;SB1-RS=1;SB2-RS=0", 2021)).TryGet("SB2", "RS", out var value, out _));
        Assert.Equal(0, value);
    }

    [Fact]
    public void qns_never_repeat_and_follow_a_clock_that_is_set_back()
    {
        var source = new Hj212QnSource(Zone);
        var burst = Enumerable.Range(0, 2000).Select(_ => source.Next(Now)).ToHashSet();

        Assert.Equal(2000, burst.Count);
        Assert.Contains("20260315083005000", burst);
        Assert.Equal("20240315083005000", source.Next(Now.AddYears(-2)));
    }

    [Fact]
    public void numbers_have_at_most_three_decimals_and_no_exponent()
    {
        Assert.Equal("97.2", Hj212Area.Format(97.2));
        Assert.Equal("0.333", Hj212Area.Format(1d / 3));
        Assert.Equal("123456789", Hj212Area.Format(123456789));
        Assert.Equal("-1.5", Hj212Area.Format(-1.5));
    }

    private static string Area(string area, int command = 2011) =>
        Hj212Vectors.Frame($"QN=20260315083000123;ST=39;CN={command};PW=123456;MN=ZX00001;Flag=4;CP=&&{area}&&");

    private static Hj212Report Report(string frame)
    {
        Hj212Report.TryRead(Hj212Vectors.Message(frame), Strict, Zone, Now, out var report, out var fault, out _);
        Assert.Equal(Hj212Fault.None, fault);
        return report!;
    }
}
