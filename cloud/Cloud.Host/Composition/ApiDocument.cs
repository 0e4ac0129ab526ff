using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cloud.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cloud.Host.Composition;

/// <summary>The interface as OpenAPI 3.1, from the endpoints themselves.</summary>
public static class ApiDocument
{
    private const string Session = "session";

    /// <summary>Adds the document <c>v1</c>.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaId;
        options.AddSchemaTransformer(CompleteAsync);
        options.AddOperationTransformer(CompleteAsync);
        options.AddDocumentTransformer(CompleteAsync);
    });

    /// <summary>Maps <c>/openapi/v1.json</c>; without an account only in development.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        var document = app.MapOpenApi("/openapi/{documentName}.json");
        if (app.Environment.IsDevelopment())
            document.AllowAnonymous();
    }

    /// <summary>Nested types carry the name of what declares them: <c>Session.SignIn</c>; two resources may both have a <c>View</c>.</summary>
    internal static string? SchemaId(JsonTypeInfo type)
    {
        var id = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return id is null || type.Type.DeclaringType is not { } declaring ? id : $"{Trimmed(declaring.Name)}.{id}";
    }

    private static string Trimmed(string name) => name.EndsWith("Endpoints", StringComparison.Ordinal) ? name[..^"Endpoints".Length] : name;

    private static Task CompleteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Edge",
            Version = "v1",
            Description = "Times are ISO 8601 UTC. Errors are problem details (RFC 9457). A mutating call repeats the cookie edge-csrf in the header X-Edge-Csrf.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "edge-session" },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Session, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.OperationId ??= OperationId(context.Description.HttpMethod ?? "GET", context.Description.RelativePath ?? "");
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            operation.Security = [];
        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancel);
        context.Document!.AddComponent(nameof(ProblemDetails), problem);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused; type says why.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) },
            },
        };
    }

    private static Task CompleteAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(TimeOnly))
        {
            var nullable = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            (schema.Type, schema.Format, schema.Pattern) = (nullable, null, @"^\d{2}:\d{2}(:\d{2})?$");
        }
        else if (IsTextId(type))
        {
            // One string: the description of a member that may be null comes from the member.
            (schema.Type, schema.Format, schema.Properties, schema.Required) =
                (type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, null, null, null);
        }
        else if (type == typeof(ProblemDetails))
        {
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object | JsonSchemaType.Null,
                Description = "Reasons by field.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            };
        }

        return Task.CompletedTask;
    }

    private static bool IsTextId(Type type) =>
        type.GetCustomAttributes(typeof(JsonConverterAttribute), false) is [JsonConverterAttribute { ConverterType: { IsGenericType: true } converter }]
        && converter.GetGenericTypeDefinition() == typeof(TextIdConverter<>);

    /// <summary>From method and path, so that it is stable: <c>getProjectsByProjectDevices</c>.</summary>
    private static string OperationId(string method, string path)
    {
        var id = new StringBuilder(method.ToLowerInvariant());
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != "api"))
        {
            if (segment[0] == '{')
                id.Append("By");
            foreach (var word in segment.Trim('{', '}').Split('-', ':'))
                id.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }

        return id.ToString();
    }
}
