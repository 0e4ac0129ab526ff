using TestKit.Rules;

namespace Protocols.Tests.Telemetry.Rules;

public sealed class RuleOracleSpecs
{
    private const int Sequences = 600;
    private const int EventsPerSequence = 120;

    [Theory]
    [InlineData(20261123)]
    [InlineData(497)]
    public void random_sequences_give_the_answers_of_the_slow_evaluator(int seed)
    {
        for (var sequence = 0; sequence < Sequences; sequence++)
            Assert.Null(RuleOracle.Difference(seed + sequence, EventsPerSequence, restart: false));
    }

    [Fact]
    public void a_state_that_is_saved_and_restored_between_any_two_readings_answers_alike()
    {
        for (var sequence = 0; sequence < Sequences / 3; sequence++)
            Assert.Null(RuleOracle.Difference(sequence, EventsPerSequence, restart: true));
    }
}
