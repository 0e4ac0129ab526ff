using Cloud.Supervision.Video;

namespace Cloud.Tests.Video;

public sealed class ControlLockSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private static readonly Guid Wang = Guid.CreateVersion7(), Li = Guid.CreateVersion7();
    private readonly ControlLock _lock = new(TimeSpan.FromSeconds(15));

    [Fact]
    public void a_second_person_of_the_same_rank_waits_until_nothing_has_moved_for_a_while()
    {
        Assert.True(_lock.TryTake(Wang, "王工", 1, Noon, out _, out var isNew));
        Assert.True(isNew);
        Assert.False(_lock.TryTake(Li, "李工", 1, Noon.AddSeconds(10), out var holder, out _));
        Assert.Equal(("王工", Noon.AddSeconds(15)), (holder.Name, holder.Until));

        Assert.True(_lock.TryTake(Wang, "王工", 1, Noon.AddSeconds(12), out _, out isNew));
        Assert.False(isNew);
        Assert.False(_lock.TryTake(Li, "李工", 1, Noon.AddSeconds(20), out _, out _));
        Assert.True(_lock.TryTake(Li, "李工", 1, Noon.AddSeconds(27), out _, out isNew));
        Assert.True(isNew);
    }

    [Fact]
    public void a_person_of_higher_rank_takes_over_at_once_and_is_not_taken_over_by_a_lower_one()
    {
        Assert.True(_lock.TryTake(Wang, "王工", 1, Noon, out _, out _));

        Assert.True(_lock.TryTake(Li, "李站长", 3, Noon.AddSeconds(1), out _, out var isNew));

        Assert.True(isNew);
        Assert.False(_lock.TryTake(Wang, "王工", 1, Noon.AddSeconds(2), out var holder, out _));
        Assert.Equal("李站长", holder.Name);
    }

    [Fact]
    public void who_gives_it_back_frees_it_and_nobody_gives_back_what_another_has()
    {
        Assert.True(_lock.TryTake(Wang, "王工", 1, Noon, out _, out _));

        Assert.False(_lock.Release(Li, Noon));
        Assert.True(_lock.Release(Wang, Noon));

        Assert.Null(_lock.HolderAt(Noon));
        Assert.True(_lock.TryTake(Li, "李工", 1, Noon, out _, out _));
    }
}
