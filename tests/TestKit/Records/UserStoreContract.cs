using Cloud.Platform.Identity;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep accounts.</summary>
public abstract class UserStoreContract(IStorePlace<IUserStore> place) : StoreContract<IUserStore>(place)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);
    private static readonly UserAccount Wang = new(Guid.CreateVersion7(Noon), "Wang.Gong", "王工", "hash", true, "stamp");

    [Fact]
    public async Task a_name_is_taken_whatever_its_case()
    {
        Assert.True(await Store.IsEmptyAsync(Cancel));
        Assert.True(await Store.AddAsync(Wang, Cancel));
        Assert.False(await Store.AddAsync(Wang with { Id = Guid.CreateVersion7(Noon), UserName = "WANG.gong" }, Cancel));

        Assert.False(await Store.IsEmptyAsync(Cancel));
        Assert.Equal(Wang, await Store.FindByNameAsync("wang.GONG", Cancel));
        Assert.Null(await Store.FindByNameAsync("wang", Cancel));
    }

    [Fact]
    public async Task a_change_begins_from_what_is_stored_and_is_there_after_opening_again()
    {
        await Store.AddAsync(Wang, Cancel);
        var other = await OpenAnotherAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? Store : other).UpdateAsync(Wang.Id, a => a with { Failures = a.Failures + 1, LockedUntil = Noon, FirstFailureAt = Noon }, Cancel)));
        await ReopenAsync();

        Assert.Equal(Wang with { Failures = 40, LockedUntil = Noon, FirstFailureAt = Noon }, await Store.FindAsync(Wang.Id, Cancel));
        Assert.Null(await Store.UpdateAsync(Guid.CreateVersion7(Noon), a => a, Cancel));
    }
}
