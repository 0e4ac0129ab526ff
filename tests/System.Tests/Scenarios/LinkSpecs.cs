using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using TestKit.Network;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>A link that dies without a word, as when a radio cell is left.</summary>
public sealed class LinkSpecs
{
    private static readonly int Holes = SystemRun.Count(20, 500);
    private static readonly int Silences = SystemRun.IsLong ? 20 : 1;
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task connections_black_holed_at_random_instants_leave_no_gap()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromSeconds(180 + (Holes * 40)));
        var report = new BenchmarkReport("outage-black-hole", "links black-holed at random instants, without a word to either side", SystemRun.IsLong, Clock);
        var random = new Random(20261125);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 10, Devices = [] }, cancel);
        // The short form asks the same of a gateway that notices sooner.
        site.GatewaySettings = SystemRun.IsLong ? [] : ["Uplink:Sparkplug:KeepAliveSeconds=2"];
        await using var link = await StartBehindLinkAsync(site, cancel);

        var back = new List<double>();
        for (var hole = 0; hole < Holes; hole++)
        {
            await RunForAsync(random.Next(200, 3_000), cancel);
            var connections = link.Connections;
            link.BlackHole();
            var began = Clock.GetTimestamp();
            await Until.TrueAsync("the gateway connects anew", Patience, _ => Task.FromResult(link.Connections > connections), cancel);
            await site.UntilDrainedAsync(Patience, cancel);
            back.Add(Clock.GetElapsedTime(began).TotalSeconds);
        }

        await site.WindDownAsync(cancel);
        var account = Account.Of(site);
        report.Add("black holes at 10 Hz sampling", Holes, "").Add("records", account.Appended, "").Add("lost", account.Gone, "", Goal.AtMost(0)).Add("doubled or out of order", account.Spoilt, "", Goal.AtMost(0))
            .Add("hole to reconnected and delivered", "s", Distribution.Of(back)).Add("reading to commit of what was not late", "ms", Distribution.Of(account.Answers.Select(a => (double)a.Delay))).Write();
        account.AssertExactlyOnce(givenUp: 0);
        SystemRun.Figures(
            "outage/black-hole",
            $"{Holes} black holes at 10 Hz, {account.Appended} records, 0 lost, 0 doubled; noticed, reconnected and delivered after {back.Max():0.0} s at most; {account.Late} of {account.Stored} late; delay p50 {account.Delay(0.5)} p99 {account.Delay(0.99)} ms");
        site.Passed();
    }

    [Fact]
    public async Task a_gateway_behind_a_silent_link_is_shown_offline_within_15_seconds_and_nothing_is_missing_afterwards()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromSeconds(180 + (Silences * 90)));
        var report = new BenchmarkReport("outage-silent-link", "a link that stays silent until the gateway is shown offline", SystemRun.IsLong, Clock);
        var random = new Random(20261126);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 10, Devices = [] }, cancel);
        await using var link = await StartBehindLinkAsync(site, cancel);

        var (offline, back) = (new List<double>(), new List<double>());
        for (var silence = 0; silence < Silences; silence++)
        {
            await RunForAsync(random.Next(500, 4_000), cancel);
            link.Hold();
            var held = Clock.GetTimestamp();
            await site.UntilGatewayAsync("offline", ShownWithin + TimeSpan.FromSeconds(15), cancel);
            offline.Add(Clock.GetElapsedTime(held).TotalSeconds);
            link.Resume();
            var resumed = Clock.GetTimestamp();
            await site.UntilGatewayAsync("online", Patience, cancel);
            await site.UntilDrainedAsync(Patience, cancel);
            back.Add(Clock.GetElapsedTime(resumed).TotalSeconds);
        }

        await site.WindDownAsync(cancel);
        var account = Account.Of(site);
        report.Add("silences", Silences, "").Add("records", account.Appended, "").Add("lost", account.Gone, "", Goal.AtMost(0)).Add("doubled or out of order", account.Spoilt, "", Goal.AtMost(0))
            .Add("silence to shown offline, longest", offline.Max(), "s", Goal.AtMost(ShownWithin.TotalSeconds))
            .Add("silence to shown offline", "s", Distribution.Of(offline)).Add("link's return to online and delivered", "s", Distribution.Of(back)).Write();
        account.AssertExactlyOnce(givenUp: 0);
        Assert.All(offline, seconds => Assert.True(seconds <= ShownWithin.TotalSeconds, $"shown offline after {seconds:0.0} s"));
        SystemRun.Figures(
            "outage/silent-link",
            $"{Silences} silences, {account.Appended} records, 0 lost, 0 doubled; shown offline after {offline.Max():0.0} s at most, online and delivered {back.Max():0.0} s after the link's return at most; {account.Late} of {account.Stored} late");
        site.Passed();
    }

    private static async Task<LinkProxy> StartBehindLinkAsync(Installation site, CancellationToken cancel)
    {
        var link = new LinkProxy(site.BrokerPort);
        site.GatewayConnectsTo = link.Port;
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);
        return link;
    }

    private static Task RunForAsync(int milliseconds, CancellationToken cancel)
    {
        var began = Clock.GetTimestamp();
        return Until.TrueAsync("load for a random time", Patience, _ => Task.FromResult(Clock.GetElapsedTime(began).TotalMilliseconds >= milliseconds), cancel);
    }
}
