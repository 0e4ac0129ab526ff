using Cloud.Platform.Notifications;
using Cloud.Telemetry.Warnings;
using Telemetry.Model;
using Xunit;

namespace TestKit.Records;

/// <summary>What it means to keep the responsible chains.</summary>
public abstract class ResponsibleChainsContract(IStorePlace<IResponsibleChains> place) : StoreContract<IResponsibleChains>(place)
{
    [Fact]
    public async Task the_newest_chain_holds_and_a_wrong_one_is_refused()
    {
        var (site, chain) = (new ProjectId("site-1"), new ResponsibleChain([new ChainStep(1, new Contact("班长", Phone: "13800000000"), [NotificationChannels.Sms], [1, 2], 10)]));

        Assert.Empty((await Store.FindAsync(site, Cancel)).Steps);
        await Store.SaveAsync(site, ResponsibleChain.Empty, "王工", Cancel);
        await Store.SaveAsync(site, chain, "王工", Cancel);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(site, new ResponsibleChain([chain.Steps[0], chain.Steps[0]]), "王工", Cancel));
        await ReopenAsync();

        Assert.Equal("班长", Assert.Single((await Store.FindAsync(site, Cancel)).Steps).Person.Name);
        Assert.Empty((await Store.FindAsync(new ProjectId("site-2"), Cancel)).Steps);
    }
}
