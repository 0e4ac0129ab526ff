using System.Net;
using System.Runtime.CompilerServices;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Platform.Views;
using Cloud.Supervision;
using Cloud.Tests.Host;
using Cloud.Tests.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Tests.OneFile;

/// <summary>A register, a view and a workflow are added as one file, and everything else follows from it.</summary>
public sealed class OneFileSpecs
{
    private const string Diaries = "/api/registers/site-diaries";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task one_file_in_another_assembly_appears_everywhere()
    {
        await using var host = await PlatformHost.StartAsync(modules: [SupervisionModule.Assembly, typeof(SiteDiary).Assembly]);
        var (builder, engineer) = (await host.FirmAsync("contractor"), await host.FirmAsync("supervising-engineer"));
        using var admin = await host.ClerkAsync();
        using var contractor = await host.EnterpriseAsync(Role.Contractor, builder);
        using var supervising = await host.EnterpriseAsync(Role.SupervisingEngineer, engineer);
        using var owner = await host.EnterpriseAsync(Role.Owner, await host.FirmAsync("owner"));
        await host.Services.GetRequiredService<Cloud.Telemetry.Projects.IDirectory>().AddProjectAsync(
            new Cloud.Telemetry.Projects.Project(new("one-file"), "一个文件的项目", null, "210112", "辽宁省沈阳市浑南区", "沈阳市浑南区", 123.45, 41.71, "structure"), Cancel);
        await host.PartiesAsync("one-file", new ProjectParty(builder, "contractor"), new ProjectParty(engineer, "supervising-engineer"));

        var made = (await contractor.PostAsync($"{Diaries}/records", new { project = "one-file", on = "2026-11-20", notes = "浇筑三层梁板，混凝土二百方。", people = (int?)null })).Is(HttpStatusCode.Created);
        var path = made.Headers.Location!.ToString();
        (await contractor.PostAsync($"{path}/actions/submit", null, "\"1\"")).Is(HttpStatusCode.OK);
        var todo = (await supervising.GetAsync("/api/approvals/boxes/todo")).Is(HttpStatusCode.OK)["items"].AsArray().Single()!;
        (await supervising.PostAsync($"/api/approvals/{todo["id"]}/sign", new { decision = "agree", opinion = "属实" }, "\"1\"")).Is(HttpStatusCode.OK);

        Assert.Equal("confirmed", (string?)(await contractor.GetAsync(path)).Is(HttpStatusCode.OK)["record"]["state"]);
        Assert.Equal(["project", "on", "notes", "people"], (await contractor.GetAsync(Diaries)).Is(HttpStatusCode.OK)["fields"].AsArray().Select(field => (string?)field!["name"]));
        Assert.Contains((await supervising.GetAsync("/api/registers"))["items"].AsArray(), line => (string?)line!["name"] == "site-diaries");
        Assert.Single((await supervising.GetAsync($"/api/search?q={Uri.EscapeDataString("梁板")}")).Is(HttpStatusCode.OK)["items"].AsArray());
        Assert.Contains("一个文件的项目", (await supervising.GetAsync($"{Diaries}/export?format=csv&columns=project,on")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(1, (long)(await supervising.GetAsync($"{Diaries}/pivot?by=state")).Is(HttpStatusCode.OK)["cells"][0]!["count"]!);
        Assert.Equal(1, (long)(await supervising.GetAsync("/api/views/site-diary-summary/rows")).Is(HttpStatusCode.OK)["items"][0]!["diaries"]!);
        Assert.Contains("site-diaries", PermissionTable.Write(host.Services.GetRequiredService<RegisterCatalogue>(), host.Services.GetRequiredService<ViewCatalogue>(), Roles.Definitions), StringComparison.Ordinal);
        var clause = (await admin.GetAsync("/api/compliance")).Is(HttpStatusCode.OK)["items"].AsArray().Single(item => (string?)item!["id"] == SiteDiary.Proof)!;
        Assert.Equal(["site-diaries", "site-diary-summary"], clause["functions"]!.AsArray().Select(one => (string)one!["name"]!).Where(name => name.StartsWith("site-", StringComparison.Ordinal)));
        (await owner.GetAsync(path)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task every_register_and_view_of_the_modules_appears_everywhere()
    {
        await using var host = await PlatformHost.StartAsync();
        using var clerk = await host.ClerkAsync();
        var (registers, views) = (host.Services.GetRequiredService<RegisterCatalogue>().All, host.Services.GetRequiredService<ViewCatalogue>().All);
        var listed = Names((await clerk.GetAsync("/api/registers")).Is(HttpStatusCode.OK));
        var shown = Names((await clerk.GetAsync("/api/views")).Is(HttpStatusCode.OK));
        var traced = (await clerk.GetAsync("/api/compliance")).Is(HttpStatusCode.OK)["items"].AsArray().SelectMany(item => item!["functions"]!.AsArray()).Select(one => (string)one!["name"]!).ToHashSet();
        var table = await File.ReadAllTextAsync(Repository("cloud/PERMISSIONS.md"), Cancel);

        foreach (var register in registers)
        {
            var path = $"/api/registers/{register.Name}";
            Assert.Contains(register.Name, listed);
            Assert.Contains(register.Name, traced);
            Assert.Contains(register.Name, table, StringComparison.Ordinal);
            Assert.Equal(register.Fields.Count, (await clerk.GetAsync(path)).Is(HttpStatusCode.OK)["fields"].AsArray().Count);
            Assert.Equal(0, (long)(await clerk.GetAsync($"{path}/records?total=true")).Is(HttpStatusCode.OK)["total"]);
            Assert.Empty((await clerk.GetAsync($"{path}/pivot?by=state&by=createdOn:month")).Is(HttpStatusCode.OK)["cells"].AsArray());
            Assert.Contains("名称", (await clerk.GetAsync($"{path}/export?format=csv")).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.Empty((await clerk.GetAsync($"/api/search?register={register.Name}&q={Uri.EscapeDataString("基坑")}")).Is(HttpStatusCode.OK)["items"].AsArray());
            Assert.True(register.Fields.Any(field => field.Searchable) || register.Fields.Any(field => field.Fields.Any(inner => inner.Searchable)), $"{register.Name} has nothing to be found by");
        }

        foreach (var view in views)
        {
            Assert.Contains(view.Name, shown);
            Assert.Contains(view.Name, traced);
            Assert.Contains(view.Name, table, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void nothing_beside_its_module_names_a_register_but_its_rich_pages()
    {
        // Each of these has more than a register: a wizard, live telemetry, a chain, a demonstration.
        HashSet<string> rich = ["project-filings", "hazardous-works", "monitoring-points", "monitoring-records"];
        var names = RegisterCatalogue.Scan(SupervisionModule.Assembly).All.Select(register => register.Name).Except(rich).ToList();
        string[] parts = ["cloud/Cloud.Platform", "cloud/Cloud.Host", "cloud/Cloud.Storage", "cloud/Cloud.Telemetry", "cloud/web/console/src", "cloud/web/core/src", "cloud/web/ui/src"];

        var named =
            from part in parts
            from file in Directory.EnumerateFiles(Repository(part), "*.*", SearchOption.AllDirectories)
            where (file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".ts", StringComparison.Ordinal) || file.EndsWith(".tsx", StringComparison.Ordinal)) && !file.Contains("Demonstration", StringComparison.Ordinal)
            let text = File.ReadAllText(file)
            from name in names
            where text.Contains($"\"{name}\"", StringComparison.Ordinal) || text.Contains($"'{name}'", StringComparison.Ordinal) || text.Contains($"/registers/{name}", StringComparison.Ordinal)
            select $"{Path.GetFileName(file)} names {name}";

        Assert.Empty(named);
        Assert.True(names.Count > 20);
    }

    [Fact]
    public void every_word_of_the_modules_is_there_in_both_languages()
    {
        var registers = RegisterCatalogue.Scan(SupervisionModule.Assembly).All;
        var labels = registers.SelectMany(register => register.States.Select(state => state.Label).Append(register.Label).Concat(register.Actions.Select(action => action.Label))
                .Concat(register.Papers.Select(paper => paper.Label)).Concat(Of(register.Fields)).Concat(register.Actions.SelectMany(action => Of(action.Form))).Select(label => (register.Name, label)))
            .Concat(ViewCatalogue.Scan(SupervisionModule.Assembly).All.SelectMany(view => Of(view.Query).Concat(Of(view.Columns)).Append(view.Label).Select(label => (view.Name, label))));

        Assert.Empty(labels.Where(one => one.label.En.Any(c => c > 0x2FFF) || string.IsNullOrWhiteSpace(one.label.En) || one.label.En == one.label.Zh || char.IsLower(one.label.En[0])).Select(one => $"{one.Name}: {one.label.Zh} = {one.label.En}").Distinct());
    }

    private static IEnumerable<Label> Of(IReadOnlyList<Field> fields) =>
        fields.SelectMany(field => Of(field.Fields).Append(field.Label).Concat(field.Choices.Select(choice => choice.Label)));

    private static HashSet<string> Names(Person.Answer answer) => [.. answer["items"].AsArray().Select(line => (string)line!["name"]!)];

    private static string Repository(string path, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));
}
