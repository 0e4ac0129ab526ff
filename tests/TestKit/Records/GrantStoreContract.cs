using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep grants.</summary>
public abstract class GrantStoreContract(IStorePlace<IGrantStore> place) : StoreContract<IGrantStore>(place)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task grants_come_in_the_order_of_their_giving_and_those_of_one_instant_by_their_roles()
    {
        foreach (var codes in (string[][])[["owner", "contractor", "auditor"], ["auditor", "contractor", "owner"]])
        {
            var account = Guid.CreateVersion7(Noon);
            foreach (var code in codes)
                await GiveAsync(account, code, Noon);
            await GiveAsync(account, "worker", Noon.AddTicks(-1));
            await GiveAsync(account, "archivist", Noon.AddTicks(1));

            Assert.Equal(["worker", "auditor", "contractor", "owner", "archivist"], (await Store.OfAsync(account, Cancel)).Select(entry => entry.Grant.Role.Code));
        }
    }

    private async Task GiveAsync(Guid account, string code, DateTimeOffset at) => Assert.Null(await Store.GiveAsync(
        new GrantEntry(Guid.CreateVersion7(Noon), account, new Grant(new Role(code), AreaCode.Parse("210000", null)), "test", Guid.Empty, at), _ => null, Cancel));
}
