using System.Diagnostics;
using System.Globalization;
using Benchmarks.Rig;
using TestKit.Reports;

namespace Benchmarks.Registers;

/// <summary>Registers of a province under load: by key, lists, filters with order, words, joins, pivots, and 500 people clicking.</summary>
internal static class RegisterScenario
{
    private const int Lines = 32;

    // An official of the province, a contractor's and a supervising engineer's people, a supervisor of one county: their scopes are asked in different ways.
    private static readonly string[] Askers = ["demo-official", "demo-contractor", "demo-engineer", "demo-person-0007"];
    private static readonly string[] Lists = ["attendance-days/records?limit=20", "hazardous-works/records?limit=20", "violations/records?limit=20"];

    public static Task OnSqliteAsync(BenchRun run, CancellationToken cancel) => RunAsync(run, postgres: false, cancel);

    public static Task OnPostgreSqlAsync(BenchRun run, CancellationToken cancel) => RunAsync(run, postgres: true, cancel);

    private static async Task RunAsync(BenchRun run, bool postgres, CancellationToken cancel)
    {
        await using var data = await RegisterData.OpenAsync(run, postgres, run.Records(200_000, 1_000_000), cancel);
        await using var cloud = await BenchCloud.StartAsync(run, cancel, data.Settings);
        var password = data.Password;
        await FirstAsync(run, cloud.Address, password, cancel);
        var people = await EnterAsync(run, cloud.Address, password, cancel);
        try
        {
            await Console.Error.WriteLineAsync("registers: by key and list");
            await KeysAsync(run, people, cloud, data.Server, cancel);
            await Console.Error.WriteLineAsync("registers: questions");
            await QuestionsAsync(run, cloud.Address, password, cancel);
            await Console.Error.WriteLineAsync("registers: people clicking");
            await Clicks.RunAsync(run, people, cancel);
        }
        finally
        {
            foreach (var person in people)
                person.Dispose();
            // The records stay for the next run: the platform goes before their server does.
            await cloud.Program.StopAsync(CancellationToken.None);
        }
    }

    // Nothing of the program or of the database is warm yet.
    private static async Task FirstAsync(BenchRun run, Uri address, string password, CancellationToken cancel)
    {
        using var first = await Visitor.EnterAsync(address, Askers[0], password, cancel);
        var began = Stopwatch.GetTimestamp();
        await first.PageAsync("registers/attendance-days/records?limit=100&names=true", cancel);
        run.Report.Add("first list after the start", Stopwatch.GetElapsedTime(began).TotalMilliseconds, "ms", Goal.AtMost(1500));
    }

    private static async Task<List<Visitor>> EnterAsync(BenchRun run, Uri address, string password, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var people = new Visitor[RegisterData.People];
        await Parallel.ForAsync(0, people.Length, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel }, async (at, token) =>
            people[at] = await (await Visitor.EnterAsync(address, string.Create(CultureInfo.InvariantCulture, $"demo-person-{at + 1:0000}"), password, token)).LookAsync(200, token));
        run.Report.Add($"{people.Length} people sign in and see a list", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
        return [.. people];
    }

    private static async Task KeysAsync(BenchRun run, List<Visitor> people, BenchCloud cloud, PostgreSqlRig? server, CancellationToken cancel)
    {
        // Of the people who see records, as many as there are lines, of all roles.
        var some = people.Where(person => person.Records.Count > 0).Take(Lines).ToList();
        await LoadAsync(run, some, run.Seconds(5, 15), cancel);
        var (before, serverBefore) = (cloud.Usage().CpuSeconds, server?.CpuSeconds() ?? 0);
        var (count, rate, took) = await LoadAsync(run, some, run.Seconds(15, 30), cancel);
        run.Report.Add("requests by key and list", rate, "1/s", Goal.AtLeast(5000)).Add("by key and list, p99", took.Percentile(0.99), "ms", Goal.AtMost(50))
            .Add("CPU of the platform a request", (cloud.Usage().CpuSeconds - before) / count * 1e6, "µs");
        if (server is not null)
            run.Report.Add("CPU of the database a request", (server.CpuSeconds() - serverBefore) / count * 1e6, "µs");
        run.Report.Add("by key and list", "ms", took);
    }

