using System.Buffers;
using Protocols.Hj212;

namespace Protocols.Tests.Hj212;

public sealed class Hj212PartsSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 0, 30, 5, TimeSpan.Zero);

    [Fact]
    public void a_message_that_fits_is_left_alone()
    {
        var message = Long(5);

        Assert.Equal(Hj212Fault.None, Hj212Parts.TrySplit(message, null, out var parts));
        Assert.Same(message, Assert.Single(parts));
    }

    [Theory]
    [InlineData(Hj212Edition.Edition2017, 200)]
    [InlineData(Hj212Edition.Edition2025, 100)]
    public void a_long_message_travels_in_parts_and_comes_back_whole_in_any_order(Hj212Edition edition, int factors)
    {
        var message = Long(factors, edition);
        var source = new Hj212QnSource(Hj212Time.ChinaStandard);
        Hj212Parts.TrySplit(message, () => source.Next(Now), out var parts);
        Assert.True(parts.Count > 3);
        Assert.Equal(parts.Count, parts.Select(p => p.Qn).Distinct().Count());
        var read = parts.Select(p =>
        {
            var frame = Hj212Writer.ToBytes(p);
            Assert.InRange(frame.Length, 0, 1024 + 12);
            var back = Hj212Vectors.Message(System.Text.Encoding.UTF8.GetString(frame), new Hj212Rules(edition));
            Assert.Equal(message["DataTime"], back["DataTime"]);
            return back;
        }).ToArray();
        new Random(3).Shuffle(read);

        var reassembly = new Hj212Reassembly();
        Hj212Message? whole = null;
        foreach (var part in read)
            reassembly.TryAdd(part, Now, out whole, out _);

        Assert.Equal(message.Fields, whole!.Fields);
        Assert.Equal((message.Qn, message.Flag, 0), (whole.Qn, whole.Flag, whole.PartCount));
        Assert.Null(reassembly.Deadline);
    }

    [Fact]
    public void more_parts_than_the_2025_edition_can_count_are_refused() =>
        Assert.Equal(Hj212Fault.TooLong, Hj212Parts.TrySplit(Long(400, Hj212Edition.Edition2025), null, out _));

    [Fact]
    public void a_group_that_fits_nowhere_is_refused()
    {
        var message = Long(1) with { Fields = new Hj212Area().Add("DataTime", "20260315083000").Add("X", new string('1', 950)).Build() };

        Assert.Equal(Hj212Fault.TooLong, Hj212Parts.TrySplit(message, null, out _));
    }

    [Fact]
    public void parts_that_stay_incomplete_are_dropped_after_sixty_seconds()
    {
        var reassembly = new Hj212Reassembly();
        Hj212Parts.TrySplit(Long(200), null, out var parts);

        Assert.Equal(OperationStatus.NeedMoreData, reassembly.TryAdd(parts[0], Now, out _, out _));

        Assert.Equal(Now.AddSeconds(60), reassembly.Deadline);
        Assert.Equal(0, reassembly.Expire(Now.AddSeconds(59.9)));
        Assert.Equal(1, reassembly.Expire(Now.AddSeconds(60)));
        Assert.Null(reassembly.Deadline);
    }

    [Fact]
    public void a_repeated_part_changes_nothing_and_a_different_one_is_refused()
    {
        var reassembly = new Hj212Reassembly();
        Hj212Parts.TrySplit(Long(200), null, out var parts);
        reassembly.TryAdd(parts[0], Now, out _, out _);

        Assert.Equal(OperationStatus.NeedMoreData, reassembly.TryAdd(parts[0], Now, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, reassembly.TryAdd(parts[0] with { Fields = parts[1].Fields }, Now, out _, out var fault));
        Assert.Equal(Hj212Fault.PartMismatch, fault);
        foreach (var part in parts.Skip(1))
            reassembly.TryAdd(part, Now, out _, out _);
        Assert.Equal(OperationStatus.NeedMoreData, reassembly.TryAdd(parts[^1], Now, out _, out _)); // a late copy of the whole
        Assert.Null(reassembly.Deadline);
    }

    [Fact]
    public void endless_parts_and_endless_messages_are_refused()
    {
        var reassembly = new Hj212Reassembly(parts: 32, messages: 8);
        Hj212Message Part(int count, int second) => Long(1) with
        {
            PartCount = count, PartNumber = 1, Fields = new Hj212Area().Add("DataTime", $"202603150830{second:D2}").Build(),
        };

        Assert.Equal(OperationStatus.InvalidData, reassembly.TryAdd(Part(9999, 0), Now, out _, out var fault));
        Assert.Equal(Hj212Fault.PartLimit, fault);
        for (var i = 0; i < 8; i++)
            Assert.Equal(OperationStatus.NeedMoreData, reassembly.TryAdd(Part(2, i), Now, out _, out _));
        Assert.Equal(OperationStatus.InvalidData, reassembly.TryAdd(Part(2, 8), Now, out _, out fault));
        Assert.Equal(Hj212Fault.PartLimit, fault);
    }

    private static Hj212Message Long(int factors, Hj212Edition edition = Hj212Edition.Edition2017)
    {
        var area = new Hj212Area().Add("DataTime", "20260315083000");
        for (var i = 0; i < factors; i++)
            area.Factor($"a{34000 + i}", Hj212Mark.Normal, ("Min", i), ("Avg", i + 0.5), ("Max", i + 1));
        return new Hj212Message(
            "20260315083000123", 39, Hj212Command.MinuteData, "123456", Hj212Vectors.Mn, Hj212Flag.Of(edition, true), area.Build());
    }
}
