using System.Tests.Cluster;
using System.Tests.Programs;
using System.Tests.Site;
using TestKit.Reports;

namespace System.Tests.Scenarios;

/// <summary>
/// Two and three silos share the work; one is killed, frozen, stopped. Service (every project answers on every silo that is
/// left), data (every gateway's new records are acknowledged) and commands (every gateway answers one) come back, and nothing
/// that was acknowledged is lost.
/// </summary>
public sealed class SiloSpecs
{
    private const int Projects = 6, PerProject = 8;
    private static readonly int Rounds = SystemRun.IsLong ? 6 : 1;
    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Dictionary<string, double> Bars = new() { ["killed"] = 2, ["frozen"] = 10, ["stopped"] = 1 };

    [Fact]
    public Task one_of_two_silos_that_goes_takes_nothing_with_it() => ReportedAsync(2);

    [Fact]
    public Task one_of_three_silos_that_goes_takes_nothing_with_it() => ReportedAsync(3);

    private static async Task ReportedAsync(int count)
    {
        SystemRun.Require();
        var cancel = SystemRun.Limit(TimeSpan.FromMinutes(3 + (Rounds * 4)));
        var report = new BenchmarkReport(
            $"silos-{count}", $"One of {count} silos is killed, frozen, stopped: how long until every project, gateway and command is served again", SystemRun.IsLong, Clock);
        await WithAsync(count, report, cancel);
        report.Note("48 gateways in 6 projects, 2 records a second each, spread by a balancer that asks every silo's health page four times a second; PostgreSQL with every commit on disk, Redis, InfluxDB 1.6; all on one machine.");
        report.Note("Service: every project answers on every silo that is left. Data: a record made after the fault is acknowledged to every gateway, reconnecting included (half to all of a second before each attempt). Commands: every gateway has answered one.");
        report.Write();
    }

    private static async Task WithAsync(int count, BenchmarkReport report, CancellationToken cancel)
    {
        var names = Enumerable.Range(0, Projects * PerProject).Select(i => ($"site-{i / PerProject}", $"gw-{i}")).ToList();
        await using var cluster = await CloudCluster.StandUpAsync(count, names, cancel);
        var gateways = names.Select((name, i) => new LedgerGateway(name.Item1, name.Item2, cluster.Balancer.Port, InAlarm(i), Clock)).ToList();
        try
        {
            gateways.ForEach(gateway => gateway.Start());
            await DataBackAsync(gateways, Clock.GetUtcNow(), cancel);
            await FollowAsync(cluster, cancel);
            var figures = new Dictionary<string, List<Recovery>>();
            for (var round = 0; round < Rounds; round++)
                foreach (var fault in Bars.Keys)
                    (figures.TryGetValue(fault, out var list) ? list : figures[fault] = []).Add(await SufferAsync(cluster, gateways, fault, cancel));

            gateways.ForEach(gateway => gateway.FallQuiet());
            await Until.TrueAsync("everything is acknowledged", Patience, _ => Task.FromResult(gateways.TrueForAll(g => g.Pending == 0)), cancel);
            var account = await ClusterAccount.OfAsync(cluster, gateways, g => InAlarm(int.Parse(g.Name[3..], Globalization.CultureInfo.InvariantCulture)), cancel);
            foreach (var (fault, recoveries) in figures)
                Report(report, count, fault, recoveries);
            report.Add($"{count} silos: records made", account.Made, "").Add($"{count} silos: lost", account.Missing, "", Goal.AtMost(0))
                .Add($"{count} silos: doubled", account.Doubled, "", Goal.AtMost(0))
                .Add($"{count} silos: warnings more or fewer than conditions", Math.Abs(account.Warnings - account.WarningsExpected), "", Goal.AtMost(0));
            SystemRun.Figures(
                $"silos/{count}",
                $"{string.Join("; ", figures.Select(f => Line(f.Key, f.Value)))}; {account.Made} records, {account.Missing} lost, {account.Doubled} doubled, {account.Warnings} warnings for {account.WarningsExpected} conditions");
            Assert.Equal((0, 0, account.WarningsExpected), (account.Missing, account.Doubled, account.Warnings));
            cluster.Passed();
        }
        finally
        {
            foreach (var gateway in gateways)
                await gateway.DisposeAsync();
        }
    }

    private static bool InAlarm(int gateway) => gateway % PerProject == 0;

