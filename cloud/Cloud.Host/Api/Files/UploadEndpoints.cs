using System.ComponentModel.DataAnnotations;
using Cloud.Host.Api.Registers;
using Cloud.Platform.Files;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Microsoft.AspNetCore.Http.Features;

namespace Cloud.Host.Api.Files;

/// <summary>Files come in pieces: begin, send pieces from the offset that the server says, go on after any interruption.</summary>
public static class UploadEndpoints
{
    /// <summary>A file that shall come.</summary>
    public sealed record UploadDraft([property: Required, StringLength(200, MinimumLength = 1)] string Name, long Size, [property: StringLength(200)] string? Fingerprint = null);

    /// <summary>An upload as it stands.</summary>
    /// <param name="Id">Of the upload.</param>
    /// <param name="Name">Name of the file.</param>
    /// <param name="Size">Bytes in all.</param>
    /// <param name="Fingerprint">By which the device finds it again.</param>
    /// <param name="Offset">Where the next piece begins.</param>
    /// <param name="LargestPiece">Most bytes of a piece.</param>
    /// <param name="State">Under way, ready or refused.</param>
    /// <param name="File">What a record refers to, once it is ready.</param>
    /// <param name="Type">Media type by its content, once it is ready.</param>
    /// <param name="Reason">Why it was refused.</param>
    public sealed record UploadView(
        Guid Id, string Name, long Size, string? Fingerprint, long Offset, int LargestPiece, UploadState State, Attachment? File = null, string? Type = null, string? Reason = null);

    /// <summary>Where an upload stands.</summary>
    public enum UploadState
    {
        /// <summary>More is wanted.</summary>
        Uploading,

        /// <summary>Whole and taken.</summary>
        Ready,

        /// <summary>Whole and not taken.</summary>
        Refused,
    }

    /// <summary>Uploads under way.</summary>
    public sealed record UploadList(IReadOnlyList<UploadView> Items);

    /// <summary>Maps <c>/api/uploads</c>.</summary>
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/uploads").WithTags("files");
        all.MapGet("", async (Actor actor, Uploads uploads, CancellationToken cancel) =>
            TypedResults.Ok(new UploadList([.. (await uploads.MineAsync(actor, cancel)).Select(View)]))).WithSummary("未完成的上传");
        all.MapPost("", async (UploadDraft body, Actor actor, Uploads uploads, CancellationToken cancel) =>
            Fields.Faults(body) is { Count: > 0 } faults ? Problems.Invalid(faults) : Answer(await uploads.BeginAsync(actor, body.Name, body.Size, body.Fingerprint, cancel), begins: true))
            .WithSummary("开始上传一个文件").Produces<UploadView>(StatusCodes.Status201Created);
        all.MapGet("{id:guid}", async (Guid id, HttpRequest http, Actor actor, Uploads uploads, Sentences sentences, CancellationToken cancel) =>
            Answer(await uploads.StateAsync(actor, id, cancel), reason => sentences.For(http, reason)))
            .WithSummary("已收到多少，从哪里续传").Produces<UploadView>();
        all.MapPut("{id:guid}", AppendAsync).WithSummary("上传一段：offset 为起点，正文为内容").Produces<UploadView>();
        all.MapDelete("{id:guid}", async (Guid id, Actor actor, Uploads uploads, CancellationToken cancel) =>
            await uploads.CancelAsync(actor, id, cancel) ? TypedResults.NoContent() : (IResult)Problems.NotFound("上传")).WithSummary("取消上传").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> AppendAsync(Guid id, long offset, HttpContext http, Actor actor, Uploads uploads, Sentences sentences, CancellationToken cancel)
    {
        if (http.Request.ContentLength > Uploads.LargestPiece)
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "分段过大", $"每段不能超过{Uploads.LargestPiece >> 20} MB");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Uploads.LargestPiece;
        try
        {
            return Answer(await uploads.AppendAsync(actor, id, offset, http.Request.Body, cancel), reason => sentences.For(http.Request, reason));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // What came of the piece is on disk; nobody waits for an answer.
            return TypedResults.Empty;
        }
    }

    private static UploadView View(UploadOutcome.Going going) =>
        new(going.Upload.Id, going.Upload.Name, going.Upload.Size, going.Upload.Fingerprint, going.Offset, Uploads.LargestPiece, UploadState.Uploading);

    private static IResult Answer(UploadOutcome outcome, Func<string, string>? told = null, bool begins = false) => outcome switch
    {
        UploadOutcome.Going going when begins => TypedResults.Created($"/api/uploads/{going.Upload.Id:D}", View(going)),
        UploadOutcome.Going going => TypedResults.Ok(View(going)),
        UploadOutcome.Ready(var upload, var file) => TypedResults.Ok(new UploadView(
            upload.Id, upload.Name, upload.Size, upload.Fingerprint, upload.Size, Uploads.LargestPiece, UploadState.Ready, new Attachment(file.Hash, upload.Name, file.Size), file.Type)),
        UploadOutcome.Refused(var upload, var reason) => TypedResults.Ok(new UploadView(
            upload.Id, upload.Name, upload.Size, upload.Fingerprint, 0, Uploads.LargestPiece, UploadState.Refused, Reason: told?.Invoke(reason) ?? reason)),
        UploadOutcome.OtherOffset other => Problems.Of(
            StatusCodes.Status409Conflict, "other-offset", "与现有状态冲突", "请从服务器已收到的位置续传", new Dictionary<string, object?> { ["offset"] = other.Offset }),
        UploadOutcome.Busy => Problems.Conflict("busy", "这个文件的另一段正在上传"),
        UploadOutcome.NotFound => Problems.NotFound("上传"),
        UploadOutcome.Full => Problems.Of(StatusCodes.Status507InsufficientStorage, "full", "服务器存储空间不足", "请联系管理员"),
        UploadOutcome.Invalid invalid => Problems.Invalid(RecordAnswers.Errors(invalid.Faults)),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };
}
