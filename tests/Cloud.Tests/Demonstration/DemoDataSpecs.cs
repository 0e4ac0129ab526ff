using System.Net;
using Cloud.Host.Demonstration;
using Cloud.Tests.Host;
using TestKit;
using TestKit.Records;

namespace Cloud.Tests.Demonstration;

/// <summary>The province that does not exist, on both databases.</summary>
public sealed class DemoDataSpecs(PostgreSqlServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task an_empty_platform_on_sqlite_is_filled_once_and_its_people_see_what_their_roles_let_them() => FilledAsync(null);

    [Fact]
    public async Task an_empty_platform_on_postgresql_is_filled_once_and_its_people_see_what_their_roles_let_them() =>
        await FilledAsync(await server.CreateDatabaseAsync(Cancel));

    private static async Task FilledAsync(string? connection)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "password");
        await using var host = await PlatformHost.StartAsync(settings =>
        {
            if (connection is not null)
                settings["PostgreSql:Connection"] = connection;
        });
        using var output = new StringWriter();
        using var error = new StringWriter();

        var wrong = await DemoCommand.RunAsync(host.Services, ["demo-data", "--records", "many"], output, error, Cancel);
        var filled = await DemoCommand.RunAsync(host.Services, ["demo-data", "--records", "6000", "--accounts", file, "--people", "10"], output, error, Cancel);
        var again = await DemoCommand.RunAsync(host.Services, ["demo-data"], output, error, Cancel);
        var password = (await File.ReadAllTextAsync(file, Cancel)).Trim();
        using var official = host.Stranger();
        (await official.SignInAsync("demo-official", password)).Is(HttpStatusCode.OK);
        using var contractor = host.Stranger();
        (await contractor.SignInAsync("demo-contractor", password)).Is(HttpStatusCode.OK);

        using var supervisor = host.Stranger();
        (await supervisor.SignInAsync("demo-person-0007", password)).Is(HttpStatusCode.OK);

        Assert.Equal((2, 0, 2), (wrong, filled, again));
        Assert.Equal(["supervisor"], (await supervisor.GetAsync("/api/session"))["user"]["roles"]!.AsArray().Select(role => (string?)role!["code"]));
        Assert.Single((await supervisor.GetAsync("/api/registers/project-filings/records?limit=100"))["items"].AsArray().Select(item => (string?)item!["area"]).Distinct());
        Assert.Equal(60, (int)(await official.GetAsync("/api/registers/project-filings/records?total=true&limit=1"))["total"]);
        Assert.Equal(120, (int)(await official.GetAsync("/api/registers/supervision-cases/records?total=true&limit=1"))["total"]);
        foreach (var (register, least) in ((string, int)[])[("attendance-days", 500), ("monitoring-records", 50), ("special-patrols", 50), ("violations", 30), ("training-sessions", 10)])
            Assert.True((int)(await official.GetAsync($"/api/registers/{register}/records?total=true&limit=1"))["total"] >= least, register);
        Assert.Equal(6, (int)(await contractor.GetAsync("/api/registers/project-filings/records?total=true&limit=1"))["total"]);
        var months = (await official.GetAsync("/api/registers/attendance-days/pivot?by=day:month"))["cells"].AsArray();
        Assert.True(months.Count > 12, $"{months.Count} months");
        await FiguresAreTheirListsAsync(official, "hazardous-work-summary", "");
        await FiguresAreTheirListsAsync(official, "filing-summary", "from=2020-01-01");
        await FiguresAreTheirListsAsync(official, "violation-summary", "from=2025-01-01&to=2026-12-31");
        await FiguresAreTheirListsAsync(official, "training-summary", "from=2025-01-01");
        await FiguresAreTheirListsAsync(official, "labour-attendance", "from=2026-01-01&to=2026-12-31");
        await FiguresAreTheirListsAsync(official, "attendance-summary", "from=2025-12-01&to=2026-12-31");
        await PostsAttendAsync(official);
        using var expert = host.Stranger();
        (await expert.SignInAsync("demo-expert-64", password)).Is(HttpStatusCode.OK);
        using var head = host.Stranger();
        (await head.SignInAsync("demo-technical-head", password)).Is(HttpStatusCode.OK);
        await FiguresAreTheirListsAsync(official, "responsible-persons", "");
        await FiguresAreTheirListsAsync(official, "post-conflicts", "on=2028-12-31");
        await FiguresAreTheirListsAsync(contractor, "responsible-persons", "");
        await FiguresAreTheirListsAsync(contractor, "violation-summary", "");
    }

    // Most of those in post were there as often as their post asks for, some were not.
    private static async Task PostsAttendAsync(Person person)
    {
        var days = (await person.GetAsync("/api/registers/attendance-days/records?total=true&limit=100&filter=kind:eq:staff&sort=-day")).Is(HttpStatusCode.OK);
        Assert.True((int)days["total"] > 300, $"{days["total"]} days of staff");
        Assert.All(days["items"].AsArray(), day => Assert.NotNull(day!["record"]!["post"]));
    }

    private static async Task FiguresAreTheirListsAsync(Person person, string view, string question)
    {
        var answer = (await person.GetAsync($"/api/views/{view}/rows?{question}")).Is(HttpStatusCode.OK);
        var rows = answer["items"].AsArray().Zip(answer["lists"].AsArray()).Take(6).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotEmpty(row.Second!.AsObject()));
        foreach (var (row, lists) in rows)
            foreach (var (column, list) in lists!.AsObject())
            {
                var filters = string.Join('&', list!["filters"]!.AsArray().Select(filter => $"filter={Uri.EscapeDataString((string)filter!)}"));
                var total = (await person.GetAsync($"/api/registers/{list["register"]}/records?total=true&limit=1&{filters}")).Is(HttpStatusCode.OK)["total"];
                Assert.True((long)row![column]! == (long)total, $"{view} {column}: {row[column]} is not {total} of {filters}");
            }
    }
}
