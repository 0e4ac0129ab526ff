using System.Diagnostics;
using Benchmarks.Rig;
using TestKit.Reports;

namespace Benchmarks.Registers;

/// <summary>
/// 500 people click through pages at once, each in a session and a role of his own. A page is everything that the web client asks
/// for it, one after another; it is there when the last answer is.
/// </summary>
internal static class Clicks
{
    private const int PagesEach = 8;

    private static readonly TimeSpan Think = TimeSpan.FromSeconds(6);
    private static readonly string[] Words = ["安全帽", "防护栏杆", "临边作业", "复训", "电焊"];
    private static readonly string[] Registers = ["attendance-days", "hazardous-works", "violations", "special-patrols", "monitoring-records", "training-sessions"];

    public static async Task RunAsync(BenchRun run, IReadOnlyList<Visitor> people, CancellationToken cancel)
    {
        var (kinds, failed, seen) = (new SortedDictionary<string, Distribution>(), 0, new HashSet<int>());
        var all = new Distribution();
        await Task.WhenAll(people.Select(async (person, at) =>
        {
            var dice = new Random(at);
            await Task.Delay(Think * dice.NextDouble(), run.Time, cancel);
            for (var page = 0; page < PagesEach; page++)
            {
                var (kind, requests) = Page(person, dice);
                var began = Stopwatch.GetTimestamp();
                foreach (var request in requests)
                    if (await person.Line.AskAsync(person.Request(request), cancel) is var status and not 200)
                    {
                        Interlocked.Increment(ref failed);
                        lock (seen)
                            if (seen.Add(status))
                                Console.Error.WriteLine($"{person.Name}, {request}: {status}");
                    }

                var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                all.Add(took);
                lock (kinds)
                    (kinds.TryGetValue(kind, out var known) ? known : kinds[kind] = new Distribution()).Add(took);
                await Task.Delay(Think * (0.5 + dice.NextDouble()), run.Time, cancel);
            }
        }));
        run.Must(failed == 0, $"{failed} requests of people clicking failed");
        run.Report.Add($"{people.Count} people clicking, page p95", all.Percentile(0.95), "ms", Goal.AtMost(1000))
            .Add($"{people.Count} people clicking, pages", all.Count, "");
        foreach (var (kind, took) in kinds)
            run.Report.Add($"page: {kind}", "ms", took);
    }

    private static (string Kind, string[] Requests) Page(Visitor person, Random dice)
    {
        var register = Registers[dice.Next(Registers.Length)];
        return dice.Next(20) switch
        {
            < 9 => ("list", [$"registers/{register}/records?limit=100&names=true", $"registers/{register}/totals"]),
            < 15 when person.Records.Count > 0 => ("record", [Record(person, dice), Record(person, dice) + "/history"]),
            < 17 => ("search", [$"search?q={Uri.EscapeDataString(Words[dice.Next(Words.Length)])}&limit=20"]),
            < 18 => ("figures", [$"registers/attendance-days/pivot?by=day:month"]),
            _ => ("workbench", ["todo", "reminders"]),
        };
    }

    private static string Record(Visitor person, Random dice) => $"registers/attendance-days/records/{person.Records[dice.Next(person.Records.Count)]}";
}
