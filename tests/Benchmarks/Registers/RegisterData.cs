using System.Globalization;
using System.Tests.Programs;
using Benchmarks.Rig;

namespace Benchmarks.Registers;

/// <summary>
/// A province of so many records with 500 people, in <c>artifacts/bench</c>: it takes minutes to fill, so it is kept and used
/// again. Runs add sessions and entries of the audit trail to it, and nothing else.
/// </summary>
/// <param name="Folder">Of the platform.</param>
/// <param name="Server">The PostgreSQL server where the records lie there.</param>
internal sealed record RegisterData(string Folder, PostgreSqlRig? Server) : IAsyncDisposable
{
    public const int People = 500;

    private const string Database = "edge";

    /// <summary>The password of everybody.</summary>
    public string Password => File.ReadAllText(Path.Combine(Folder, "demo-password")).Trim();

    /// <summary>File with the password of the administrator.</summary>
    public string AdministratorPassword => Path.Combine(Folder, "password");

    /// <summary>Settings by which the platform finds it.</summary>
    public IEnumerable<string> Settings =>
        ["--Storage:Folder", Path.Combine(Folder, "cloud"), "--Identity:FirstPasswordFile", AdministratorPassword, .. Server is null ? [] : (string[])["--PostgreSql:Connection", Server.Connection(Database)]];

    /// <summary>Opens it, filled.</summary>
    public static async Task<RegisterData> OpenAsync(BenchRun run, bool postgres, int records, CancellationToken cancel)
    {
        var folder = Path.Combine(
            BuiltPrograms.Root, "artifacts", "bench", string.Create(CultureInfo.InvariantCulture, $"registers-{(postgres ? "postgresql" : "sqlite")}-{records}"));
        var done = Path.Combine(folder, "filled");
        var isNew = !File.Exists(done);
        if (isNew && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var server = postgres ? await PostgreSqlRig.StartAsync(Path.Combine(folder, "postgresql"), "-c shared_buffers=1GB", cancel) : null;
        var data = new RegisterData(folder, server);
        if (isNew)
            await data.FillAsync(run, records, done, cancel);
        run.Report.Add("records", records, "").Add("filled in", double.Parse(await File.ReadAllTextAsync(done, cancel), CultureInfo.InvariantCulture), "s");
        return data;
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task FillAsync(BenchRun run, int records, string done, CancellationToken cancel)
    {
        if (Server is not null)
            await Server.RunAsync("postgres", $"CREATE DATABASE {Database} TEMPLATE template0", cancel);
        var began = run.Time.GetTimestamp();
        var filling = run.Start(
            "demo-data", BuiltPrograms.Cloud,
            ["demo-data", "--records", Text(records), "--accounts", Path.Combine(Folder, "demo-password"), "--people", Text(People), .. Settings]);
        await run.EndAsync(filling, TimeSpan.FromHours(2), cancel);
        // By the night the server has done so by itself.
        if (Server is not null)
            await Server.RunAsync(Database, "VACUUM ANALYZE", cancel);
        await File.WriteAllTextAsync(done, run.Time.GetElapsedTime(began).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture), cancel);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
