using System.Globalization;
using System.Tests.Ledger;
using System.Tests.Programs;
using System.Tests.Site;
using System.Text.Json.Nodes;
using Telemetry.Model;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>The same readings to two clouds: one hears each once and in order, the other through everything that goes wrong.</summary>
public sealed class DuplicateSpecs
{
    private const int Cranes = 40, Resets = 4, BetweenFaults = 2_000, PerTurn = 40;
    private static readonly int Records = SystemRun.Count(20_000, 1_000_000);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public async Task duplicates_disorder_and_new_epochs_leave_store_and_warnings_as_in_a_clean_run()
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromSeconds(180 + (Records / 500)));
        var report = new BenchmarkReport("dup", "10 % duplicates, 5 % reordering, epoch resets and a link that repeats and swaps, against a clean run", SystemRun.IsLong, Clock);
        var plan = new SitePlan { Counters = 0, Devices = [], Cranes = Cranes, CloudArguments = ["--Ingestion:RebirthEverySeconds", "1"] };
        await using var clean = await Installation.StandUpAsync(plan, cancel);
        await using var dirty = await Installation.StandUpAsync(plan, cancel);
        await using var once = new ScriptedGateway(clean);
        await using var again = new ScriptedGateway(dirty, new Disorder(20261123, 0.10, 0.05, BetweenFaults));
        await once.ConnectAsync(cancel);
        await again.ConnectAsync(cancel);

        await PlayAsync([once, again], cancel);
        await Until.TrueAsync("both clouds hold everything", TimeSpan.FromMinutes(2), _ => Task.FromResult(once.Waiting + again.Waiting == 0), cancel);
        await clean.Cloud!.StopAsync(cancel);
        await dirty.Cloud!.StopAsync(cancel);

        var (expected, stored) = (Rows(clean), Rows(dirty));
        var (told, heard) = (Warnings(clean), Warnings(dirty));
        var disturbed = again.Disturbed;
        report.Add("records", Records, "").Add("sent a second time", disturbed.Duplicates, "").Add("overtaken", disturbed.Overtaken, "")
            .Add("repeated or swapped by the link", disturbed.Faults, "").Add("rebirths asked for", disturbed.Rebirths, "").Add("new epochs", Resets, "")
            .Add("readings stored", stored.Sum(row => row.Count), "", Goal.AtLeast(Records)).Add("devices whose readings differ", stored.Except(expected).Count(), "", Goal.AtMost(0))
            .Add("warnings", heard.Count, "").Add("warnings that differ", heard.Except(told).Count() + told.Except(heard).Count(), "", Goal.AtMost(0))
            .Raw("warnings", new JsonArray([.. heard.Select(warning => JsonValue.Create(warning))])).Write();
        Assert.Equal(Records, expected.Sum(row => row.Count));
        Assert.Equal(expected, stored);
        Assert.Equal(told, heard);
        Assert.True(told.Count > 0 && disturbed is { Duplicates: > 0, Overtaken: > 0, Faults: > 0, Rebirths: > 0 }, "nothing was tried");
        SystemRun.Figures(
            "dup",
            $"{Records} records, {disturbed.Duplicates} sent twice, {disturbed.Overtaken} overtaken, {disturbed.Faults} link faults, {disturbed.Rebirths} rebirths, {Resets} new epochs; 0 lost, 0 doubled, {told.Count} warnings in both runs, 0 differences");
        clean.Passed();
        dirty.Passed();
    }

    // A crane swings about its limits; every reading has an instant of its own, and both clouds get it at the same time.
    private static async Task PlayAsync(ScriptedGateway[] gateways, CancellationToken cancel)
    {
        var random = new Random(1);
        var moments = Enumerable.Range(0, Cranes).Select(_ => random.NextDouble() * 100).ToArray();
        using var timer = new PeriodicTimer(Turn, Clock);
        for (var sent = 0; sent < Records;)
        {
            await timer.WaitForNextTickAsync(cancel);
            var at = DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());
            for (var i = 0; i < PerTurn && sent < Records; i++, sent++)
            {
                if (sent > 0 && sent % (Records / (Resets + 1)) == 0 && sent / (Records / (Resets + 1)) <= Resets)
                    foreach (var gateway in gateways)
                        await gateway.ResetEpochAsync();
                moments[i % Cranes] = Math.Clamp(moments[i % Cranes] + (random.NextDouble() * 16) - 8, 40, 125);
                var value = Math.Round(moments[i % Cranes], 2);
                var lane = value >= 90 ? Lane.Alarm : Lane.Live;
                foreach (var gateway in gateways)
                    await gateway.SendAsync(string.Create(CultureInfo.InvariantCulture, $"scripted-{(i % Cranes) + 1}"), lane, at, value);
            }
        }

        foreach (var gateway in gateways)
            await gateway.FlushAsync();
    }

    private static IReadOnlyList<(string Device, long Count, string Hash)> Rows(Installation site)
    {
        using var series = new SeriesFile(site.CloudFolder);
        return series.Digests(Installation.Project);
    }

    // What time alone decides (missing data, a gateway away) depends on when a cloud was asked.
    private static List<string> Warnings(Installation site) =>
    [
        .. StoredWarning.Read(site.CloudFolder, Installation.Project).Where(warning => warning.Rule == "crane-moment")
            .Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Device} {w.StartedAt:O} level {w.Level} worst {w.WorstLevel} count {w.Count} recovered {w.RecoveredAt:O} rung {w.RungAt:O} late {w.Late}"))
            .Order(StringComparer.Ordinal),
    ];
}
