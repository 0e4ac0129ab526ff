using System.Globalization;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Platform.Search;

namespace Cloud.Host.Api.Registers;

/// <summary>Full-text search over all registers.</summary>
public static class SearchEndpoints
{
    private const int LongestWords = 200;

    /// <summary>One record found.</summary>
    /// <param name="Register">Its register.</param>
    /// <param name="RegisterLabel">What the register is called.</param>
    /// <param name="Id">Of the record.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Excerpt">Text around the first word; to be shown as text.</param>
    /// <param name="At">Its newest change.</param>
    public sealed record HitView(string Register, LabelView RegisterLabel, Guid Id, string Title, LabelView State, string Excerpt, DateTimeOffset At);

    /// <summary>One page, newest change first.</summary>
    public sealed record HitList(IReadOnlyList<HitView> Items, string? Next);

    /// <summary>Maps <c>/api/search</c>.</summary>
    public static void MapSearch(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/search").WithTags("search").MapGet("", FindAsync).WithSummary("全文检索所有可见记录（两个汉字即可成词）：q、register、cursor、limit").Produces<HitList>();

    private static async Task<IResult> FindAsync(
        string? q, string? register, string? cursor, int? limit, Actor actor, RegisterCatalogue catalogue, IRecordScopes scopes, RecordPermissions permissions, IRecordSearch search,
        CancellationToken cancel)
    {
        if (q?.Length > LongestWords)
            return Problems.BadRequest("q", $"检索词不能超过{LongestWords}字");
        long? after = null;
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                return Problems.BadRequest("cursor", "不是本检索给出的游标");
            after = place;
        }

        await scopes.RefreshAsync(cancel);
        var readable = catalogue.All.Where(one => (register is null || one.Name == register) && RegisterAccess.IsVisible(one, actor))
            .Select(one => (one, permissions.Readable(actor, one))).Where(one => one.Item2 != Condition.Nothing).ToList();
        var page = await search.FindAsync(q ?? "", readable, after, limit ?? 20, cancel);
        return TypedResults.Ok(new HitList([.. page.Hits.Select(hit => Of(hit, catalogue.Find(hit.Record.Register)!))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static HitView Of(SearchHit hit, RegisterDescriptor register) => new(
        register.Name, RegisterView.Of(register.Label), hit.Record.Id, hit.Title, RegisterView.Of(register.State(hit.State).Label), hit.Excerpt, hit.At);
}