    /// <summary>The silo with the most gateways goes, service comes back, the silo comes back.</summary>
    private static async Task<Recovery> SufferAsync(CloudCluster cluster, IReadOnlyList<LedgerGateway> gateways, string fault, CancellationToken cancel)
    {
        var connections = cluster.Balancer.Connections;
        var victim = cluster.Silos.MaxBy(s => connections[s.Number])!;
        var left = cluster.Silos.Where(s => s != victim).ToList();
        var since = Clock.GetUtcNow();
        var ending = Task.CompletedTask;
        switch (fault)
        {
            case "killed":
                await victim.Program!.KillAsync(cancel);
                break;
            case "frozen":
                victim.Program!.Freeze();
                break;
            default:
                ending = victim.Program!.StopAsync(cancel);
                break;
        }

        var times = await Task.WhenAll(
            ServiceBackAsync(left, since, cancel), DataBackAsync(gateways, since, cancel), CommandsBackAsync(left[0], gateways, since, cancel));
        await ending;
        if (fault == "frozen")
        {
            // It finds that the others have given it up, and ends.
            victim.Program!.Thaw();
            await Until.TrueAsync("the silo that was frozen ends by itself", Patience, _ => Task.FromResult(victim.Program.HasEnded), cancel);
        }

        await cluster.StartAsync(victim, cancel);
        await ServiceBackAsync(cluster.Silos, Clock.GetUtcNow(), cancel);
        await DataBackAsync(gateways, Clock.GetUtcNow(), cancel);
        return new Recovery(times[0], times[1], times[2]);
    }

    /// <summary>Seconds until every project answers within a second on each of the silos.</summary>
    private static async Task<double> ServiceBackAsync(IReadOnlyList<SiloProgram> silos, DateTimeOffset since, CancellationToken cancel)
    {
        var waiting = silos.SelectMany(s => Enumerable.Range(0, Projects).Select(p => (Silo: s, Path: $"api/projects/site-{p}/latest")));
        await Task.WhenAll(waiting.Select(one => Until.TrueAsync(
            $"{one.Path} on silo {one.Silo.Number}", Patience,
            async token =>
            {
                using var second = CancellationTokenSource.CreateLinkedTokenSource(token);
                second.CancelAfter(TimeSpan.FromSeconds(1));
                return await one.Silo.Client.GetAsync(one.Path, second.Token) is not null;
            },
            cancel)));
        return (Clock.GetUtcNow() - since).TotalSeconds;
    }

    /// <summary>Seconds until every gateway knows a record as stored that it made after an instant.</summary>
    private static async Task<double> DataBackAsync(IReadOnlyList<LedgerGateway> gateways, DateTimeOffset since, CancellationToken cancel)
    {
        await Until.TrueAsync(
            "new records of every gateway are acknowledged", Patience, _ => Task.FromResult(gateways.All(g => g.NewestAcknowledged > since)), cancel);
        return (Clock.GetUtcNow() - since).TotalSeconds;
    }

    /// <summary>Seconds until every gateway has answered a command that was asked for at one silo.</summary>
    private static async Task<double> CommandsBackAsync(SiloProgram silo, IReadOnlyList<LedgerGateway> gateways, DateTimeOffset since, CancellationToken cancel)
    {
        using var few = new SemaphoreSlim(8);
        await Task.WhenAll(gateways.Select(async (gateway, i) =>
        {
            // Twice a second and not all at once: a command refused is work for the silos that are to come back.
            var look = i;
            await Until.TrueAsync($"{gateway.Name} answers a command", Patience, async token =>
            {
                if (look++ % 5 != 0)
                    return false;
                await few.WaitAsync(token);
                try
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
                    limit.CancelAfter(TimeSpan.FromSeconds(2));
                    var answer = await silo.Client.PostAsync(
                        $"api/projects/{gateway.Project}/devices/test",
                        new { gateway = gateway.Name, id = "probe", name = "probe", profile = "generic-tower-crane-tcp", address = "tcp://127.0.0.1:502", unit = 1 },
                        limit.Token);
                    return (bool?)answer!["ok"] == true;
                }
                finally
                {
                    few.Release();
                }
            }, cancel);
        }));
        return (Clock.GetUtcNow() - since).TotalSeconds;
    }

    /// <summary>The live stream of each silo shows the newest values of every project, wherever its grain lives.</summary>
    private static async Task FollowAsync(CloudCluster cluster, CancellationToken cancel) => await Task.WhenAll(
        cluster.Silos.SelectMany(silo => Enumerable.Range(0, Projects).Select(async project =>
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(45));
            await using var stream = await silo.Client.OpenStreamAsync($"api/stream?project=site-{project}", limit.Token);
            using var lines = new StreamReader(stream);
            // The snapshot has one for each device: what is beyond it is live.
            for (var seen = 0; seen < 3 * PerProject;)
                if (await lines.ReadLineAsync(limit.Token) is "event: latest")
                    seen++;
        })));

    private static void Report(BenchmarkReport report, int count, string fault, List<Recovery> recoveries) => report
        .Add($"{count} silos, one {fault}: service back, worst", recoveries.Max(r => r.Service), "s", Goal.AtMost(Bars[fault]))
        .Add($"{count} silos, one {fault}: data back, worst", recoveries.Max(r => r.Data), "s")
        .Add($"{count} silos, one {fault}: commands back, worst", recoveries.Max(r => r.Commands), "s");

    private static string Line(string fault, List<Recovery> recoveries) => FormattableString.Invariant(
        $"{fault}: service {recoveries.Max(r => r.Service):0.0} s, data {recoveries.Max(r => r.Data):0.0} s, commands {recoveries.Max(r => r.Commands):0.0} s");

    private sealed record Recovery(double Service, double Data, double Commands);
}
