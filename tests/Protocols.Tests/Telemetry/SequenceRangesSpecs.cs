using Telemetry.Model;

namespace Protocols.Tests.Telemetry;

public sealed class SequenceRangesSpecs
{
    [Fact]
    public void arrivals_in_any_order_close_into_one_high_water_mark()
    {
        var random = new Random(7);
        var order = Enumerable.Range(1, 500).Select(n => (ulong)n).ToArray();
        random.Shuffle(order);

        var held = order.Aggregate(SequenceRanges.Empty, (set, sequence) => set.Add(sequence));

        Assert.Equal(500UL, held.HighWater);
        Assert.Empty(held.Islands);
    }

    [Fact]
    public void a_set_answers_like_a_plain_hash_set_whatever_is_added()
    {
        var random = new Random(11);
        var (ranges, model) = (SequenceRanges.Empty, new HashSet<ulong>());
        for (var i = 0; i < 2_000; i++)
        {
            var first = (ulong)random.Next(1, 600);
            var last = first + (ulong)random.Next(0, 4);
            ranges = ranges.Add(first, last);
            for (var n = first; n <= last; n++)
                model.Add(n);
            var probe = (ulong)random.Next(1, 610);

            Assert.Equal(model.Contains(probe), ranges.Contains(probe));
            Assert.True(ranges.Islands.Zip(ranges.Islands.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First));
            Assert.True(ranges.Islands.Count == 0 || ranges.Islands[0].First > ranges.HighWater + 1);
        }
    }

    [Fact]
    public void adding_what_is_there_returns_the_same_instance()
    {
        var held = SequenceRanges.Empty.Add(1, 5).Add(8, 9);

        Assert.Same(held, held.Add(3));
        Assert.Same(held, held.Add(8, 9));
    }

    [Fact]
    public void a_restored_set_equals_the_stored_one()
    {
        var held = SequenceRanges.Empty.Add(1, 5).Add(8, 9).Add(12);

        var restored = SequenceRanges.Restore(held.HighWater, held.Islands.Reverse());

        Assert.Equal(held.HighWater, restored.HighWater);
        Assert.Equal(held.Islands, restored.Islands);
    }

    [Fact]
    public void sequence_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceRanges.Empty.Add(0));
}
