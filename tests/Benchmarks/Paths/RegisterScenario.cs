using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Tests.Programs;
using System.Text.Json.Nodes;
using Benchmarks.Rig;
using TestKit.Reports;

namespace Benchmarks.Paths;

/// <summary>Registers of a province under load: by key, lists, filters with order, words, joins, pivots, and 500 people clicking.</summary>
internal static class RegisterScenario
{
    private const int Users = 500;
    private const int PagesEach = 8;
    private const string Lists = "/api/registers/";

    private static readonly TimeSpan Think = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(BenchRun run, CancellationToken cancel)
    {
        var (records, passwords) = (run.Seconds(200_000, 1_000_000), run.InFolder("demo-password"));
        var filling = run.Start(
            "demo-data", BuiltPrograms.Cloud, "demo-data", "--records", records.ToString(System.Globalization.CultureInfo.InvariantCulture), "--accounts", passwords, "--Storage:Folder", run.InFolder("cloud"));
        var began = run.Time.GetTimestamp();
        await run.EndAsync(filling, TimeSpan.FromHours(2), cancel);
        run.Report.Add("records", records, "").Add("filled in", run.Time.GetElapsedTime(began).TotalSeconds, "s");
        await using var cloud = await BenchCloud.StartAsync(run, cancel);
        using var person = await SignInAsync(cloud.Address, (await File.ReadAllTextAsync(passwords, cancel)).Trim(), cancel);

        var ids = (await PageAsync(person, "attendance-days/records?limit=200", cancel))["items"]!.AsArray().Select(item => $"attendance-days/records/{item!["id"]}").ToList();
        string[] lists = ["attendance-days/records?limit=20", "hazardous-works/records?limit=20", "violations/records?limit=20"];
        var (rate, keyed) = await LoadAsync(run, person, at => at % 4 == 0 ? lists[at / 4 % lists.Length] : ids[at % ids.Count], run.Seconds(20, 60), cancel);
        run.Report.Add("requests by key and list", rate, "1/s", Goal.AtLeast(5000)).Add("by key and list, p99", keyed.Percentile(0.99), "ms", Goal.AtMost(50));
        await AskAsync(run, person, "list with filter and order", 200, i => $"attendance-days/records?filter=team:eq:{Team(i)}&filter=day:month:2026-{1 + (i % 11):00}&sort=-hours&limit=50", cancel);
        await AskAsync(run, person, "full text", 300, i => $"violations/records?q={Word(i)}&limit=20", cancel);
        await AskAsync(run, person, "joined", 1000, i => $"../views/responsible-persons/rows?post={(i % 2 == 0 ? "projectManager" : "safetyOfficer")}", cancel);
        await AskAsync(run, person, "pivot", 1000, i => i % 2 == 0 ? "attendance-days/pivot?by=day:month&by=team" : "violations/pivot?by=kind&by=area:city", cancel);
        await ClickAsync(run, person, ids, lists, cancel);
    }

    private static string Team(int i) => Uri.EscapeDataString(((string[])["木工班", "钢筋班", "混凝土班", "砌筑班"])[i % 4]);

    private static string Word(int i) => Uri.EscapeDataString(((string[])["安全帽", "焊", "防护栏杆", "临边作业", "复训"])[i % 5]);

    private static async Task AskAsync(BenchRun run, HttpClient person, string what, double bar, Func<int, string> path, CancellationToken cancel)
    {
        var took = new Distribution();
        for (var i = 0; i < run.Seconds(60, 300); i++)
        {
            var began = Stopwatch.GetTimestamp();
            await PageAsync(person, path(i), cancel);
            if (i > 2)
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        run.Report.Add($"{what}, p95", took.Percentile(0.95), "ms", Goal.AtMost(bar)).Add(what, "ms", took);
    }

    private static async Task<(double Rate, Distribution Took)> LoadAsync(BenchRun run, HttpClient person, Func<int, string> path, int seconds, CancellationToken cancel)
    {
        var (all, at, lost) = (new List<Distribution>(), 0, 0);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            var took = new Distribution();
            lock (all)
                all.Add(took);
            while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds)
            {
                var start = Stopwatch.GetTimestamp();
                using var answer = await person.GetAsync(new Uri(Lists + path(Interlocked.Increment(ref at)), UriKind.Relative), cancel);
                await answer.Content.CopyToAsync(Stream.Null, cancel);
                took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (!answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref lost);
            }
        }));
        run.Must(lost == 0, $"{lost} requests failed");
        var merged = new Distribution();
        foreach (var part in all)
            for (var share = 0.0005; share < 1; share += 0.001)
                merged.Add(part.Percentile(share));
        return (at / Stopwatch.GetElapsedTime(began).TotalSeconds, merged);
    }

    private static async Task ClickAsync(BenchRun run, HttpClient person, List<string> ids, string[] lists, CancellationToken cancel)
    {
        var (took, failed) = (new Distribution(), 0);
        await Task.WhenAll(Enumerable.Range(0, Users).Select(async user =>
        {
            var dice = new Random(user);
            await Task.Delay(TimeSpan.FromSeconds(dice.NextDouble() * Think.TotalSeconds), run.Time, cancel);
            for (var page = 0; page < PagesEach; page++)
            {
                var began = Stopwatch.GetTimestamp();
                using var answer = await person.GetAsync(new Uri(Lists + (page % 2 == 0 ? lists[dice.Next(lists.Length)] : ids[dice.Next(ids.Count)]), UriKind.Relative), cancel);
                await answer.Content.CopyToAsync(Stream.Null, cancel);
                lock (took)
                    took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref failed);
                await Task.Delay(Think * (0.5 + dice.NextDouble()), run.Time, cancel);
            }
        }));
        run.Must(failed == 0, $"{failed} of {Users * PagesEach} pages failed");
        run.Report.Add($"{Users} people clicking, page p95", took.Percentile(0.95), "ms", Goal.AtMost(1000));
    }

    private static async Task<JsonNode> PageAsync(HttpClient person, string path, CancellationToken cancel)
    {
        using var answer = await person.GetAsync(new Uri(new Uri(person.BaseAddress!, Lists), path), cancel);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonNode>(cancel))! : throw new HttpRequestException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    private static async Task<HttpClient> SignInAsync(Uri address, string password, CancellationToken cancel)
    {
        var person = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = Users }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await person.PostAsJsonAsync("api/session", new { userName = "demo-official", password }, cancel);
        answer.EnsureSuccessStatusCode();
        return person;
    }
}
