using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi.Reader;
using Microsoft.OpenApi;

namespace Cloud.Tests.Host;

[Collection("platform")]
public sealed class ApiDocumentSpecs(Platform platform)
{
    [Fact]
    public async Task the_document_is_valid_openapi_3_1_and_needs_an_account()
    {
        using var stranger = platform.Host.Stranger();

        var text = (await platform.Admin.GetAsync("/openapi/v1.json")).Is(HttpStatusCode.OK).Text;

        var (document, diagnostic) = OpenApiDocument.Parse(text, "json");
        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.NotEmpty(document!.Paths);
        (await stranger.GetAsync("/openapi/v1.json")).Is(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task every_endpoint_under_api_is_in_the_document_with_a_summary_an_id_and_what_it_answers()
    {
        var document = (await platform.Admin.GetAsync("/openapi/v1.json")).Body;
        var missing = new List<string>();
        var ids = new HashSet<string>();

        foreach (var (method, pattern) in Endpoints())
        {
            var operation = document["paths"]![pattern]?[method.ToLowerInvariant()];
            if (operation is null || string.IsNullOrWhiteSpace((string?)operation["summary"]) || operation["tags"]?.AsArray().Count != 1)
                missing.Add($"{method} {pattern}");
            else if (!operation["responses"]!.AsObject().Any(answer => answer.Key == "204" || (answer.Key[0] == '2' && answer.Value!["content"] is not null)))
                missing.Add($"{method} {pattern} has no answer");
            else if (operation["responses"]!["default"]?["content"]?["application/problem+json"] is null)
                missing.Add($"{method} {pattern} has no problem");
            else
                Assert.True(ids.Add((string)operation["operationId"]!), $"{operation["operationId"]} is there twice");
        }

        Assert.Empty(missing);
        Assert.True(ids.Count > 30);
    }

    [Fact]
    public async Task two_types_of_one_name_keep_apart_and_every_reference_leads_somewhere()
    {
        var document = (await platform.Admin.GetAsync("/openapi/v1.json")).Body;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.True(schemas.ContainsKey("Command.TestView"));
        Assert.True(schemas.ContainsKey("Chain.TestView"));
        Assert.True(schemas["ProblemDetails"]!["properties"]!.AsObject().ContainsKey("errors"));
        Assert.All(References(document), reference => Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), reference));
        Assert.DoesNotContain(schemas, schema => schema.Value!.AsObject().Count == 0);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" && member.Value is JsonValue ? [(string)member.Value!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private IEnumerable<(string Method, string Pattern)> Endpoints() =>
        from endpoint in platform.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid}", "}", StringComparison.Ordinal)
        where pattern.StartsWith("/api/", StringComparison.Ordinal) && !pattern.Contains("{**", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select (method, pattern);

    [Fact]
    public async Task the_types_of_the_web_client_were_made_of_this_document()
    {
        var text = (await platform.Admin.GetAsync("/openapi/v1.json")).Is(HttpStatusCode.OK).Text;
        var root = AppContext.BaseDirectory[..AppContext.BaseDirectory.IndexOf($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal)];
        var lines = new List<string>();
        var document = JsonNode.Parse(text)!.AsObject();
        document.Remove("servers");
        Read(document, "", lines);
        lines.Sort(StringComparer.Ordinal);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

        var first = File.ReadLines(Path.Combine(root, "cloud/web/core/src/api/generated/schema.ts")).First();

        if (first != $"// openapi {mark}")
            await File.WriteAllTextAsync(Path.Combine(root, "artifacts", "openapi.json"), text, TestContext.Current.CancellationToken);
        Assert.True(first == $"// openapi {mark}", "the types are out of date; in cloud/web: npm run types -- ../../artifacts/openapi.json");
    }

    // One line a value; where numbers end is no matter of types.
    private static void Read(JsonNode? node, string path, List<string> lines)
    {
        if (node is JsonObject members)
            foreach (var (key, child) in members)
                Read(child, $"{path}/{key}", lines);
        else if (node is JsonArray items)
            for (var at = 0; at < items.Count; at++)
                Read(items[at], $"{path}/{at}", lines);
        else
            lines.Add($"{path}={node?.GetValueKind() switch
            {
                null => "null",
                JsonValueKind.Number => "#",
                JsonValueKind.String => node.GetValue<string>(),
                var kind => kind == JsonValueKind.True ? "true" : "false",
            }}");
    }
}
