using System.Net;
using Cloud.Host.Composition;
using Cloud.Platform.Areas;
using Cloud.Platform.Audit;
using Cloud.Platform.Backup;
using Cloud.Platform.Identity;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;
using Cloud.Tests.Files;
using Cloud.Tests.Host;
using Cloud.Tests.Ingestion;
using Cloud.Tests.Registers;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Clauses;

namespace Cloud.Tests.Operations;

public sealed class BackupSpecs
{
    private static readonly AreaCode Province = AreaCode.Parse("210000", null);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Accepts("3.3.1-7", "3.3.1-7b")]
    public async Task the_administrator_backs_up_while_the_platform_runs_and_rehearses_the_restore_to_a_point()
    {
        await using var host = await PlatformHost.StartAsync();
        using var administrator = await host.PersonWithAsync("backup-admin", new Grant(Role.Administrator, Province));
        using var clerk = await host.ClerkAsync();
        (await clerk.GetAsync("/api/backups")).Is(HttpStatusCode.Forbidden);
        (await administrator.PostAsync("/api/projects", Host.Platform.Site.Draft("before-site"))).Is(HttpStatusCode.Created);
        var file = await FileSpecs.UploadedAsync(clerk, "依据.txt", "报监依据"u8.ToArray());
        (await administrator.PostAsync("/api/backups", new { kind = "full" })).Is(HttpStatusCode.Accepted);
        var first = await DoneAsync(administrator, 1);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        (await administrator.PostAsync("/api/projects", Host.Platform.Site.Draft("after-site"))).Is(HttpStatusCode.Created);
        (await administrator.PostAsync("/api/backups", new { kind = "incremental" })).Is(HttpStatusCode.Accepted);
        var second = await DoneAsync(administrator, 2);

        Assert.Equal(("incremental", (string)first["id"]!), ((string)second["kind"]!, (string)second["generation"]!));
        Assert.True((long)second["bytes"]! < (long)first["bytes"]!, $"{second["bytes"]} of {first["bytes"]}");
        (await administrator.PostAsync("/api/backups/20200101T000000Z/rehearse")).Is(HttpStatusCode.NotFound);
        (await administrator.PostAsync($"/api/backups/{first["id"]}/rehearse")).Is(HttpStatusCode.Accepted);
        var page = await Eventually.TrueAsync(() => administrator.GetAsync("/api/backups"), answer => answer["rehearsals"].AsArray().Count == 1);
        var rehearsal = page["rehearsals"][0]!;
        Assert.Null((string?)rehearsal["fault"]);
        Assert.True((long)rehearsal["counts"]!["records.user_account"]! >= 3);
        Assert.True((double)rehearsal["seconds"]! < (int)page["limits"]["incremental"]! / 10.0);
        await RestoredAsync(host, (string)first["id"]!, (string)file["hash"]!, project: "before-site", without: "after-site");
        await RestoredAsync(host, (string)second["id"]!, (string)file["hash"]!, project: "after-site", without: "nowhere");
    }

    [Fact]
    public async Task a_damaged_backup_is_found_by_its_rehearsal_and_old_generations_go_when_a_newer_one_is_there()
    {
        await using var host = await PlatformHost.StartAsync();
        var (desk, vault) = (host.Services.GetRequiredService<BackupDesk>(), host.Services.GetRequiredService<BackupVault>());
        var old = (await desk.RunAsync(BackupKind.Full, Cancel))!;
        host.Time.Advance(TimeSpan.FromDays(40));
        Assert.Equal(0, vault.Prune(host.Time.GetUtcNow().AddDays(-35)));
        var now = (await desk.RunAsync(BackupKind.Full, Cancel))!;
        Assert.Equal(1, vault.Prune(host.Time.GetUtcNow().AddDays(-35)));
        Assert.Equal([now.Id], vault.List().Select(point => point.Id));
        Assert.Null(vault.Find(old.Id));
        Assert.Null(vault.Find("../../etc/passwd"));

        var piece = Directory.EnumerateFiles(Path.Combine(vault.Folder, "generations", now.Id), "*", SearchOption.AllDirectories).First();
        File.Delete(piece);
        var rehearsal = (await desk.RehearseAsync(now, Cancel))!;

        Assert.Contains("missing", rehearsal.Fault, StringComparison.Ordinal);
    }

    [Fact, Accepts("3.3.1-6")]
    public async Task the_trail_with_addresses_is_searched_compared_exported_and_restored_and_only_by_the_auditor()
    {
        await using var host = await PlatformHost.StartAsync();
        using var auditor = await host.PersonWithAsync("trail-auditor", new Grant(Role.Auditor, Province));
        using var administrator = await host.PersonWithAsync("trail-admin", new Grant(Role.Administrator, Province));
        (await administrator.GetAsync("/api/audit")).Is(HttpStatusCode.Forbidden);

        var found = (await auditor.GetAsync("/api/audit?q=trail-admin&action=sign-in")).Is(HttpStatusCode.OK)["items"].AsArray();
        Assert.Equal("127.0.0.1", (string?)Assert.Single(found)!["address"]);
        var chain = (await auditor.GetAsync("/api/audit/chain")).Is(HttpStatusCode.OK);
        Assert.Equal((true, 1), (chain.Body["brokenAt"] is null, (int)chain["first"]));
        var csv = (await auditor.GetAsync("/api/audit/export?q=trail")).Is(HttpStatusCode.OK);
        Assert.Contains("audit.verify", (await auditor.GetAsync("/api/audit?action=audit.verify")).Text, StringComparison.Ordinal);
        Assert.Contains("sign-in", csv.Text, StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        var (file, restored) = (Path.Combine(folder.Path, "trail.jsonl"), Path.Combine(folder.Path, "restored"));
        Assert.Equal(0, await CommandAsync(host, "audit-export", file));
        await using var database = RecordDatabase.Open(Path.Combine(restored, "records.db"), RecordAuditTrail.Schema);
        var trail = new RecordAuditTrail(database);
        await using (var from = File.OpenRead(file))
            Assert.Equal(File.ReadLines(file).Count() - 1, await trail.ImportAsync(from, Cancel));
        Assert.Null((await trail.VerifyAsync(Cancel)).BrokenAt);
        await using (var from = File.OpenRead(file))
            await Assert.ThrowsAsync<InvalidDataException>(() => trail.ImportAsync(from, Cancel));
    }

    [Fact]
    public async Task old_entries_are_archived_by_policy_and_the_chain_goes_on_and_shows_what_is_altered()
    {
        await using var host = await PlatformHost.StartAsync();
        var (trail, keeper) = (host.Services.GetRequiredService<IAuditTrail>(), host.Services.GetRequiredService<IAuditKeeper>());
        await trail.AppendAsync([.. Enumerable.Range(0, 50).Select(i => new AuditEntry(host.Time.GetUtcNow(), Guid.Empty, "平台", null, "test", $"object/{i}"))], Cancel);
        host.Time.Advance(TimeSpan.FromDays(37 * 31));
        await trail.AppendAsync([new AuditEntry(host.Time.GetUtcNow(), Guid.Empty, "平台", null, "test", "object/new")], Cancel);

        var removed = await host.Services.GetRequiredService<AuditRetention>().RunAsync(Cancel);

        Assert.True(removed >= 50);
        var chain = await keeper.VerifyAsync(Cancel);
        Assert.Equal((null, removed + 1, 2L), (chain.BrokenAt, chain.First, chain.Entries));
        Assert.Single(Directory.GetFiles(Path.Combine(host.Folder, "audit-archive"), "*.jsonl.gz"));
        var database = host.Services.GetRequiredService<RecordDatabase>();
        await Assert.ThrowsAnyAsync<Exception>(() => database.WriteAsync(connection => { connection.Execute("UPDATE audit_entry SET name = 'x'"); }, Cancel));
        await database.WriteAsync(connection => { connection.Execute("DELETE FROM audit_entry WHERE object = 'object/new'"); }, Cancel);
        Assert.NotNull((await keeper.VerifyAsync(Cancel)).BrokenAt);
        Assert.Equal(0, await host.Services.GetRequiredService<AuditRetention>().RunAsync(Cancel));
    }

    private static async Task RestoredAsync(PlatformHost host, string point, string hash, string project, string without)
    {
        using var folder = new TemporaryFolder();
        var to = Path.Combine(folder.Path, "restored");

        Assert.Equal(0, await CommandAsync(host, "restore", point, to));
        Assert.Equal(2, await CommandAsync(host, "restore", point, to));

        Assert.Equal("报监依据", await File.ReadAllTextAsync(Path.Combine(to, "files", "contents", hash[..2], hash[2..4], hash), Cancel));
        await using var database = RecordDatabase.Open(Path.Combine(to, "records.db"));
        var projects = await database.ReadAsync(connection => connection.Query("SELECT id FROM project", row => row.GetString(0)), Cancel);
        Assert.Contains(project, projects);
        Assert.DoesNotContain(without, projects);
    }

    private static Task<int> CommandAsync(PlatformHost host, params IReadOnlyList<string> args) => Commands.RunAsync(host.Services, args, TextWriter.Null, TextWriter.Null, Cancel);

    private static async Task<System.Text.Json.Nodes.JsonNode> DoneAsync(Person person, int count)
    {
        var page = await Eventually.TrueAsync(
            () => person.GetAsync("/api/backups"), answer => answer["status"]!["what"] is null && (answer["status"]!["lastFault"] is not null || answer["backups"].AsArray().Count == count));
        Assert.True(page["backups"].AsArray().Count == count, page.Text);
        return page["backups"][0]!;
    }
}
