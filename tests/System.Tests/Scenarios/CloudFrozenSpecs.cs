using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>The cloud stands still with its sockets open: worse than gone, because nobody is told.</summary>
public sealed class CloudFrozenSpecs
{
    private static readonly TimeSpan Frozen = SystemRun.IsLong ? TimeSpan.FromMinutes(3) : TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task a_cloud_that_stands_still_is_noticed_and_nothing_is_missing_when_it_goes_on()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(Frozen + TimeSpan.FromMinutes(6));
        var report = new BenchmarkReport("outage-cloud-frozen", "the cloud stands still with its sockets open", SystemRun.IsLong, Clock);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 10, Devices = [] }, cancel);
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);

        site.Cloud!.Freeze();
        var began = Clock.GetTimestamp();
        await Until.TrueAsync("the gateway notices", Patience, async token => !await IsOnlineAsync(site, token), cancel);
        var noticed = Clock.GetElapsedTime(began);
        await Until.TrueAsync("the cloud has stood still long enough", Frozen + Patience, _ => Task.FromResult(Clock.GetElapsedTime(began) >= Frozen), cancel);
        var depth = await site.WaitingAsync(cancel);
        site.Cloud.Thaw();
        var thawed = Clock.GetTimestamp();
        await Until.TrueAsync("the gateway is served again", Patience, async token => await IsOnlineAsync(site, token), cancel);
        await site.UntilGatewayAsync("online", Patience, cancel);
        await site.UntilDrainedAsync(Patience, cancel);
        var back = Clock.GetElapsedTime(thawed);

        await site.WindDownAsync(cancel);
        var account = Account.Of(site);
        report.Add("still", Frozen.TotalSeconds, "s").Add("still to noticed by the gateway", noticed.TotalSeconds, "s").Add("records", account.Appended, "")
            .Add("lost", account.Gone, "", Goal.AtMost(0)).Add("doubled or out of order", account.Spoilt, "", Goal.AtMost(0)).Add("going on to delivered", back.TotalSeconds, "s").Write();
        account.AssertExactlyOnce(givenUp: 0);
        SystemRun.Figures(
            "outage/cloud-frozen",
            $"{Frozen.TotalSeconds:0} s still, noticed by the gateway after {noticed.TotalSeconds:0.0} s, {depth} records kept, {account.Appended} in all, 0 lost, 0 doubled; delivered {back.TotalSeconds:0.0} s after it went on");
        site.Passed();
    }

    private static async Task<bool> IsOnlineAsync(Installation site, CancellationToken cancel) =>
        (await site.HealthAsync(cancel))["uplinks"]!.AsArray().Any(uplink => (bool)uplink!["online"]!);
}
