using System.Tests.Programs;
using Benchmarks.Rig;
using TestKit.Network;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>Goal 21: how long until a black-holed gateway is shown offline; a link that loses and delays shows nothing.</summary>
internal static class OfflineScenario
{
    private const int Fleet = 50;

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        using var person = await cloud.SignInAsync(cancel);
        await using var link = new LinkProxy(cloud.PlainPort);
        var seconds = run.Seconds(180, 7_200);
        var fleet = run.Simulate("fleet", "fleet", "--gateways", PathScenario.Text(Fleet), "--port", PathScenario.Text(link.Port), "--per-project", PathScenario.Text(Fleet),
            "--cloud", cloud.Address.ToString(), "--password", cloud.PasswordFile, "--ramp", "5", "--seconds", PathScenario.Text(seconds), "--report", run.InFolder("fleet.json"));
        await OnlineAsync(person, Fleet, TimeSpan.FromSeconds(60), cancel);

        var shown = new Distribution();
        for (var round = 0; round < run.Seconds(5, 60); round++)
        {
            link.BlackHole();
            await MeasureAsync(run, person, shown, cancel);
            await OnlineAsync(person, Fleet, TimeSpan.FromSeconds(60), cancel);
        }

        run.Report.Add("black hole to shown offline, p99", shown.Percentile(0.99), "s", Goal.AtMost(15))
            .Add("black hole to shown offline", "s", shown);
        await BadLinkAsync(run, person, link, cancel);
        run.Must(!fleet.HasEnded || run.IsLong, "the fleet ran to the end");
        run.Report.Note("Every gateway of the fleet is black-holed at once and counted alone. The bad link holds bytes back for 0.3 s and stands still for a second out of twenty, which is what 5 % loss does to TCP.");
    }

    private static async Task MeasureAsync(BenchRun run, FirmwareSim.Demonstration.CloudClient person, Distribution shown, CancellationToken cancel)
    {
        var began = run.Time.GetTimestamp();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await Until.TrueAsync(
            "all gateways are shown offline", TimeSpan.FromSeconds(60),
            async token =>
            {
                foreach (var gateway in (await person.GetAsync("api/projects/fleet-0/gateways", token))!.AsArray())
                    if ((string?)gateway!["state"] != "online" && seen.Add((string)gateway["id"]!))
                        shown.Add(run.Time.GetElapsedTime(began).TotalSeconds);
                return seen.Count == Fleet;
            },
            cancel);
    }

    private static async Task BadLinkAsync(BenchRun run, FirmwareSim.Demonstration.CloudClient person, LinkProxy link, CancellationToken cancel)
    {
        var changes = 0;
        var until = run.Time.GetUtcNow().AddSeconds(run.Seconds(60, 3_600));
        for (var turn = 0; run.Time.GetUtcNow() < until; turn++)
        {
            link.Hold();
            await Task.Delay(TimeSpan.FromSeconds(turn % 20 == 0 ? 1 : 0.3), run.Time, cancel);
            link.Resume();
            await Task.Delay(TimeSpan.FromSeconds(0.7), run.Time, cancel);
            changes += (await person.GetAsync("api/projects/fleet-0/gateways", cancel))!.AsArray().Count(gateway => (string?)gateway!["state"] != "online");
        }

        run.Report.Add("gateways shown offline while their link was bad", changes, "times", Goal.AtMost(0));
        run.Must(changes == 0, "a bad link is no offline gateway");
    }

    private static Task OnlineAsync(FirmwareSim.Demonstration.CloudClient person, int count, TimeSpan limit, CancellationToken cancel) => Until.TrueAsync(
        "all gateways are online", limit,
        async token => (await person.GetAsync("api/projects", token))!["items"]!.AsArray() is [var project, ..] && (int)project!["gateways"]!["online"]! == count, cancel);
}
