using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Cloud.Host.Composition;
using Cloud.Platform.Certificates;
using Cloud.Telemetry.Ingestion;
using Microsoft.Extensions.Options;
using Telemetry.Model;

namespace Cloud.Host.Api;

/// <summary>A gateway turns its one-time code into a certificate.</summary>
public static class EnrolmentEndpoints
{
    private const string Limit = "enrolment";

    /// <summary>Gateway, code and PKCS#10 request in PEM.</summary>
    public sealed record Request([property: Required] string Gateway, [property: Required] string Code, [property: Required] string Csr);

    /// <summary>What the gateway keeps.</summary>
    public sealed record Answer(string Certificate, string Authority, Broker Broker);

    /// <summary>Where the gateway connects to.</summary>
    public sealed record Broker(string Host, int Port);

    /// <summary>Adds the limit of attempts by address.</summary>
    public static void AddEnrolmentLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddPolicy(Limit, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions
            {
                Window = TimeSpan.FromMinutes(1),
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<EnrolmentOptions>>().Value.AttemptsPerMinute,
            }));
    });

    /// <summary>Maps <c>/api/enrolments</c>.</summary>
    public static void MapEnrolment(this IEndpointRouteBuilder routes) => routes.MapPost("/api/enrolments", EnrolAsync)
        .AllowAnonymous().RequireRateLimiting(Limit).WithTags("gateways").WithSummary("网关凭一次性码换取证书")
        .Produces<Answer>().ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> EnrolAsync(
        Request body, Enrolment enrolment, CertificateAuthority authority, IOptions<EnrolmentOptions> options, EmbeddedBroker broker,
        IMeterFactory meters, CancellationToken cancel)
    {
        var counter = meters.Create("Cloud.Enrolment").CreateCounter<long>("edge.enrolments");
        if (!Identifier.IsValid(body.Gateway) || body.Code.Length > 64 || body.Csr.Length > 8_192)
            return Problems.BadRequest("gateway", "网关编号、一次性码或证书请求的格式有误");
        var (certificate, refusal) = await enrolment.EnrolAsync(new GatewayId(body.Gateway), body.Code, body.Csr, cancel);
        counter.Add(1, new KeyValuePair<string, object?>("result", certificate is null ? "refused" : "issued"));
        return certificate is null
            ? Problems.Of(StatusCodes.Status403Forbidden, "enrolment-refused", "登记被拒绝", refusal)
            : TypedResults.Ok(new Answer(certificate, authority.RootPem, new Broker(options.Value.BrokerHost, broker.TlsPort)));
    }
}