    // Three of four by key.
    private static async Task<(long Count, double Rate, Distribution Took)> LoadAsync(BenchRun run, IReadOnlyList<Visitor> people, int seconds, CancellationToken cancel)
    {
        var (took, lost, began) = (new Distribution(), 0, Stopwatch.GetTimestamp());
        await Task.WhenAll(people.Select(async (person, at) =>
        {
            var keys = person.Records.Select(id => person.Request($"registers/attendance-days/records/{id}")).ToList();
            var lists = Lists.Select(list => person.Request("registers/" + list)).ToList();
            for (var i = at; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var status = await person.Line.AskAsync(i % 4 == 0 ? lists[i / 4 % lists.Count] : keys[i * 7 % keys.Count], cancel);
                took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (status != 200)
                    Interlocked.Increment(ref lost);
            }
        }));
        run.Must(lost == 0, $"{lost} requests failed");
        return (took.Count, took.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, took);
    }

    private static async Task QuestionsAsync(BenchRun run, Uri address, string password, CancellationToken cancel)
    {
        var askers = new List<Visitor>();
        foreach (var name in Askers)
            askers.Add(await Visitor.EnterAsync(address, name, password, cancel));
        await AskAsync(run, askers, "list with filter and order", 200, i => $"registers/attendance-days/records?filter=team:eq:{Team(i)}&filter=day:month:2026-{1 + (i % 11):00}&sort=-hours&limit=50", cancel);
        await AskAsync(run, askers, "full text", 300, i => $"registers/violations/records?q={Word(i)}&limit=20", cancel);
        await AskAsync(run, askers, "full text over all registers", 300, i => $"search?q={Word(i)}&limit=20", cancel);
        await AskAsync(run, askers[..1], "joined", 1000, i => $"views/responsible-persons/rows?post={(i % 2 == 0 ? "projectManager" : "safetyOfficer")}", cancel);
        await AskAsync(run, askers, "totals of a list", 1000, i => $"registers/attendance-days/totals?{New(i)}", cancel);
        await AskAsync(run, askers, "pivot by one column", 1000, i => $"registers/attendance-days/pivot?by={(i % 2 == 0 ? "day:month" : "team")}&{New(i)}", cancel);
        await AskAsync(run, askers, "pivot by two columns", 1000, i => (i % 2 == 0 ? "registers/attendance-days/pivot?by=day:month&by=team&" : "registers/violations/pivot?by=kind&by=area:city&") + New(i), cancel);
        await AskAsync(run, askers, "pivot by two columns, mean of hours", 1000, i => $"registers/attendance-days/pivot?by=day:month&by=team&measure=average&of=hours&{New(i)}", cancel);
        askers.ForEach(asker => asker.Dispose());
    }

    private static async Task AskAsync(BenchRun run, IReadOnlyList<Visitor> askers, string what, double bar, Func<int, string> path, CancellationToken cancel)
    {
        var all = new Distribution();
        foreach (var asker in askers)
        {
            var own = new Distribution();
            for (var i = 0; i < run.Seconds(15, 24); i++)
            {
                var began = Stopwatch.GetTimestamp();
                await asker.PageAsync(path(i), cancel);
                if (i < 3)
                    continue;
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                all.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            run.Report.Add($"{what}, {asker.Name}", "ms", own);
        }

        run.Report.Add($"{what}, p95", all.Percentile(0.95), "ms", Goal.AtMost(bar));
    }

    // Figures that were reckoned since the last change are remembered; each question here is asked for the first time.
    private static string New(int i) => string.Create(CultureInfo.InvariantCulture, $"filter=createdOn:ge:{new DateOnly(2020, 1, 1).AddDays(i):yyyy-MM-dd}");

    private static string Team(int i) => Uri.EscapeDataString(((string[])["木工班", "钢筋班", "混凝土班", "砌筑班"])[i % 4]);

    private static string Word(int i) => Uri.EscapeDataString(((string[])["安全帽", "电焊", "防护栏杆", "临边作业", "复训"])[i % 5]);
}
