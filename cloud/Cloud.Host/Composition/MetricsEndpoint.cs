using System.Net;
using Cloud.Host.Sessions;
using Microsoft.AspNetCore.Authorization;
using OpenTelemetry.Metrics;

namespace Cloud.Host.Composition;

/// <summary>Every number of the process for Prometheus: with an account, or from this machine itself.</summary>
public static class MetricsEndpoint
{
    /// <summary>Gathers the platform's meters, Orleans', the web server's and the runtime's.</summary>
    public static IServiceCollection AddPlatformMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Cloud.*", "Edge.*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
                "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Diagnostics", "System.Runtime")
            .AddPrometheusExporter());
        return services;
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static void MapPlatformMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics")
        .RequireAuthorization(new AuthorizationPolicyBuilder(SessionServices.Scheme).RequireAssertion(IsAllowed).Build());

    private static bool IsAllowed(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http && (http.SignedIn() is { MustChangePassword: false } || IsLocal(http));

    // Behind a proxy on this machine every request comes from loopback; the proxy's own headers tell.
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
}
