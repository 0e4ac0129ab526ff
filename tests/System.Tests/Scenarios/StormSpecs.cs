using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using System.Text.Json.Nodes;
using Telemetry.Model;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>A thousand crossings a second: all of them are on record, and nobody's phone becomes useless.</summary>
public sealed class StormSpecs
{
    private const int Cranes = 100, EdgesPerTurn = 20, MostMessages = 20;
    private static readonly int Seconds = SystemRun.Count(60, 60);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task a_storm_of_alarms_loses_none_tells_the_first_within_a_second_and_no_person_more_than_twenty_times()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(8));
        var report = new BenchmarkReport("storm", "1,000 alarm edges a second", SystemRun.IsLong, Clock);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 0, Devices = [], Cranes = Cranes }, cancel);
        await using var gateway = new ScriptedGateway(site);
        await gateway.ConnectAsync(cancel);
        await CalmAsync(site, gateway, cancel);

        var began = Clock.GetUtcNow();
        var raised = await StormAsync(site, gateway, cancel);
        var ended = Clock.GetUtcNow();
        await Until.TrueAsync("everything is acknowledged", TimeSpan.FromMinutes(3), _ => Task.FromResult(gateway.Waiting == 0), cancel);
        var held = Clock.GetUtcNow();
        await Until.TrueAsync("the summary of the storm has been sent", TimeSpan.FromMinutes(2), async token => (await NoticesAsync(site, token)).Any(n => n.IsSummary), cancel);
        var notices = await NoticesAsync(site, cancel);
        await site.Cloud!.StopAsync(cancel);

        var episodes = StoredEpisode.Count(site.CloudFolder, Installation.Project, "crane-moment");
        var first = (notices.Min(notice => notice.At) - began).TotalMilliseconds;
        var worst = notices.GroupBy(notice => notice.Person).Max(person => Densest([.. person.Select(notice => notice.At)]));
        report.Add("edges", raised * 2, "").Add("edges a second", raised * 2 / (ended - began).TotalSeconds, "1/s", Goal.AtLeast(950))
            .Add("alarms lost", raised - episodes, "", Goal.AtMost(0)).Add("first message after the first edge", first, "ms", Goal.AtMost(1_000))
            .Add("messages to one person within any minute", worst, "", Goal.AtMost(MostMessages)).Add("messages in all", notices.Count, "")
            .Add("acknowledged after the last edge", (held - ended).TotalSeconds, "s").Write();
        Assert.Equal(raised, episodes);
        Assert.True(first <= 1_000, $"the first message came after {first:0} ms");
        Assert.True(worst <= MostMessages, $"{worst} messages to one person within a minute");
        SystemRun.Figures(
            "storm",
            $"{raised * 2} edges in {(ended - began).TotalSeconds:0} s, 0 of {raised} alarms lost, 0 doubled; first message after {first:0} ms, at most {worst} to a person within a minute; all acknowledged {(held - ended).TotalSeconds:0.0} s after the last");
        site.Passed();
    }

    private static async Task CalmAsync(Installation site, ScriptedGateway gateway, CancellationToken cancel)
    {
        foreach (var crane in site.Files.Cranes)
            await gateway.SendAsync(crane, Lane.Live, Clock.GetUtcNow(), 50);
        await Until.TrueAsync("the first readings are acknowledged", TimeSpan.FromSeconds(30), _ => Task.FromResult(gateway.Waiting == 0), cancel);
    }

    // Every crane crosses its limit and comes back ten times a second in all; how many crossings that were.
    private static async Task<int> StormAsync(Installation site, ScriptedGateway gateway, CancellationToken cancel)
    {
        var (edges, began, at) = (0, Clock.GetTimestamp(), DateTimeOffset.MinValue);
        using var timer = new PeriodicTimer(Turn, Clock);
        while (await timer.WaitForNextTickAsync(cancel) && edges < Seconds * 1_000)
        {
            // A late turn makes up for what it owes: the storm does not wait for its sender.
            var due = Math.Min(Seconds * 1_000, (int)(Clock.GetElapsedTime(began) / Turn) * EdgesPerTurn);
            for (; edges < due; edges++)
            {
                var isUp = edges / Cranes % 2 == 0;
                if (edges % Cranes == 0)
                    at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(at.ToUnixTimeMilliseconds() + 1, Clock.GetUtcNow().ToUnixTimeMilliseconds()));
                await gateway.SendAsync(site.Files.Cranes[edges % Cranes], Lane.Alarm, at, isUp ? 105 : 50);
            }
        }

        return edges / 2;
    }

    private static async Task<IReadOnlyList<(DateTimeOffset At, string Person, bool IsSummary)>> NoticesAsync(Installation site, CancellationToken cancel) =>
    [
        .. from line in await site.NoticesAsync(cancel)
           let body = JsonNode.Parse((string)line["body"]!)!
           select (line["at"]!.GetValue<DateTimeOffset>(), (string)body["person"]!, (string?)body["reference"] is null or ""),
    ];

    private static int Densest(List<DateTimeOffset> times) => times.Max(from => times.Count(at => at >= from && at - from < TimeSpan.FromMinutes(1)));
}
