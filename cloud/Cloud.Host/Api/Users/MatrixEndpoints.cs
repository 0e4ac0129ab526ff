using Cloud.Host.Api.Registers;
using Cloud.Platform.Clauses;
using Cloud.Platform.Export;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Cloud.Platform.Registers;
using Cloud.Platform.Security;
using Cloud.Platform.Views;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api;

/// <summary>The whole table of rights as a file.</summary>
[Clause("5.1.3-4.1", "7.0.2-4")]
public static class MatrixEndpoints
{
    /// <summary>Maps <c>/api/permissions/matrix</c>.</summary>
    public static void MapPermissionMatrix(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/permissions/matrix", FileAsync).WithTags("permissions").WithSummary("权限矩阵：format=xlsx|docx|pdf|csv|text")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");

    private static async Task<IResult> FileAsync(
        string? format, Actor actor, IAccess access, RegisterCatalogue registers, ViewCatalogue views, RoleCatalogue roles, SecurityJournal journal,
        IOptions<ExportOptions> options, CancellationToken cancel)
    {
        if (!access.AllowsSomewhere(actor, Rights.ManageGrants) && !access.AllowsSomewhere(actor, Rights.ReadLogs))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "只有能授权或审计的人员可以导出");
        if (ExportEndpoints.Choose(format, ExportFormat.Xlsx) is not { } form)
            return Problems.BadRequest("format", "没有这种格式");
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!await RecordExport.WriteTableAsync(PermissionMatrix.Of(registers, views, roles), form, options.Value.Font, file, cancel))
        {
            await file.DisposeAsync();
            return Problems.BadRequest("format", "可导出 xlsx、docx、pdf、csv、text");
        }

        await journal.WriteAsync(actor, "permissions.export", "permissions/matrix", new { format = form }, cancel);
        file.Position = 0;
        return TypedResults.Stream(file, ExportEndpoints.ContentType(form), $"权限矩阵.{ExportEndpoints.Extension(form)}");
    }
}
