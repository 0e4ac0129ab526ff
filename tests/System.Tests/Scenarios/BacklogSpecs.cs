using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>Three days without a link, on a clock that runs ahead, and then the link is there.</summary>
public sealed class BacklogSpecs
{
    private const int Devices = 20, Points = 10;
    private static readonly int Seconds = SystemRun.Count(1800, 72 * 3600);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task days_of_backlog_drain_whole_once_and_in_order_while_live_readings_overtake_them()
    {
        SystemRun.Require();
        var backlog = new Backlog(Devices, Points, Seconds);
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(backlog.Readings / 5_000.0));
        var report = new BenchmarkReport("outage-backlog", $"{Seconds / 3600.0:0.##} hours of outage at {Devices * Points} points a second, drained", SystemRun.IsLong, Clock);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 10, Devices = [] }, cancel);
        await backlog.FillAsync(site.GatewayFolder, Clock, cancel);

        await site.StartGatewayAsync(cancel);
        await site.UntilGatewayAsync("online", TimeSpan.FromMinutes(1), cancel);
        var began = Clock.GetUtcNow();
        await site.UntilDrainedAsync(TimeSpan.FromSeconds(60 + (backlog.Readings / 5_000.0)), cancel);
        var drained = Clock.GetUtcNow();
        await site.WindDownAsync(cancel);

        var account = Account.Of(site);
        using var series = new SeriesFile(site.CloudFolder);
        var stored = series.Sums(Installation.Project, "backlog-%");
        var reordered = series.Reordered(Installation.Project, "backlog-%");
        var rate = backlog.Readings / (drained - began).TotalSeconds;
        var live = Distribution.Of(account.DelaysBetween(began, drained).Select(delay => (double)delay));
        report.Add("points of backlog", backlog.Readings, "").Add("drained in", (drained - began).TotalSeconds, "s").Add("drain rate", rate, "points/s", Goal.AtLeast(20_000))
            .Add("lost", account.Gone + backlog.Readings - stored.Sum(row => row.Instants), "", Goal.AtMost(0)).Add("doubled", account.Spoilt + stored.Sum(row => row.Count - row.Instants), "", Goal.AtMost(0))
            .Add("reordered within a point", reordered, "", Goal.AtMost(0)).Add("live reading to commit while draining, p99", live.Percentile(0.99), "ms", Goal.AtMost(1_000))
            .Add("live reading to commit while draining", "ms", live).Write();

        account.AssertExactlyOnce(givenUp: 0);
        Assert.Equal(Devices * Points, stored.Count);
        Assert.All(stored, row =>
        {
            Assert.Equal((Seconds, Seconds), (row.Count, row.Instants));
            Assert.Equal(backlog.SumOf(int.Parse(row.Point["point-".Length..], Globalization.CultureInfo.InvariantCulture)), row.Sum);
        });
        Assert.Equal(0, reordered);

        SystemRun.Figures(
            "outage/backlog",
            $"{Seconds / 3600.0:0.#} h of outage, {backlog.Readings} points, 0 lost, 0 doubled, in order; drained at {rate:0} points/s; live meanwhile p50 {live.Percentile(0.5):0} p99 {live.Percentile(0.99):0} ms");
        site.Passed();
    }
}
