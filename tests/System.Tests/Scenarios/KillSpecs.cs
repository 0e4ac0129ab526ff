using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using System.Text.Json.Nodes;

namespace System.Tests.Scenarios;

/// <summary><c>kill -9</c> under load: what was acknowledged is there, once, whoever is killed.</summary>
public sealed class KillSpecs
{
    private static readonly int Kills = SystemRun.IsLong ? 50 : 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeProvider Clock = TimeProvider.System;

    // Answers that the gateway has read and not yet appended when it dies: one a device on its way, one at the disk.
    private const int OnTheWay = 3;

    [Fact]
    public async Task a_killed_gateway_loses_nothing_that_was_durable_and_goes_on_with_its_sequence()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromSeconds(60 + (Kills * 40)) + TimeSpan.FromMinutes(3));
        var random = new Random(20261123);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 20, Devices = [] }, cancel);
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);

        var (polled, served) = (new List<double>(), new List<double>());
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunForAsync(random.Next(1_000, 4_000), cancel);
            var durable = await site.AppendedAsync(cancel);
            await site.Gateway!.KillAsync(cancel);
            var killed = Clock.GetUtcNow();
            await site.StartGatewayAsync(cancel);
            polled.Add((await FirstAnswerAfterAsync(site, killed, cancel) - killed).TotalSeconds);
            await Until.TrueAsync("the gateway delivers again", Patience, async token => await IsDeliveringAsync(site, killed, token), cancel);
            served.Add((Clock.GetUtcNow() - killed).TotalSeconds);
            Assert.True(await site.AppendedAsync(cancel) > durable, "the sequence continues");
        }

        await site.WindDownAsync(cancel);
        var account = Account.Of(site);
        account.AssertExactlyOnce(givenUp: (long)Kills * OnTheWay * site.Files.Counters.Count);
        SystemRun.Figures(
            "kill/gateway",
            $"{Kills} kills, {account.Appended} records, 0 durable lost, 0 doubled; {account.Lost} answers died with the process ({(double)account.Lost / Kills / site.Files.Counters.Count:0.00} a kill and device); first poll {Median(polled):0.00} s, full service {Median(served):0.00} s (median, start of .NET included)");
        site.Passed();
    }

    [Fact]
    public async Task a_killed_cloud_has_lost_and_doubled_nothing_and_warns_once()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromSeconds(60 + (Kills * 60)) + TimeSpan.FromMinutes(4));
        var random = new Random(20261124);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = 20, Devices = ["crane-1", "panel-1"] }, cancel);
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);
        var hold = Kills * 60;
        site.StartSite(site.Files.Scenario("creep", new JsonObject
        {
            ["at"] = 5, ["target"] = "crane-1", ["happening"] = "load-creep",
            ["arguments"] = new JsonObject { ["load"] = 2.2, ["to"] = 34, ["seconds"] = 6, ["hold"] = hold },
        }));
        await Until.TrueAsync("the moment ratio passes 100 %", Patience, async token => (await site.TruthAsync(token)).Any(line => (string?)line["kind"] == "edge"), cancel);

        var back = new List<double>();
        for (var kill = 0; kill < Kills; kill++)
        {
            // The first one right at the crossing, while the warning is on its way to the store.
            await RunForAsync(kill == 0 ? random.Next(0, 300) : random.Next(1_000, 4_000), cancel);
            await site.Cloud!.KillAsync(cancel);
            var killed = Clock.GetUtcNow();
            await site.StartCloudAsync(cancel);
            await site.UntilGatewayAsync("online", Patience, cancel);
            await Until.TrueAsync("readings are stored again", Patience, async token => await IsDeliveringAsync(site, killed, token), cancel);
            back.Add((Clock.GetUtcNow() - killed).TotalSeconds);
        }

        await site.UntilDrainedAsync(TimeSpan.FromMinutes(2), cancel);
        await site.WindDownAsync(cancel);
        var account = Account.Of(site);
        account.AssertExactlyOnce(givenUp: 0);
        var warning = Assert.Single(
            StoredWarning.Read(site.CloudFolder, Installation.Project), warning => warning is { Device: "crane-1", Rule: "crane-moment" });
        Assert.Equal(1, warning.Count);
        SystemRun.Figures(
            "kill/cloud",
            $"{Kills} kills, {account.Appended} records, 0 lost, 0 doubled, 1 warning for 1 condition; full service {Median(back):0.00} s (median, start of .NET and reconnect included); delay p50 {account.Delay(0.5)} p99 {account.Delay(0.99)} ms");
        site.Passed();
    }

    private static Task RunForAsync(int milliseconds, CancellationToken cancel)
    {
        var began = Clock.GetTimestamp();
        return Until.TrueAsync("load for a random time", Patience, _ => Task.FromResult(Clock.GetElapsedTime(began).TotalMilliseconds >= milliseconds), cancel);
    }

    private static Task<DateTimeOffset> FirstAnswerAfterAsync(Installation site, DateTimeOffset killed, CancellationToken cancel) =>
        Until.SeenAsync<DateTimeOffset>(
            "the first poll after the kill", Patience,
            _ =>
            {
                var after = NumberLog.Read(site.NumberLog).SelectMany(unit => unit).Where(answer => answer.At > killed.ToUnixTimeMilliseconds()).ToList();
                return Task.FromResult(after.Count == 0 ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(after.Min(answer => answer.At)));
            },
            cancel);

    /// <summary>True when the cloud shows live values of every numbered device from after an instant.</summary>
    private static async Task<bool> IsDeliveringAsync(Installation site, DateTimeOffset after, CancellationToken cancel)
    {
        var latest = new LatestWatch();
        await latest.LookAsync(site, cancel);
        return site.Files.Counters.All(counter => latest.NewestOf(counter) > after);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
