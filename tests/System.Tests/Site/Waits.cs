using System.Tests.Programs;
using System.Text.Json.Nodes;

namespace System.Tests.Site;

/// <summary>States of an installation that every scenario waits for.</summary>
internal static class Waits
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A reading of every numbered device has been stored.</summary>
    public static Task UntilStoredAsync(this Installation site, CancellationToken cancel) => Until.TrueAsync(
        "a reading of every numbered device is stored", Limit,
        async token =>
        {
            foreach (var counter in site.Files.Counters)
                if ((await site.AskAsync($"devices/{counter}/first-stored", token))["at"] is null)
                    return false;
            return true;
        },
        cancel);

    /// <summary>The cloud shows the gateway in this state.</summary>
    public static Task UntilGatewayAsync(this Installation site, string state, TimeSpan limit, CancellationToken cancel) =>
        Until.TrueAsync($"the gateway is shown {state}", limit, async token => await site.GatewayStateAsync(token) == state, cancel);

    /// <summary>The outbox holds no more than what is on its way.</summary>
    public static Task UntilDrainedAsync(this Installation site, TimeSpan limit, CancellationToken cancel) => Until.TrueAsync(
        "the backlog is delivered", limit, async token => await site.WaitingAsync(token) < 30 * site.Files.Counters.Count, cancel);

    /// <summary>
    /// Brings the run to rest: the numbered devices fall silent, the rest is delivered, the gateway starts once more (it
    /// tells its ledger then), and gateway and cloud are stopped. What the cloud said of the delivery is returned.
    /// </summary>
    public static async Task<IReadOnlyList<JsonNode>> WindDownAsync(this Installation site, CancellationToken cancel)
    {
        await site.StopSimulatorsAsync(cancel);
        await site.UntilEmptyAsync(cancel);
        Assert.Equal(0, await site.Gateway!.StopAsync(cancel));
        await site.StartGatewayAsync(cancel);
        await site.UntilGatewayAsync("online", Limit, cancel);
        await site.UntilEmptyAsync(cancel);
        await Until.TrueAsync(
            "the ledger has arrived", Limit,
            async token => (await site.DeliveryAsync(token)).Any(day => day["expected"] is not null), cancel);
        var delivery = await site.DeliveryAsync(cancel);
        Assert.Equal(0, await site.Gateway!.StopAsync(cancel));
        Assert.Equal(0, await site.Cloud!.StopAsync(cancel));
        return delivery;
    }

    private static Task UntilEmptyAsync(this Installation site, CancellationToken cancel) =>
        Until.TrueAsync("the outbox is empty", Limit, async token => await site.WaitingAsync(token) == 0, cancel);

    private static async Task<IReadOnlyList<JsonNode>> DeliveryAsync(this Installation site, CancellationToken cancel) =>
        [.. (await site.AskAsync("delivery", cancel))["days"]!.AsArray().Where(day => day!["device"] is not null)!];
}
