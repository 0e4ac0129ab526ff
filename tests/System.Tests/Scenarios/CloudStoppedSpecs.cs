using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using System.Text.Json.Nodes;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>The cloud is stopped and comes back; the site goes on without it.</summary>
public sealed class CloudStoppedSpecs
{
    private const string Crane = "crane-1", MomentRule = "crane-moment";

    private static readonly TimeSpan Outage = SystemRun.IsLong ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task the_siren_sounds_without_the_cloud_and_afterwards_everything_has_arrived_once_and_in_order()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(Outage + TimeSpan.FromMinutes(8));
        var report = new BenchmarkReport("outage-cloud-stopped", "the cloud is away while a crane passes its limit", SystemRun.IsLong, Clock);
        await using var site = await Installation.StandUpAsync(new SitePlan(), cancel);
        await site.StartGatewayAsync(cancel);
        await site.UntilStoredAsync(cancel);
        site.StartSite(site.Files.Scenario("creep", Creep(at: 25, seconds: 6, hold: 4)));
        await Until.TrueAsync("the crane is stored", Patience, async token => await CraneIsGoodAsync(site, token), cancel);
        var latest = new LatestWatch();
        await latest.LookAsync(site, cancel);

        var stopped = Clock.GetUtcNow();
        Assert.Equal(0, await site.Cloud!.StopAsync(cancel));
        var edge = await Until.SeenAsync<DateTimeOffset>("the moment ratio passes 100 %", Patience, token => EdgeAsync(site, token), cancel);
        var siren = await Until.SeenAsync<DateTimeOffset>("the siren pin is high", Patience, token => SirenAsync(site, edge, token), cancel);
        var waiting = await site.WaitingAsync(cancel);
        await Until.TrueAsync("the outbox grows", Patience, async token => await site.WaitingAsync(token) > waiting + 50, cancel);
        await Until.TrueAsync("the outage is over", Outage + Patience, _ => Task.FromResult(Clock.GetUtcNow() - stopped >= Outage), cancel);
        var depth = await site.WaitingAsync(cancel);
        Assert.True(edge > stopped, "the crossing must fall into the outage");

        var restarted = Clock.GetUtcNow();
        await site.StartCloudAsync(cancel);
        await site.UntilGatewayAsync("online", Patience, cancel);
        var online = Clock.GetUtcNow();
        var drained = await DrainAsync(site, latest, cancel);
        var notices = await NoticesAsync(site, cancel);

        var delivery = await site.WindDownAsync(cancel);
        var account = Account.Of(site);
        report.Add("away", (restarted - stopped).TotalSeconds, "s").Add("records kept meanwhile", depth, "").Add("records", account.Appended, "")
            .Add("lost", account.Gone, "", Goal.AtMost(0)).Add("doubled or out of order", account.Spoilt, "", Goal.AtMost(0)).Add("edge to siren", (siren - edge).TotalMilliseconds, "ms").Add("back to online", (online - restarted).TotalSeconds, "s")
            .Add("online to drained", (drained - online).TotalSeconds, "s").Add("readings that came late", account.Late, "").Write();
        account.AssertExactlyOnce(givenUp: 0);
        AssertToldTruthfully(site, edge, restarted, notices);
        Assert.Empty(latest.WentBack);
        Assert.All(delivery, day => Assert.True((long)day["lost"]! == 0 && (long)day["received"]! >= (long?)day["expected"], day.ToJsonString()));
        SystemRun.Figures(
            "outage/cloud-stopped",
            $"{(restarted - stopped).TotalSeconds:0} s down, {depth} records kept, {account.Appended} in all, 0 lost, 0 doubled; edge to siren {(siren - edge).TotalMilliseconds:0} ms; up {(online - restarted).TotalSeconds:0.0} s, drained {(drained - online).TotalSeconds:0.0} s later; {account.Late} of {account.Stored} late; delay p50 {account.Delay(0.5)} p99 {account.Delay(0.99)} ms");
        site.Passed();
    }

    private static JsonObject Creep(double at, double seconds, double hold) => new()
    {
        ["at"] = at, ["target"] = Crane, ["happening"] = "load-creep",
        ["arguments"] = new JsonObject { ["load"] = 2.2, ["to"] = 34, ["seconds"] = seconds, ["hold"] = hold },
    };

    private static async Task<bool> CraneIsGoodAsync(Installation site, CancellationToken cancel) =>
        (await site.AskAsync($"latest?device={Crane}", cancel))["devices"]!.AsArray()
            .Any(device => device!["points"]!.AsArray().Any(point => (string)point!["point"]! == "moment-ratio" && (int)point["quality"]! == 192));

    private static async Task<DateTimeOffset?> EdgeAsync(Installation site, CancellationToken cancel) =>
        (await site.TruthAsync(cancel)).FirstOrDefault(line => (string?)line["kind"] == "edge")?["at"]!.GetValue<DateTimeOffset>();

    private static async Task<DateTimeOffset?> SirenAsync(Installation site, DateTimeOffset edge, CancellationToken cancel) =>
        await site.PinAsync("siren", cancel) is { } pin && (bool)pin["active"]! && pin["changedAt"]!.GetValue<DateTimeOffset>() is var at && at >= edge ? at : null;

    private static async Task<DateTimeOffset> DrainAsync(Installation site, LatestWatch latest, CancellationToken cancel)
    {
        var online = Clock.GetUtcNow();
        await Until.TrueAsync(
            "the backlog is delivered while live values go on", TimeSpan.FromMinutes(3),
            async token =>
            {
                await latest.LookAsync(site, token);
                return await site.WaitingAsync(token) < 100 && site.Files.Counters.Append(Crane).All(device => latest.NewestOf(device) > online);
            },
            cancel);
        return Clock.GetUtcNow();
    }

    private static async Task<IReadOnlyList<JsonNode>> NoticesAsync(Installation site, CancellationToken cancel) =>
        [.. (await site.NoticesAsync(cancel)).Select(line => JsonNode.Parse((string)line["body"]!)!)];

    /// <summary>One warning for the one crossing, at its own time; a phone rings only for what is still fresh.</summary>
    private static void AssertToldTruthfully(Installation site, DateTimeOffset edge, DateTimeOffset restarted, IReadOnlyList<JsonNode> notices)
    {
        var warning = Assert.Single(
            StoredWarning.Read(site.CloudFolder, Installation.Project), warning => warning.Device == Crane && warning.Rule == MomentRule && warning.WorstLevel <= 2);
        Assert.InRange(warning.StartedAt, edge.AddSeconds(-6), edge.AddSeconds(2));
        var rung = notices.Where(notice => (string?)notice["reference"] == warning.Id).ToList();
        if (restarted - edge < TimeSpan.FromSeconds(60))
        {
            Assert.True(warning.Late || rung.Count > 0, "a fresh warning rings");
            return;
        }

        Assert.DoesNotContain(rung, notice => (int)notice["severity"]! <= 2);
        Assert.True(warning.RungAt is null || warning.RungAt > restarted.AddSeconds(-60), $"rang for what happened at {warning.RungAt:O}");
    }
}
