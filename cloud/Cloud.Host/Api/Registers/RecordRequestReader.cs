using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Microsoft.AspNetCore.WebUtilities;

namespace Cloud.Host.Api.Registers;

/// <summary>Reads what requests about records have in common: body, version, replay key, selection, cursor.</summary>
internal static class RecordRequestReader
{
    private const int LongestKey = 100;
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 16 };

    /// <summary>The request, or why it cannot be read.</summary>
    public static async Task<(RecordRequest? Request, IResult? Refusal)> ReadAsync(HttpContext http, Actor actor, CancellationToken cancel)
    {
        var headers = http.Request.Headers;
        if (headers["Idempotency-Key"].ToString() is { Length: > LongestKey })
            return (null, Problems.BadRequest("Idempotency-Key", $"不能超过{LongestKey}字"));
        if (!TryVersion(headers.IfMatch.ToString(), out var version))
            return (null, Problems.BadRequest("If-Match", "须为记录的版本，例如 \"3\""));
        var (body, fault) = await BodyAsync(http.Request, cancel);
        if (fault is not null)
            return (null, fault);
        return (new RecordRequest
        {
            Actor = actor, Body = body, Version = version, ReplayKey = headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null, Source = Source(headers, actor),
        }, null);
    }

    /// <summary>The selection of a list, an export, a pivot.</summary>
    public static RecordSelection Selection(HttpRequest request) => new()
    {
        Filters = [.. request.Query["filter"].OfType<string>()],
        Words = request.Query["q"].ToString() is { Length: > 0 } words ? words : null,
        WithVoid = request.Query["void"] == "true",
        Awaited = request.Query["todo"] == "true",
        Sort = request.Query["sort"].ToString() is { Length: > 0 } sort ? sort : null,
    };

    /// <summary>A mark as an opaque text.</summary>
    public static string? Cursor(PageMark? mark) => mark is null ? null
        : WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes<object?[]>([mark.Row, mark.Value]));

    /// <summary>The mark of a text; false when this server has not made it.</summary>
    public static bool TryCursor(string? text, out PageMark? mark)
    {
        mark = null;
        if (string.IsNullOrEmpty(text))
            return true;
        try
        {
            using var json = JsonDocument.Parse(WebEncoders.Base64UrlDecode(text));
            if (json.RootElement is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() != 2)
                return false;
            mark = new PageMark(Value(array[1]), array[0].GetInt64());
            return true;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The tag of a version.</summary>
    public static string Tag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        _ => null,
    };

    /// <summary>The version of an If-Match header; null without one, false when it is none.</summary>
    public static bool TryVersion(string text, out long? version)
    {
        version = null;
        if (text.Length == 0)
            return true;
        var known = long.TryParse(text.StartsWith("W/", StringComparison.Ordinal) ? text[2..].Trim('"') : text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        version = value;
        return known;
    }

    private static async Task<(JsonNode? Body, IResult? Fault)> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > RecordBody.LargestBytes)
            return (null, TooLarge());
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, cancel)) > 0;)
        {
            if (buffer.Length + read > RecordBody.LargestBytes)
                return (null, TooLarge());
            buffer.Write(chunk, 0, read);
        }

        if (buffer.Length == 0)
            return (null, null);
        if (!request.HasJsonContentType())
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "media-type", "不支持的内容类型", "请以 application/json 提交"));
        try
        {
            return (JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), documentOptions: Reading), null);
        }
        catch (JsonException fault)
        {
            return (null, Problems.BadRequest(fault.Path ?? "body", "JSON 格式有误"));
        }
        catch (DecoderFallbackException)
        {
            return (null, Problems.BadRequest("body", "JSON 格式有误"));
        }
    }

    private static IResult TooLarge() => Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "内容过大", "一条记录不能超过1 MB");

    private static RecordSource Source(IHeaderDictionary headers, Actor actor) => actor.Kind == ActorKind.Machine ? RecordSource.Interface
        : headers["X-Edge-Source"] == "phone" ? RecordSource.Phone : RecordSource.Page;
}
