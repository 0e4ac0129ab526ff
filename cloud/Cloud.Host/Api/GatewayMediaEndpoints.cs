using System.Globalization;
using Cloud.Telemetry.Vision;
using Telemetry.Model.Vision;

namespace Cloud.Host.Api;

/// <summary>Where gateways bring pictures and clips, piece by piece.</summary>
public static class GatewayMediaEndpoints
{
    private const long MostPiece = 4 << 20;

    /// <summary>How far the file has come: the offset of the next piece.</summary>
    public sealed record PieceView(long Next);

    /// <summary>Maps <c>/api/gateway-media</c>.</summary>
    public static void MapGatewayMedia(this IEndpointRouteBuilder routes) => routes.MapPut("/api/gateway-media/{hash}", PutAsync)
        .AllowAnonymous().WithTags("gateways").WithSummary("网关分片上传图片与视频片段（以网关证书签名）")
        .Produces<PieceView>(StatusCodes.Status201Created).Produces<PieceView>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> PutAsync(
        string hash, string? type, long? offset, long? total, HttpRequest request, GatewayRequests gateways, IMediaStore media, CancellationToken cancel)
    {
        if (await gateways.FindAsync(request, cancel) is not { } gateway)
            return Problems.Of(StatusCodes.Status401Unauthorized, "unknown-gateway", "无法确认网关身份", "请求须以有效的网关证书签名，且时间偏差不超过5分钟");
        if (!MediaHash.IsValid(hash) || offset is not { } from || from < 0 || total is not { } whole || from >= whole || request.ContentLength is null or < 1 or > MostPiece)
            return Problems.BadRequest("piece", "分片的名称、位置或长度有误");
        if (whole > media.Limit(type ?? ""))
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "文件过大或类型不受支持");
        var answer = await media.AppendAsync(gateway.Project, hash, type!, from, whole, request.Body, cancel);
        return answer.Outcome switch
        {
            MediaOutcome.Stored => TypedResults.Created((string?)null, new PieceView(answer.Next)),
            MediaOutcome.More => TypedResults.Accepted((string?)null, new PieceView(answer.Next)),
            MediaOutcome.OtherOffset => Results.Text(answer.Next.ToString(CultureInfo.InvariantCulture), statusCode: StatusCodes.Status409Conflict),
            MediaOutcome.Full => Problems.Of(StatusCodes.Status507InsufficientStorage, "no-room", "存储空间不足"),
            _ => Problems.Of(StatusCodes.Status422UnprocessableEntity, "corrupt", "文件内容与其名称不符"),
        };
    }
}
