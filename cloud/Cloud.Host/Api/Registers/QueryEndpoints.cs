using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>Questions about a register that were given a name.</summary>
public static class QueryEndpoints
{
    /// <summary>A saved query.</summary>
    /// <param name="Id">Of the query.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Sharing">Who else sees it.</param>
    /// <param name="Query">As in the address of the list.</param>
    /// <param name="Own">True when it is the person's own.</param>
    /// <param name="OwnerName">Whose it is.</param>
    /// <param name="Version">For If-Match.</param>
    public sealed record QueryView(Guid Id, string Name, QuerySharing Sharing, string Query, bool Own, string OwnerName, long Version);

    /// <summary>Own and shared queries.</summary>
    public sealed record QueryList(IReadOnlyList<QueryView> Items);

    /// <summary>A query to be saved.</summary>
    public sealed record QueryDraft(
        [property: Required, StringLength(60, MinimumLength = 1)] string Name, QuerySharing Sharing, [property: Required(AllowEmptyStrings = true), StringLength(4000)] string Query, long Version = 0);

    /// <summary>Maps <c>/api/registers/{register}/queries</c>.</summary>
    public static void MapQueries(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/registers/{register}/queries").WithTags("registers");
        all.MapGet("", ListAsync).WithSummary("保存的与共享的查询").Produces<QueryList>();
        all.MapPost("", AddAsync).WithSummary("保存查询").Produces<QueryView>(StatusCodes.Status201Created);
        all.MapPut("/{id:guid}", ChangeAsync).WithSummary("修改自己的查询").Produces<QueryView>();
        all.MapDelete("/{id:guid}", RemoveAsync).WithSummary("删除自己的查询").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(string register, Actor actor, RegisterCatalogue catalogue, ISavedQueries queries, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is null)
            return Problems.NotFound("登记簿");
        var found = await queries.ListAsync(register, actor.AccountId, actor.OrganisationId, cancel);
        return TypedResults.Ok(new QueryList([.. found.Select(query => Of(query, actor))]));
    }

    private static async Task<IResult> AddAsync(
        string register, QueryDraft body, Actor actor, RegisterCatalogue catalogue, ISavedQueries queries, TimeProvider time, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is null)
            return Problems.NotFound("登记簿");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var query = Of(Guid.CreateVersion7(time.GetUtcNow()), register, body, actor, 1);
        await queries.SaveAsync(query, cancel);
        return TypedResults.Created($"/api/registers/{register}/queries/{query.Id:D}", Of(query, actor));
    }

    private static async Task<IResult> ChangeAsync(
        string register, Guid id, QueryDraft body, Actor actor, RegisterCatalogue catalogue, ISavedQueries queries, CancellationToken cancel)
    {
        if (RecordEndpoints.Readable(catalogue, register, actor) is null)
            return Problems.NotFound("登记簿");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var known = (await queries.ListAsync(register, actor.AccountId, actor.OrganisationId, cancel)).FirstOrDefault(query => query.Id == id && query.Account == actor.AccountId);
        if (known is null)
            return Problems.NotFound("查询");
        var query = Of(id, register, body, actor, body.Version + 1);
        return await queries.SaveAsync(query, cancel) ? TypedResults.Ok(Of(query, actor)) : Problems.Conflict("stale-version", "查询已在别处修改，请刷新后再提交");
    }

    private static async Task<IResult> RemoveAsync(string register, Guid id, Actor actor, RegisterCatalogue catalogue, ISavedQueries queries, CancellationToken cancel) =>
        RecordEndpoints.Readable(catalogue, register, actor) is not null && await queries.RemoveAsync(id, actor.AccountId, cancel) ? TypedResults.NoContent() : Problems.NotFound("查询");

    private static SavedQuery Of(Guid id, string register, QueryDraft body, Actor actor, long version) =>
        new(id, register, actor.AccountId, actor.DisplayName, actor.OrganisationId, body.Name.Trim(), body.Sharing, body.Query.TrimStart('?'), version);

    private static QueryView Of(SavedQuery query, Actor actor) =>
        new(query.Id, query.Name, query.Sharing, query.Query, query.Account == actor.AccountId, query.OwnerName, query.Version);
}
