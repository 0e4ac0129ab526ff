using System.ComponentModel.DataAnnotations;
using Cloud.Platform.Audit;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;

namespace Cloud.Host.Api.Registers;

/// <summary>Comments on records, and links between them.</summary>
public static class NoteEndpoints
{
    /// <summary>A comment.</summary>
    public sealed record CommentView(Guid Id, DateTimeOffset At, string By, string Text);

    /// <summary>All comments, oldest first.</summary>
    public sealed record CommentList(IReadOnlyList<CommentView> Items);

    /// <summary>What is said.</summary>
    public sealed record CommentDraft([property: Required, StringLength(2000, MinimumLength = 1)] string Text);

    /// <summary>A link to or from another record that the person may read.</summary>
    /// <param name="Id">Of the link.</param>
    /// <param name="Kind">What it is called.</param>
    /// <param name="Outgoing">True when this record points to the other.</param>
    /// <param name="Register">Register of the other.</param>
    /// <param name="Record">Id of the other.</param>
    /// <param name="Title">What the other is called.</param>
    /// <param name="State">State of the other.</param>
    /// <param name="At">When it was made.</param>
    /// <param name="By">Who made it.</param>
    public sealed record LinkView(Guid Id, string Kind, bool Outgoing, string Register, Guid Record, string Title, string State, DateTimeOffset At, string By);

    /// <summary>All links whose other end the person may read.</summary>
    public sealed record LinkList(IReadOnlyList<LinkView> Items);

    /// <summary>A link to be made.</summary>
    public sealed record LinkDraft([property: Required, StringLength(40)] string Register, Guid Record, [property: Required, StringLength(40, MinimumLength = 1)] string Kind);

    /// <summary>Maps comments and links below a record.</summary>
    public static void MapNotes(this IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/api/registers/{register}/records/{id:guid}").WithTags("records");
        one.MapGet("/comments", CommentsAsync).WithSummary("备注").Produces<CommentList>();
        one.MapPost("/comments", CommentAsync).WithSummary("添加备注").Produces<CommentView>(StatusCodes.Status201Created);
        one.MapGet("/links", LinksAsync).WithSummary("关联记录").Produces<LinkList>();
        one.MapPost("/links", LinkAsync).WithSummary("关联另一条记录").Produces<LinkView>(StatusCodes.Status201Created);
        one.MapDelete("/links/{link:guid}", UnlinkAsync).WithSummary("解除关联").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> CommentsAsync(string register, Guid id, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, IRecordNotes notes, CancellationToken cancel)
    {
        if (await FindAsync(register, id, actor, catalogue, desk, cancel) is null)
            return Problems.NotFound("记录");
        var comments = await notes.CommentsAsync(new RecordKey(register, id), cancel);
        return TypedResults.Ok(new CommentList([.. comments.Select(Of)]));
    }

    private static async Task<IResult> CommentAsync(
        string register, Guid id, CommentDraft body, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, IRecordNotes notes, TimeProvider time, CancellationToken cancel)
    {
        if (await FindAsync(register, id, actor, catalogue, desk, cancel) is null)
            return Problems.NotFound("记录");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        var stamp = StampOf(actor, time);
        var comment = new RecordComment(Guid.CreateVersion7(stamp.At), new RecordKey(register, id), stamp, body.Text.Trim());
        await notes.CommentAsync(comment, Audit(actor, stamp, "record.comment", comment.Record, comment.Text), cancel);
        return TypedResults.Created($"/api/registers/{register}/records/{id:D}/comments", Of(comment));
    }

    private static async Task<IResult> LinksAsync(string register, Guid id, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, IRecordNotes notes, CancellationToken cancel)
    {
        if (await FindAsync(register, id, actor, catalogue, desk, cancel) is null)
            return Problems.NotFound("记录");
        var views = new List<LinkView>();
        foreach (var link in await notes.LinksAsync(new RecordKey(register, id), cancel))
        {
            var outgoing = link.From.Id == id;
            var other = outgoing ? link.To : link.From;
            if (await FindAsync(other.Register, other.Id, actor, catalogue, desk, cancel) is { } record)
                views.Add(Of(link, outgoing, record.Envelope));
        }

        return TypedResults.Ok(new LinkList(views));
    }

    private static async Task<IResult> LinkAsync(
        string register, Guid id, LinkDraft body, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, IRecordNotes notes, TimeProvider time, CancellationToken cancel)
    {
        if (await FindAsync(register, id, actor, catalogue, desk, cancel) is null)
            return Problems.NotFound("记录");
        if (Fields.Faults(body) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (body.Record == id || await FindAsync(body.Register, body.Record, actor, catalogue, desk, cancel) is not { } other)
            return Problems.Invalid(new Dictionary<string, string[]> { ["record"] = ["没有这条记录，或者您无权查看"] });
        var stamp = StampOf(actor, time);
        var link = new RecordLink(Guid.CreateVersion7(stamp.At), new RecordKey(register, id), new RecordKey(body.Register, body.Record), body.Kind.Trim(), stamp);
        return await notes.LinkAsync(link, Audit(actor, stamp, "record.link", link.From, $"{link.Kind} {link.To.Register}/{link.To.Id:D}"), cancel)
            ? TypedResults.Created($"/api/registers/{register}/records/{id:D}/links", Of(link, true, other.Envelope)) : Problems.Conflict("linked", "这两条记录已有同样的关联");
    }

    private static async Task<IResult> UnlinkAsync(
        string register, Guid id, Guid link, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, IRecordNotes notes, TimeProvider time, CancellationToken cancel)
    {
        if (await FindAsync(register, id, actor, catalogue, desk, cancel) is not { } record)
            return Problems.NotFound("记录");
        if (!(await desk.OffersAsync(actor, catalogue.Find(register)!, record, cancel)).Edit)
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "只有可以修改这条记录的人能解除关联");
        var key = new RecordKey(register, id);
        return await notes.UnlinkAsync(key, link, Audit(actor, StampOf(actor, time), "record.unlink", key, link.ToString("D")), cancel)
            ? TypedResults.NoContent() : Problems.NotFound("关联");
    }

    private static async Task<StoredRecord?> FindAsync(string register, Guid id, Actor actor, RegisterCatalogue catalogue, RecordDesk desk, CancellationToken cancel) =>
        RecordEndpoints.Readable(catalogue, register, actor) is { } descriptor ? await desk.FindAsync(actor, descriptor, id, cancel) : null;

    private static Stamp StampOf(Actor actor, TimeProvider time) => new(time.GetUtcNow(), actor.AccountId, actor.DisplayName);

    private static AuditEntry Audit(Actor actor, Stamp stamp, string action, RecordKey record, string detail) => new(
        stamp.At, actor.AccountId, actor.DisplayName, actor.Address, action, $"{record.Register}/{record.Id:D}",
        System.Text.Json.JsonSerializer.Serialize(new { text = detail }, RecordJson.Options));

    private static CommentView Of(RecordComment comment) => new(comment.Id, comment.By.At, comment.By.Name, comment.Text);

    private static LinkView Of(RecordLink link, bool outgoing, Envelope other) =>
        new(link.Id, link.Kind, outgoing, other.Register, other.Id, other.Title, other.State, link.By.At, link.By.Name);
}
