using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.IO.Compression;
using Cloud.Platform.Clauses;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Audit;

/// <summary>Section <c>Audit</c>: how long the trail is kept.</summary>
public sealed record AuditOptions
{
    /// <summary>Months that entries stay in the trail. 6–240, default 36: the law asks for six at least.</summary>
    [Range(6, 240)]
    public int RetainMonths { get; set; } = 36;

    /// <summary>Folder in which older entries are kept as compressed lines; default <c>audit-archive</c> in the data folder.</summary>
    public string ArchiveFolder { get; set; } = "";
}

/// <summary>Cleans the trail by policy: what is too old is written to the archive, compared there, and only then removed.</summary>
[Clause("3.3.1-6")]
public sealed class AuditRetention(IAuditKeeper keeper, IAuditTrail trail, TimeProvider time, IOptions<AuditOptions> options)
{
    /// <summary>One cleaning; how many entries were archived.</summary>
    public async Task<long> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var before = now.AddMonths(-options.Value.RetainMonths);
        Directory.CreateDirectory(options.Value.ArchiveFolder);
        var path = Path.Combine(options.Value.ArchiveFolder, $"audit-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.jsonl.gz");
        long count;
        await using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            await using (var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
                count = await keeper.ExportAsync(packed, before, cancel);
            file.Flush(flushToDisk: true);
        }

        if (count == 0 || (await keeper.VerifyAsync(cancel)).BrokenAt is not null)
        {
            // Nothing to do, or a broken chain: that is evidence and stays as it is.
            File.Delete(path + ".new");
            return 0;
        }

        File.Move(path + ".new", path);
        var removed = await keeper.PruneAsync(before, cancel);
        await trail.AppendAsync([new AuditEntry(now, Guid.Empty, "平台", null, "audit.archive", Path.GetFileName(path), $"{{\"entries\":{removed}}}")], cancel);
        return removed;
    }
}
