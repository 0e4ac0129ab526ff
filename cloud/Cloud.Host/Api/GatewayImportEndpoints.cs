using System.Text.Json;
using Cloud.Platform.Areas;
using Cloud.Platform.Identity;
using Cloud.Platform.Permissions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Cloud.Host.Api;

/// <summary>Lists of projects, gateways and devices, as an operator has them in a table.</summary>
public static class GatewayImportEndpoints
{
    private const int LongestList = 16 << 20;

    /// <summary>A list as JSON.</summary>
    public sealed record GatewayImportList(IReadOnlyList<GatewayImportRow> Rows);

    /// <summary>Maps <c>/api/imports</c>.</summary>
    public static void MapGatewayImport(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/imports").WithTags("gateways")
        .Needs(Rights.ManageProjects, Rights.ManageProjects)
        .MapPost("gateways", ImportAsync).WithSummary("批量导入项目、网关与设备（JSON 或 CSV）")
        .WithMetadata(new RequestSizeLimitAttribute(LongestList)).Accepts<GatewayImportList>("application/json", "text/csv").Produces<GatewayImportResult>();

    private static async Task<IResult> ImportAsync(
        HttpRequest request, GatewayImport import, IOptions<JsonOptions> json, Actor actor, Access access, AreaTree areas, IdentityChanges changes,
        ProjectScopes scopes, CancellationToken cancel)
    {
        // A list may name any project of any county: it is for those who manage them all.
        if (!access.Covers(actor, Rights.ManageProjects, areas.Root.Code, []) || !access.Covers(actor, Rights.ConfigureProjects, areas.Root.Code, []))
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "没有权限", "批量导入须有全省项目的管理权限");
        var (rows, faults) = request.HasJsonContentType()
            ? (await JsonRowsAsync(request, json.Value, cancel), null)
            : GatewayImportCsv.Read(await TextAsync(request, cancel), GatewayImport.MostRows);
        if (faults is { Count: > 0 })
            return Problems.Invalid(faults);
        if (rows.Count is 0 or > GatewayImport.MostRows)
            return Problems.BadRequest("rows", $"须有1至{GatewayImport.MostRows}行");
        if (await import.CheckAsync(rows, cancel) is { Count: > 0 } wrong)
            return Problems.Invalid(wrong);
        var result = await import.RunAsync(rows, cancel);
        changes.Notify();
        await scopes.RefreshAsync(cancel);
        return TypedResults.Ok(result);
    }

    private static async Task<IReadOnlyList<GatewayImportRow>> JsonRowsAsync(HttpRequest request, JsonOptions json, CancellationToken cancel)
    {
        try
        {
            return (await request.ReadFromJsonAsync<GatewayImportList>(json.SerializerOptions, cancel))?.Rows ?? [];
        }
        catch (JsonException error)
        {
            throw new BadHttpRequestException(error.Message, StatusCodes.Status400BadRequest, error);
        }
    }

    private static async Task<string> TextAsync(HttpRequest request, CancellationToken cancel)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(cancel);
    }
}
