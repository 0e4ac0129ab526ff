using System.Diagnostics;
using System.Globalization;
using System.Tests.Programs;
using System.Text.Json.Nodes;
using Benchmarks.Registers;
using Benchmarks.Rig;
using FirmwareSim.Demonstration;
using TestKit.Reports;

namespace Benchmarks.Safekeeping;

/// <summary>
/// Full and incremental backup of a province's records while people write, both restores rehearsed, and the audit trail written out
/// and taken in again: against a tenth of what table 3.3.1 allows.
/// </summary>
internal static class BackupScenario
{
    private const double Tenth = 0.1, FullLimit = 24 * 3600, IncrementalLimit = 30 * 60, LogLimit = 10 * 60;
    private const int Writers = 4;

    public static Task OnSqliteAsync(BenchRun run, CancellationToken cancel) => RunAsync(run, postgres: false, cancel);

    public static Task OnPostgreSqlAsync(BenchRun run, CancellationToken cancel) => RunAsync(run, postgres: true, cancel);

    private static async Task RunAsync(BenchRun run, bool postgres, CancellationToken cancel)
    {
        var records = run.Records(200_000, 1_000_000);
        await using var data = await RegisterData.OpenAsync(run, postgres, records, cancel);
        await using var cloud = await BenchCloud.StartAsync(run, cancel, [.. data.Settings, "--Backup:Folder", run.InFolder("backups")]);
        using var administrator = new CloudClient(cloud.Address);
        await administrator.SignInAsync(data.AdministratorPassword, cancel);
        var full = await BackupAsync(run, cloud, data, administrator, "full", 1, cancel);
        var incremental = await BackupAsync(run, cloud, data, administrator, "incremental", 2, cancel);
        await RehearseAsync(run, administrator, full, "full", FullLimit, records, cancel);
        await RehearseAsync(run, administrator, incremental, "incremental", IncrementalLimit, records, cancel);
        await cloud.Program.StopAsync(cancel);
        await LogAsync(run, data, cancel);
    }

    // Four people write comments as fast as they are answered, before and beside it.
    private static async Task<JsonNode> BackupAsync(BenchRun run, BenchCloud cloud, RegisterData data, CloudClient administrator, string kind, int count, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (took, password) = (new Distribution(), data.Password);
        var writing = Task.WhenAll(Enumerable.Range(1, Writers).Select(at => WriteAsync(cloud.Address, at, password, took, stop.Token)));
        await Until.TrueAsync("a thousand comments are written", TimeSpan.FromMinutes(2), _ => Task.FromResult(took.Count >= 1000), cancel);
        await administrator.PostAsync("api/backups", new { kind }, cancel);
        var page = await DoneAsync(administrator, page => page["backups"]!.AsArray().Count == count, cancel);
        await stop.CancelAsync();
        await writing;
        var made = page["backups"]![0]!;
        run.Must((string)made["kind"]! == kind, $"the {kind} backup is {made["kind"]}");
        run.Report.Add($"{kind} backup", (double)made["seconds"]!, "s", Goal.AtMost((kind == "full" ? FullLimit : IncrementalLimit) * Tenth))
            .Add($"{kind} backup, written", (double)made["bytes"]! / 1e6, "MB").Add($"{kind} backup, restores to", (double)made["restoredBytes"]! / 1e6, "MB")
            .Add($"a comment beside the {kind} backup", "ms", took);
        return made;
    }

    private static async Task WriteAsync(Uri address, int at, string password, Distribution took, CancellationToken stop)
    {
        try
        {
            using var person = await (await Visitor.EnterAsync(address, string.Create(CultureInfo.InvariantCulture, $"demo-person-{at * 10:0000}"), password, stop)).LookAsync(200, stop);
            for (var i = 0; ; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await person.PostAsync($"registers/attendance-days/records/{person.Records[i % person.Records.Count]}/comments", new JsonObject { ["text"] = "备份期间照常办理" }, stop);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was written.
        }
    }

    private static async Task RehearseAsync(BenchRun run, CloudClient administrator, JsonNode backup, string kind, double limit, int records, CancellationToken cancel)
    {
        await administrator.PostAsync($"api/backups/{backup["id"]}/rehearse", new { }, cancel);
        var page = await DoneAsync(administrator, page => page["rehearsals"]!.AsArray().Any(one => (string)one!["backup"]! == (string)backup["id"]!), cancel);
        var rehearsal = page["rehearsals"]!.AsArray().First(one => (string)one!["backup"]! == (string)backup["id"]!)!;
        run.Must((string?)rehearsal["fault"] is null, $"the restore of the {kind} backup failed: {rehearsal["fault"]}");
        var history = (long?)rehearsal["counts"]?["records.record_history"] ?? 0;
        run.Must(history >= records * 0.95, $"the restored copy has {history} changes of {records} records");
        run.Report.Add($"restore of the {kind} backup", (double)rehearsal["seconds"]!, "s", Goal.AtMost(limit * Tenth))
            .Add($"restore of the {kind} backup, opened and counted", (double)rehearsal["checkSeconds"]!, "s");
    }

    private static async Task LogAsync(BenchRun run, RegisterData data, CancellationToken cancel)
    {
        var (file, empty) = (run.InFolder("trail.jsonl"), run.InFolder("restored"));
        await CommandAsync(run, data.Settings, "audit-export", file, cancel);
        run.Report.Add("entries of the audit trail", File.ReadLines(file).Count() - 1, "");
        await CommandAsync(run, ["--Storage:Folder", empty], "audit-import", file, cancel);
    }

    private static async Task CommandAsync(BenchRun run, IEnumerable<string> settings, string command, string file, CancellationToken cancel)
    {
        var pairs = settings.Chunk(2).ToDictionary(pair => "EDGE_" + pair[0].TrimStart('-').Replace(":", "__", StringComparison.Ordinal), pair => pair[1]);
        foreach (var (name, value) in pairs)
            Environment.SetEnvironmentVariable(name, value);
        var began = run.Time.GetTimestamp();
        var exit = await RunningProgram.RunAsync(run.InFolder(command + ".log"), BuiltPrograms.Cloud, [command, file], cancel);
        var took = run.Time.GetElapsedTime(began).TotalSeconds;
        foreach (var (name, _) in pairs)
            Environment.SetEnvironmentVariable(name, null);
        run.Must(exit == 0, $"{command} ended with {exit}");
        run.Report.Add(command == "audit-export" ? "backup of the log, start of the program included" : "restore of the log, start of the program included", took, "s", Goal.AtMost(LogLimit * Tenth));
    }

    private static async Task<JsonNode> DoneAsync(CloudClient administrator, Func<JsonNode, bool> done, CancellationToken cancel)
    {
        JsonNode? page = null;
        await Until.TrueAsync("the backup or rehearsal is done", TimeSpan.FromHours(2), async token =>
        {
            page = await administrator.GetAsync("api/backups", token);
            return page!["status"]!["what"] is null && (page["status"]!["lastFault"] is not null || done(page));
        }, cancel);
        return page!["status"]!["lastFault"] is { } fault ? throw new InvalidOperationException((string)fault!) : page;
    }
}
