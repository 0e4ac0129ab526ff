using Cloud.Platform.Audit;
using Cloud.Platform.Files;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Cloud.Platform.Search;
using Cloud.Platform.Security;
using Microsoft.Net.Http.Headers;

namespace Cloud.Host.Api.Files;

/// <summary>Files of records and of opinions. A file is asked for with the record (<c>of=register/id</c>) or the case (<c>of=approval/id</c>) that holds it.</summary>
public static class FileEndpoints
{
    private const string Read = "file.read";
    private const int MostAccesses = 200;

    /// <summary>A file as a record holds or held it.</summary>
    /// <param name="Field">Field of the record.</param>
    /// <param name="Hash">For fetching it.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Size">Bytes.</param>
    /// <param name="Type">Media type by its content; null when it is not known.</param>
    /// <param name="Edition">1 at first.</param>
    /// <param name="Current">False when it was replaced or taken out.</param>
    /// <param name="At">When it was added.</param>
    /// <param name="By">Who added it.</param>
    /// <param name="RemovedAt">When it was replaced or taken out.</param>
    /// <param name="RemovedBy">Who did.</param>
    /// <param name="Preview">How it can be looked at.</param>
    /// <param name="State">State of its copies; null when it is not known.</param>
    public sealed record FileView(
        string Field, string Hash, string Name, long Size, string? Type, int Edition, bool Current, DateTimeOffset At, string By, DateTimeOffset? RemovedAt, string? RemovedBy,
        PreviewWay Preview, FileStateView? State);

    /// <summary>State of a file.</summary>
    /// <param name="Scan">What the scan has said.</param>
    /// <param name="First">First copy.</param>
    /// <param name="Second">Second copy.</param>
    /// <param name="CheckedAt">When both were compared with the hash.</param>
    public sealed record FileStateView(ScanState Scan, CopyState First, CopyState Second, DateTimeOffset? CheckedAt);

    /// <summary>Files of a record, oldest first.</summary>
    public sealed record FileList(IReadOnlyList<FileView> Items);

    /// <summary>Two editions line by line.</summary>
    /// <param name="Lines">In order; empty when one of them has no text.</param>
    /// <param name="HasText">False when they can only be looked at beside each other.</param>
    public sealed record Comparison(IReadOnlyList<ComparedLine> Lines, bool HasText);

    /// <summary>Somebody has fetched it or looked at it.</summary>
    public sealed record AccessView(DateTimeOffset At, string Name, string? Address);

    /// <summary>The newest first.</summary>
    public sealed record AccessList(IReadOnlyList<AccessView> Items);

    /// <summary>Maps <c>/api/files</c>.</summary>
    public static void MapFiles(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/files").WithTags("files");
        all.MapGet("", ListAsync).WithSummary("一条记录的文件及各版本：of=登记簿/记录").Produces<FileList>();
        all.MapGet("compare", CompareAsync).WithSummary("两个版本的文字对比：of、from、to").Produces<Comparison>();
        all.MapGet("{hash}", (string hash, HttpContext http, Actor actor, FileDesk desk, SecurityJournal journal, RecentLooks looks, CancellationToken cancel) =>
            GetAsync(hash, http, actor, desk, journal, looks, inline: false, cancel)).WithSummary("下载").Produces<byte[]>(contentType: "application/octet-stream");
        all.MapGet("{hash}/preview", PreviewAsync).WithSummary("在线预览；办公文件转换为 PDF").Produces<byte[]>(contentType: "application/pdf");
        all.MapGet("{hash}/accesses", AccessesAsync).WithSummary("谁看过、下载过").Produces<AccessList>();
    }

    private static FilePath? PathOf(HttpContext http) => http.Request.Query["of"].ToString() switch
    {
        "" => new FilePath(),
        var of when of.Split('/') is [var kind, var id] && Guid.TryParseExact(id, "D", out var guid) =>
            kind == "approval" ? new FilePath(Case: guid) : new FilePath(new RecordKey(kind, guid)),
        _ => null,
    };

    private static async Task<IResult> ListAsync(HttpContext http, Actor actor, FileDesk desk, CancellationToken cancel)
    {
        if (PathOf(http) is not { Record: { } record } || await desk.OfAsync(actor, record, cancel) is not { } found)
            return Problems.NotFound("记录");
        return TypedResults.Ok(new FileList([.. found.Select(one => new FileView(
            one.Binding.Field, one.Binding.Hash, one.Binding.Name, one.Binding.Size, one.File?.Type, one.Binding.Edition, one.Binding.Removed is null, one.Binding.By.At,
            one.Binding.By.Name, one.Binding.Removed?.At, one.Binding.Removed?.Name, one.File is { } file ? FileKind.WayOf(file.Type) : PreviewWay.None,
            one.File is { } known ? new FileStateView(known.Scan, known.First, known.Second, known.CheckedAt) : null))]));
    }

