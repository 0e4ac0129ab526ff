using Telemetry.Model;

namespace System.Tests.Ledger;

/// <summary>The verifier itself: it must see what it is there for.</summary>
public sealed class DeviceAccountSpecs
{
    [Fact]
    public void everything_once_and_in_order_is_clean()
    {
        var account = Account([1, 2, 3, 4], Live(1), Live(2), Live(3), Live(4));

        Assert.True(account.IsClean);
        Assert.Equal((4, 4), (account.Served, account.Stored));
    }

    [Fact]
    public void what_was_given_and_not_stored_is_lost_by_range()
    {
        var account = Account([1, 2, 3, 4, 5, 6, 7], Live(1), Live(4), Live(6), Live(7));

        Assert.Equal([new NumberSpan(2, 3), new NumberSpan(5, 5)], account.Lost);
        Assert.True(account.IsSound);
        Assert.False(account.IsClean);
    }

    [Fact]
    public void what_the_gateway_says_it_could_not_read_is_not_lost()
    {
        var account = DeviceAccount.Of("counter-1", Served([1, 2, 3, 4, 5]), [Live(1), Live(3), Live(5)], failedReads: [190]);

        Assert.Equal([new NumberSpan(2, 2)], account.Unread);
        Assert.Equal([new NumberSpan(4, 4)], account.Lost);
    }

    [Fact]
    public void what_is_stored_twice_is_doubled()
    {
        var account = Account([1, 2, 3], Live(1), Live(2), History(2), Live(3), History(3));

        Assert.Equal([new NumberSpan(2, 3)], account.Doubled);
        Assert.False(account.IsSound);
    }

    [Fact]
    public void a_lane_that_goes_back_is_reordered_and_a_lane_that_overtakes_another_is_not()
    {
        Assert.Equal([new NumberSpan(3, 3)], Account([1, 2, 3, 4], Live(1), Live(2), Live(4), Live(3)).Reordered);
        Assert.True(Account([1, 2, 3, 4], Live(1), Live(4), History(2), History(3)).IsClean);
    }

    [Fact]
    public void a_number_without_its_check_word_is_broken_and_one_that_nobody_gave_is_strange()
    {
        var account = Account([1, 2], Live(1) with { Whole = false }, Live(2), Live(9));

        Assert.Equal([new NumberSpan(1, 1)], account.Broken);
        Assert.Equal([new NumberSpan(9, 9)], account.Strange);
        Assert.Contains("never given 1 (9)", account.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_sequence_is_missing_when_neither_side_has_it()
    {
        var outbox = new OutboxFile(7, 10, new HashSet<ulong> { 6 }, new Dictionary<string, long>());

        Assert.Equal([new NumberSpan(5, 5), new NumberSpan(10, 10)], outbox.Missing(SequenceRanges.Restore(4, [new SequenceRange(7, 9)])));
    }

    private static DeviceAccount Account(long[] served, params StoredNumber[] stored) =>
        DeviceAccount.Of("counter-1", Served(served), stored, []);

    private static IEnumerable<ServedNumber> Served(long[] numbers) => numbers.Select(number => new ServedNumber(number, number * 100));

    private static StoredNumber Live(long number) => new(number, true, number * 100, Lane.Live, false, number * 100);

    private static StoredNumber History(long number) => Live(number) with { Lane = Lane.History, Late = true };
}
