using System.Globalization;
using System.Text;
using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Security;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api.Operations;

/// <summary>The auditor's console: search the trail, compare its chain, take it away as a file, know how long it is kept.</summary>
public static class AuditEndpoints
{
    private const int MostRows = 100_000;

    /// <summary>An entry of the trail.</summary>
    public sealed record AuditView(long Sequence, DateTimeOffset At, Guid Account, string Name, string? Address, string Action, string Object, string? Detail, string Hash);

    /// <summary>A page, the newest first.</summary>
    public sealed record AuditList(IReadOnlyList<AuditView> Items, long? Next);

    /// <summary>How long entries are kept, and what was archived.</summary>
    public sealed record PolicyView(int RetainMonths, IReadOnlyList<ArchiveView> Archives);

    /// <summary>Entries that were written out and removed.</summary>
    public sealed record ArchiveView(string Name, long Bytes);

    /// <summary>Maps <c>/api/audit</c>.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/api/audit").WithTags("audit").Needs(Rights.ReadLogs, Rights.ReadLogs);
        audit.MapGet("", ListAsync).WithSummary("检索审计日志：q、object、account、action、address、from、to").Produces<AuditList>();
        audit.MapGet("chain", async (IAuditKeeper keeper, Actor actor, SecurityJournal journal, CancellationToken cancel) =>
        {
            var chain = await keeper.VerifyAsync(cancel);
            await journal.WriteAsync(actor, "audit.verify", "audit", new { chain.Entries, chain.BrokenAt }, cancel);
            return TypedResults.Ok(chain);
        }).WithSummary("校验审计日志的完整性").Produces<AuditChain>();
        audit.MapGet("policy", Policy).WithSummary("保留期限与已归档的日志").Produces<PolicyView>();
        audit.MapGet("export", ExportAsync).WithSummary("导出检索到的日志（CSV）").Produces<string>(contentType: "text/csv");
    }

    private static AuditFilter Filter(string? q, string? @object, Guid? account, string[]? action, DateTimeOffset? from, DateTimeOffset? to, long? cursor) =>
        new(@object, account, action is { Length: > 0 } ? action : null, from, to, cursor, Text: q);

    private static async Task<IResult> ListAsync(
        IAuditReader reader, CancellationToken cancel, string? q = null, string? @object = null, Guid? account = null, string[]? action = null, DateTimeOffset? from = null,
        DateTimeOffset? to = null, long? cursor = null, int limit = 100)
    {
        if (limit is < 1 or > 500)
            return Problems.BadRequest("limit", "须在1至500之间");
        if (q?.Length > 100)
            return Problems.BadRequest("q", "不能超过100字");
        var found = await reader.ListAsync(Filter(q, @object, account, action, from, to, cursor) with { Limit = limit + 1 }, cancel);
        var items = found.Take(limit).Select(r => new AuditView(
            r.Sequence, r.Entry.At, r.Entry.Account, r.Entry.Name, r.Entry.Address, r.Entry.Action, r.Entry.Object, r.Entry.Detail, r.Hash)).ToArray();
        return TypedResults.Ok(new AuditList(items, found.Count > limit ? items[^1].Sequence : null));
    }

    private static async Task<IResult> ExportAsync(
        Actor actor, IAuditReader reader, SecurityJournal journal, AnomalyWatch watch, CancellationToken cancel, string? q = null, string? @object = null, Guid? account = null,
        string[]? action = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var text = new StringBuilder("\uFEFF序号,时间,账号,姓名,地址,操作,对象,内容,校验值\r\n");
        var (rows, last) = (0, (long?)null);
        for (IReadOnlyList<AuditRecord> page; rows < MostRows && (page = await reader.ListAsync(Filter(q, @object, account, action, from, to, last) with { Limit = 500 }, cancel)).Count > 0;)
        {
            foreach (var r in page)
                text.AppendJoin(',', new[]
                {
                    r.Sequence.ToString(CultureInfo.InvariantCulture), r.Entry.At.ToString("O", CultureInfo.InvariantCulture), r.Entry.Account.ToString(), r.Entry.Name, r.Entry.Address ?? "",
                    r.Entry.Action, r.Entry.Object, r.Entry.Detail ?? "", r.Hash,
                }.Select(Cell)).Append("\r\n");
            (rows, last) = (rows + page.Count, page[^1].Sequence);
        }

        await journal.WriteAsync(actor, "audit.export", "audit", new { rows }, cancel);
        await watch.ExportedAsync(actor.AccountId, actor.DisplayName, actor.Address, rows, cancel);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "audit.csv");
    }

    // Spreadsheets take what begins like this for a formula.
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static IResult Policy(IOptions<AuditOptions> options) => TypedResults.Ok(new PolicyView(
        options.Value.RetainMonths,
        Directory.Exists(options.Value.ArchiveFolder)
            ? [.. new DirectoryInfo(options.Value.ArchiveFolder).EnumerateFiles("*.jsonl.gz").OrderByDescending(file => file.Name, StringComparer.Ordinal).Select(file => new ArchiveView(file.Name, file.Length))]
            : []));
}