    private static async Task<IResult> GetAsync(
        string hash, HttpContext http, Actor actor, FileDesk desk, SecurityJournal journal, RecentLooks looks, bool inline, CancellationToken cancel)
    {
        if (PathOf(http) is not { } path || await desk.FindAsync(actor, hash, path, cancel) is not { } found)
            return Problems.NotFound("文件");
        if (await desk.OpenAsync(hash, cancel) is not { } content)
            return Lost();
        await NoteAsync(http, actor, found, journal, looks, cancel);
        return Send(http, content, found.Entry.Type, found.Name, inline, found.Entry.Hash);
    }

    private static async Task<IResult> PreviewAsync(
        string hash, HttpContext http, Actor actor, FileDesk desk, Previews previews, SecurityJournal journal, RecentLooks looks, CancellationToken cancel)
    {
        if (PathOf(http) is not { } path || await desk.FindAsync(actor, hash, path, cancel) is not { } found)
            return Problems.NotFound("文件");
        switch (FileKind.WayOf(found.Entry.Type))
        {
            case PreviewWay.AsIs:
                return await GetAsync(hash, http, actor, desk, journal, looks, inline: true, cancel);
            case PreviewWay.Office:
                var (pdf, refusal) = await previews.OfAsync(found.Entry, found.Name, cancel);
                if (pdf is null)
                    return Problems.Conflict("no-preview", refusal!);
                await NoteAsync(http, actor, found, journal, looks, cancel);
                return Send(http, pdf, "application/pdf", Path.ChangeExtension(found.Name, ".pdf"), true, $"{found.Entry.Hash}-pdf");
            default:
                return Problems.Conflict("no-preview", "这类文件不能在线预览，请下载查看");
        }
    }

    private static async Task<IResult> CompareAsync(HttpContext http, string from, string to, Actor actor, FileDesk desk, CancellationToken cancel)
    {
        if (PathOf(http) is not { } path || await desk.FindAsync(actor, from, path, cancel) is not { } older || await desk.FindAsync(actor, to, path, cancel) is not { } newer)
            return Problems.NotFound("文件");
        var (old, now) = (await TextAsync(older.Entry, desk, cancel), await TextAsync(newer.Entry, desk, cancel));
        return TypedResults.Ok(old is null || now is null ? new Comparison([], false) : new Comparison(TextCompare.Lines(old, now), true));
    }

    private static async Task<string?> TextAsync(FileEntry file, FileDesk desk, CancellationToken cancel)
    {
        const long largest = 64L << 20;
        if (file.Size > largest || await desk.OpenAsync(file.Hash, cancel) is not { } content)
            return null;
        await using (content)
        {
            if (file.Type != "text/plain")
                return FileText.Of(content);
            using var reader = new StreamReader(content);
            return await reader.ReadToEndAsync(cancel);
        }
    }

    private static async Task<IResult> AccessesAsync(string hash, HttpContext http, Actor actor, FileDesk desk, IAuditReader trail, CancellationToken cancel)
    {
        if (PathOf(http) is not { } path || await desk.FindAsync(actor, hash, path, cancel) is null)
            return Problems.NotFound("文件");
        var found = await trail.ListAsync(new AuditFilter($"file/{hash}", Actions: [Read], Limit: MostAccesses), cancel);
        return TypedResults.Ok(new AccessList([.. found.Select(record => new AccessView(record.Entry.At, record.Entry.Name, record.Entry.Address))]));
    }

    private static async Task NoteAsync(HttpContext http, Actor actor, FoundFile found, SecurityJournal journal, RecentLooks looks, CancellationToken cancel)
    {
        // A player asks for a video in many parts: within ten minutes that is one look.
        if (!looks.IsRepeated(actor.AccountId, $"file/{found.Entry.Hash}"))
            await journal.WriteAsync(actor, Read, $"file/{found.Entry.Hash}", new { found.Name, of = http.Request.Query["of"].ToString() }, cancel);
    }

    private static IResult Send(HttpContext http, Stream content, string type, string name, bool inline, string tag)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; object-src 'self'; frame-ancestors 'self'";
        headers.CacheControl = "private, no-cache";
        var disposition = new ContentDispositionHeaderValue(inline ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(content, type == "text/plain" ? "text/plain; charset=utf-8" : type, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }

    private static IResult Lost() => Problems.Of(StatusCodes.Status410Gone, "lost", "文件内容已丢失", "请联系管理员从备份恢复");
}
