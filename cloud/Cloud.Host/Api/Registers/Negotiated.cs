using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Cloud.Platform.Export;
using Cloud.Platform.Registers;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Api.Registers;

/// <summary>One answer as JSON, XML or text, as the client asks by <c>Accept</c>.</summary>
internal static class Negotiated
{
    public static IResult Of<T>(HttpContext http, T value, RegisterDescriptor register, Func<Task<NamedRecords>> named, IReadOnlyCollection<string>? columns)
    {
        http.Response.Headers.Vary = "Accept";
        var asked = http.Request.GetTypedHeaders().Accept;
        return asked.OrderByDescending(type => type.Quality ?? 1).Select(type => type.MediaType.Value).FirstOrDefault(Known) switch
        {
            "application/xml" or "text/xml" => TypedResults.Text(Xml(http, value, register), "application/xml; charset=utf-8", Encoding.UTF8),
            "text/plain" => Table("text/plain; charset=utf-8", TextTables.WriteTextAsync),
            "text/csv" => Table("text/csv; charset=utf-8", TextTables.WriteCsvAsync),
            null when asked.Count > 0 =>
                Problems.Of(StatusCodes.Status406NotAcceptable, "not-acceptable", "不支持的格式", "支持 application/json、application/xml、text/plain、text/csv"),
            _ => TypedResults.Ok(value),
        };

        IResult Table(string type, Func<TableData, Stream, CancellationToken, Task> write) => TypedResults.Stream(
            async to => await write(RecordExport.Table(register, new[] { await named() }.ToAsyncEnumerable(), columns, english: false), to, http.RequestAborted), type);
    }

    private static bool Known(string? type) => type is "application/json" or "application/xml" or "text/xml" or "text/plain" or "text/csv" or "*/*" or "application/*" or "text/html";

    private static string Xml<T>(HttpContext http, T value, RegisterDescriptor register)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var root = JsonXml.Element(register.Name, JsonSerializer.SerializeToElement(value, options));
        return new XDeclaration("1.0", "utf-8", null) + "\n" + root;
    }
}
