using System.Buffers;
using System.Text;
using Protocols.Sparkplug;
using Protocols.Sparkplug.Wire;

namespace Protocols.Tests.Sparkplug;

public sealed class SessionSpecs
{
    private const long Time = 1_700_000_000_000;

    [Fact]
    public void sequence_starts_at_zero_with_the_birth_and_wraps_after_255()
    {
        var (counter, checker) = (new SequenceCounter(), new SequenceChecker());

        Assert.Equal(0, counter.Birth());
        Assert.Equal(SequenceResult.InOrder, checker.Birth(0));
        for (var i = 1; i <= 600; i++)
        {
            var seq = counter.Next();
            Assert.Equal(i % 256, seq);
            Assert.Equal(SequenceResult.InOrder, checker.Next(seq));
        }

        Assert.Equal(0, counter.Birth());
    }

    [Fact]
    public void a_gap_is_told_once_and_nothing_counts_until_the_next_birth()
    {
        var checker = new SequenceChecker();
        checker.Birth(0);
        checker.Next(1);

        Assert.Equal(SequenceResult.Gap, checker.Next(3));
        Assert.Equal(SequenceResult.NoBirth, checker.Next(4));
        Assert.Null(checker.Expected);
        Assert.Equal(SequenceResult.InOrder, checker.Birth(0));
        Assert.Equal((byte)1, checker.Expected);
    }

    [Fact]
    public void illegal_sequence_numbers_are_told_apart()
    {
        var checker = new SequenceChecker();

        Assert.Equal(SequenceResult.NoBirth, checker.Next(1));
        Assert.Equal(SequenceResult.Illegal, checker.Birth(null));
        Assert.Equal(SequenceResult.Gap, checker.Birth(1));
        checker.Birth(0);
        Assert.Equal(SequenceResult.Illegal, checker.Next(256));
        Assert.Equal(SequenceResult.Illegal, checker.Next(null));
        Assert.Equal(SequenceResult.InOrder, checker.Next(1));
    }

    [Fact]
    public void a_death_ends_only_the_session_that_its_birth_began()
    {
        var death = BirthDeath.NodeDeath(255, Time);
        var birth = BirthDeath.NodeBirth(255, 0, Time);

        Assert.True(BirthDeath.TryReadBdSeq(birth, out var born));
        Assert.True(BirthDeath.Ends(born, death));
        Assert.False(BirthDeath.Ends(BirthDeath.NextBdSeq(born), death));
        Assert.Equal(0, BirthDeath.NextBdSeq(255));
        Assert.False(death.HasSeq);
    }

    [Fact]
    public void a_birth_without_a_legal_bdSeq_is_seen()
    {
        Assert.False(BirthDeath.TryReadBdSeq(new Payload(), out _));
        Assert.False(BirthDeath.TryReadBdSeq(new Payload { Metrics = { MetricFactory.Int64("bdSeq", 256, Time) } }, out _));
        Assert.False(BirthDeath.TryReadBdSeq(new Payload { Metrics = { MetricFactory.String("bdSeq", "1", Time) } }, out _));
    }

    [Fact]
    public void a_rebirth_is_asked_for_by_name_or_by_alias()
    {
        var aliases = new AliasTable();
        aliases.Assign(null, MetricNames.Rebirth, SparkplugDataType.Boolean);
        var byAlias = new Payload { Metrics = { MetricFactory.Boolean(MetricKey.Aliased(1), true, Time) } };

        Assert.True(BirthDeath.AsksForRebirth(BirthDeath.RebirthCommand(Time)));
        Assert.True(BirthDeath.AsksForRebirth(byAlias, aliases));
        Assert.False(BirthDeath.AsksForRebirth(byAlias));
        Assert.False(BirthDeath.AsksForRebirth(new Payload { Metrics = { MetricFactory.Boolean(MetricNames.Rebirth, false, Time) } }));
    }

    [Fact]
    public void host_state_is_the_json_of_the_standard()
    {
        var text = new HostState(true, Time).Encode();

        Assert.Equal("""{"online":true,"timestamp":1700000000000}""", Encoding.UTF8.GetString(text));
        Assert.Equal(OperationStatus.Done, HostState.TryDecode(text, out var state, out _));
        Assert.Equal(new HostState(true, Time), state);
    }

    [Theory]
    [InlineData("")]
    [InlineData("OFFLINE")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"online":true}""")]
    [InlineData("""{"online":"true","timestamp":1}""")]
    [InlineData("""{"online":true,"timestamp":-1}""")]
    [InlineData("""{"online":true,"timestamp":1e400}""")]
    [InlineData("""{"online":true,"online":false,"timestamp":1}""")]
    [InlineData("""{"online":true,"timestamp":1}x""")]
    [InlineData("""{"online":true,"timestamp":1,"x":[[[[[[[[[[1]]]]]]]]]]}""")]
    public void text_that_is_no_host_state_is_refused(string text)
    {
        Assert.Equal(OperationStatus.InvalidData, HostState.TryDecode(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(SparkplugFault.NotState, fault);
    }

    [Fact]
    public void a_late_will_of_an_older_host_session_is_ignored()
    {
        var online = new HostState(true, Time);

        Assert.True(online.Replaces(null));
        Assert.False(new HostState(false, Time - 1).Replaces(online));
        Assert.True(new HostState(false, Time).Replaces(online));
    }
}
