using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Cloud.Platform.Clauses;
using Cloud.Platform.Leadership;
using Cloud.Platform.Search;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cloud.Platform.Files;

/// <summary>
/// Looks after files: gives each its second copy, reads both every night and compares them with the hash, heals one from the
/// other, puts the text of documents into the search, and forgets uploads that nobody finishes.
/// </summary>
[Clause("5.2.2-2.5")]
public sealed partial class FileWatch(
    IFileStore files, BlobPlaces blobs, Uploads uploads, IRecordSearch search, ILeadership leadership, TimeProvider time, IOptions<FileStoreOptions> options, ILogger<FileWatch> logger)
    : BackgroundService
{
    private const int Page = 100;
    private const long LargestText = 64L << 20;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly Meter Meter = new("Cloud.Files");
    private static readonly Counter<long> Damaged = Meter.CreateCounter<long>("files.damaged", description: "Copies found missing or damaged by the nightly comparison.");
    private static readonly Counter<long> Healed = Meter.CreateCounter<long>("files.healed", description: "Copies restored from the other one.");

    /// <summary>Compares every file that was not compared since an instant; how many.</summary>
    public async Task<int> CheckAsync(DateTimeOffset since, CancellationToken cancel)
    {
        var count = 0;
        string? after = null;
        for (IReadOnlyList<FileEntry> page; (page = await files.UncheckedAsync(since, after, Page, cancel)).Count > 0; after = page[^1].Hash)
            foreach (var file in page)
            {
                await CheckAsync(file, cancel);
                count++;
            }

        return count;
    }

    /// <summary>Gives files their second copy; how many got one.</summary>
    public async Task<int> CopyAsync(CancellationToken cancel)
    {
        if (blobs.Second is null)
            return 0;
        var count = 0;
        foreach (var file in await files.WithoutSecondAsync(Page, cancel))
        {
            if (!await TransferAsync(file.Hash, blobs.First, blobs.Second, cancel))
                continue;
            await files.CheckedAsync(file.Hash, file.First, CopyState.Sound, time.GetUtcNow(), cancel);
            count++;
        }

        return count;
    }

    /// <summary>Puts the text of files into the search; how many were looked at.</summary>
    public async Task<int> IndexAsync(CancellationToken cancel)
    {
        var found = await files.UnindexedAsync(Page, cancel);
        foreach (var (record, hash, type) in found)
        {
            if (type is "application/pdf" or "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                && await blobs.First.OpenAsync(hash, cancel) is { } content)
                await using (content)
                    if (content.Length <= LargestText && FileText.Of(content) is { } text)
                        await search.IndexFileAsync(record, hash, text, cancel);
            await files.IndexedAsync(record, hash, cancel);
        }

        return found.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        DateOnly? checkedOn = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!leadership.Leads)
                continue;
            try
            {
                await IndexAsync(stoppingToken);
                await CopyAsync(stoppingToken);
                await uploads.CleanAsync(stoppingToken);
                if (SiteDay.Local(time.GetUtcNow()).Hour != options.Value.CheckHour || checkedOn == SiteDay.Of(time))
                    continue;
                await CheckAsync(time.GetUtcNow() - TimeSpan.FromHours(20), stoppingToken);
                checkedOn = SiteDay.Of(time);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The one place for faults of this loop: the next minute tries again.
                Log.LookFailed(logger, fault);
            }
        }
    }

    private async Task CheckAsync(FileEntry file, CancellationToken cancel)
    {
        var first = await StateAsync(blobs.First, file.Hash, cancel);
        var second = blobs.Second is null ? CopyState.None : await StateAsync(blobs.Second, file.Hash, cancel);
        if (first != CopyState.Sound)
            first = await HealAsync(file.Hash, first, blobs.First, second == CopyState.Sound ? blobs.Second : null, cancel);
        if (blobs.Second is not null && second != CopyState.Sound)
            second = await HealAsync(file.Hash, second, blobs.Second, first == CopyState.Sound ? blobs.First : null, cancel);
        await files.CheckedAsync(file.Hash, first, second, time.GetUtcNow(), cancel);
    }

    private async Task<CopyState> HealAsync(string hash, CopyState state, IBlobStore place, IBlobStore? from, CancellationToken cancel)
    {
        Damaged.Add(1);
        Log.CopyDamaged(logger, hash, place.Place, state);
        if (from is null)
            return state;
        await place.RemoveAsync(hash, cancel);
        if (!await TransferAsync(hash, from, place, cancel))
            return state;
        Healed.Add(1);
        return CopyState.Sound;
    }

    private static async Task<CopyState> StateAsync(IBlobStore place, string hash, CancellationToken cancel)
    {
        await using var content = await place.OpenAsync(hash, cancel);
        if (content is null)
            return CopyState.Missing;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == hash ? CopyState.Sound : CopyState.Damaged;
    }

    private static async Task<bool> TransferAsync(string hash, IBlobStore from, IBlobStore to, CancellationToken cancel)
    {
        await using var content = await from.OpenAsync(hash, cancel);
        if (content is null)
            return false;
        var path = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(path))
                await content.CopyToAsync(copy, cancel);
            await using (var copy = File.OpenRead(path))
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(copy, cancel)) != hash)
                    return false;
            await to.PutAsync(hash, path, cancel);
            return true;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(720, LogLevel.Error, "Looking after files failed; the next minute tries again")]
        public static partial void LookFailed(ILogger logger, Exception fault);

        [LoggerMessage(721, LogLevel.Error, "The copy of {Hash} in {Place} is {State}")]
        public static partial void CopyDamaged(ILogger logger, string hash, string place, CopyState state);
    }
}
