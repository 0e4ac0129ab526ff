using Cloud.Platform.Audit;
using Cloud.Platform.Backup;
using Cloud.Storage.Backup;
using Cloud.Storage.PostgreSql;
using Cloud.Storage.Records;
using Cloud.Storage.Registers;
using Microsoft.Extensions.Options;
using TestKit;
using TestKit.Records;

namespace Cloud.Tests.Operations;

public sealed class RecordBackupSpecs(PostgreSqlServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_embedded_file_is_copied_while_writers_go_on_and_is_whole()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "records.db");
        await using var database = RecordDatabase.Open(path, RecordAuditTrail.Schema);

        var counted = await CopyAsync(database, new RecordBackup(path, Options.Create(new PostgreSqlOptions())));

        Assert.InRange(counted, 100, 200);
    }

    [Fact]
    public async Task postgresql_is_dumped_while_writers_go_on_and_the_dump_is_taken_in_by_a_rehearsal()
    {
        var options = new PostgreSqlOptions { Connection = await server.CreateDatabaseAsync(Cancel), Readers = 1 };
        await using var database = RecordDatabase.Open(new PostgreSqlDialect(options), RecordAuditTrail.Schema);

        var counted = await CopyAsync(database, new RecordBackup(null, Options.Create(options)));

        Assert.InRange(counted, 100, 200);
    }

    private static async Task<long> CopyAsync(RecordDatabase database, IBackupSource source)
    {
        var trail = new RecordAuditTrail(database);
        Task WriteAsync() => trail.AppendAsync([.. Enumerable.Range(0, 100).Select(i => new AuditEntry(DateTimeOffset.UnixEpoch, Guid.Empty, "平台", null, "test", $"object/{i}"))], Cancel);
        await WriteAsync();
        using var folder = new TemporaryFolder();

        await Task.WhenAll(WriteAsync(), source.SnapshotAsync(folder.Path, Cancel));

        return (await source.CheckAsync(folder.Path, Cancel))["audit_entry"];
    }
}
