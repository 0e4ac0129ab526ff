using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using System.Text.Json.Nodes;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary><c>kill -9</c> under load: what was acknowledged is there, once, whoever is killed.</summary>
public sealed class KillSpecs
{
    private const int PerSlice = 25;
    private static readonly int Kills = SystemRun.Count(5, 500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeProvider Clock = TimeProvider.System;

    // Answers that the gateway has read and not yet appended when it dies: one a device on its way, one at the disk.
    private const int OnTheWay = 3, Counters = 20;

    [Fact]
    public async Task a_killed_gateway_loses_nothing_that_was_durable_and_goes_on_with_its_sequence()
    {
        SystemRun.Require();
        var report = new BenchmarkReport("kill-gateway", "kill -9 of the gateway under load, 200 readings a second", SystemRun.IsLong, Clock);
        var done = await SlicesAsync("gateway", KillGatewayAsync);

        var (polled, served) = (Distribution.Of(done.Polled), Distribution.Of(done.Served));
        report.Add("kills", done.Kills, "").Add("records", done.Records, "").Add("durable records lost", done.Gone, "", Goal.AtMost(0)).Add("doubled or out of order", done.Spoilt, "", Goal.AtMost(0))
            .Add("answers that died with the process, a kill and device", (double)done.Died / done.Kills / Counters, "")
            .Add("kill to first poll, median", polled.Percentile(0.5), "s", Goal.AtMost(2)).Add("kill to full service, median", served.Percentile(0.5), "s", Goal.AtMost(10))
            .Add("kill to first poll", "s", polled).Add("kill to full service", "s", served)
            .Note("The start of the .NET runtime is part of both; the shipped gateway is compiled ahead of time.").Write();
        SystemRun.Figures(
            "kill/gateway",
            $"{done.Kills} kills, {done.Records} records, 0 durable lost, 0 doubled; {done.Died} answers died with the process; first poll {polled.Percentile(0.5):0.00} s, full service {served.Percentile(0.5):0.00} s (median, start of .NET included)");
    }

    [Fact]
    public async Task a_killed_cloud_has_lost_and_doubled_nothing_and_warns_once()
    {
        SystemRun.Require();
        var report = new BenchmarkReport("kill-cloud", "kill -9 of the cloud under load, 200 readings a second and one open warning", SystemRun.IsLong, Clock);
        var done = await SlicesAsync("cloud", KillCloudAsync);

        var served = Distribution.Of(done.Served);
        report.Add("kills", done.Kills, "").Add("records", done.Records, "").Add("records lost", done.Gone, "", Goal.AtMost(0)).Add("doubled or out of order", done.Spoilt, "", Goal.AtMost(0))
            .Add("warnings missed or doubled", done.Warnings, "", Goal.AtMost(0)).Add("kill to full service, median", served.Percentile(0.5), "s", Goal.AtMost(10))
            .Add("kill to full service", "s", served).Note("The start of the .NET runtime and the gateway's reconnect are part of it.").Write();
        SystemRun.Figures(
            "kill/cloud",
            $"{done.Kills} kills, {done.Records} records, 0 lost, 0 doubled, 1 warning for 1 condition; full service {served.Percentile(0.5):0.00} s (median, start of .NET and reconnect included)");
    }

    // A slice is an installation of its own; what is done is kept, so that a run that was cut off goes on where it was.
    private static async Task<KillProgress> SlicesAsync(string victim, Func<int, int, KillProgress, CancellationToken, Task<KillProgress>> slice)
    {
        var done = KillProgress.Load(victim, SystemRun.IsLong);
        while (done.Kills < Kills)
        {
            var kills = Math.Min(PerSlice, Kills - done.Kills);
            done = await slice(kills, 20261123 + done.Kills, done, SystemRun.Limit(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(kills * 60)));
            done.Save(victim, SystemRun.IsLong);
        }

        return done;
    }

    private static async Task<KillProgress> KillGatewayAsync(int kills, int seed, KillProgress done, CancellationToken cancel)
    {
        var random = new Random(seed);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = Counters, Devices = [] }, cancel);
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);
        var (polled, served) = (new List<double>(), new List<double>());
        for (var kill = 0; kill < kills; kill++)
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
        account.AssertExactlyOnce(givenUp: (long)kills * OnTheWay * Counters);
        site.Passed();
        return done.And(kills, account, mayDie: true, 0, polled, served);
    }

    private static async Task<KillProgress> KillCloudAsync(int kills, int seed, KillProgress done, CancellationToken cancel)
    {
        var random = new Random(seed);
        await using var site = await Installation.StandUpAsync(new SitePlan { Counters = Counters, Devices = ["crane-1", "panel-1"] }, cancel);
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);
        site.StartSite(site.Files.Scenario("creep", new JsonObject
        {
            ["at"] = 5, ["target"] = "crane-1", ["happening"] = "load-creep",
            ["arguments"] = new JsonObject { ["load"] = 2.2, ["to"] = 34, ["seconds"] = 6, ["hold"] = kills * 60 },
        }));
        await Until.TrueAsync("the moment ratio passes 100 %", Patience, async token => (await site.TruthAsync(token)).Any(line => (string?)line["kind"] == "edge"), cancel);
        var back = new List<double>();
        for (var kill = 0; kill < kills; kill++)
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
        site.Passed();
        return done.And(kills, account, mayDie: false, Math.Abs(warning.Count - 1), [], back);
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
}
