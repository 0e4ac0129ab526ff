using Cloud.Host.Api;
using Cloud.Host.Api.Approvals;
using Cloud.Host.Api.Files;
using Cloud.Host.Api.Operations;
using Cloud.Host.Api.Registers;
using Cloud.Host.Api.Supervision;
using Cloud.Host.Pages.Entry;
using Cloud.Host.Sessions;
using Cloud.Host.SingleSignOn;
using Cloud.Storage.SingleSignOn;
using Cloud.Platform.Certificates;
using Cloud.Platform.Identity;
using Cloud.Platform.Registers;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary>The way of a request, and what is done before the first one.</summary>
public static class PlatformPipeline
{
    /// <summary>Puts the middleware in order and maps every route.</summary>
    public static void UsePlatform(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(SecurityHeaders);
        // Each looks into the folder of pages, in which the interface has nothing.
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase), pages => pages.UseDefaultFiles().UseStaticFiles());
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15) });
        app.UseRouting();
        SessionAuthentication.Use(app);
        app.UseMiddleware<SessionGuard>();
        app.UseRateLimiter();
        app.UseAuthorization();

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapSession();
        app.MapEnrolment();
        app.MapCertificates();
        app.MapAccount();
        app.MapUsers();
        app.MapGrants();
        app.MapAreas();
        app.MapOrganisations();
        app.MapPersons();
        app.MapRegistrations();
        app.MapPermissions();
        app.MapPermissionMatrix();
        app.MapSecurity();
        app.MapSingleSignOnClients();
        app.MapSingleSignOnClient();
        app.MapSingleSignOnProvider();
        app.MapProjects();
        app.MapParties();
        app.MapGateways();
        app.MapGatewayImport();
        app.MapDevices();
        app.MapCommands();
        app.MapProfiles();
        app.MapTelemetry();
        app.MapHistory();
        app.MapWarnings();
        app.MapHazardousWorks();
        app.MapEvidence();
        app.MapGatewayMedia();
        app.MapVideo();
        app.MapRules();
        app.MapChain();
        app.MapRegisters();
        app.MapFilings();
        app.MapWork();
        app.MapLive();
        app.MapAcknowledgePages();
        app.MapEntry();
        app.MapApiDocument();
        app.MapPlatformMetrics();
        app.Map("/api/{**rest}", () => Problems.NotFound("接口")).RequireAuthorization();
        if (File.Exists(Path.Combine(app.Environment.WebRootPath ?? "", "index.html")))
            app.MapFallbackToFile("index.html").AllowAnonymous();
    }

    /// <summary>Approvals, files, the trail and backups.</summary>
    private static void MapWork(this WebApplication app)
    {
        app.MapApprovals();
        app.MapUploads();
        app.MapFiles();
        app.MapAudit();
        app.MapBackups();
    }

    /// <summary>First administrator and first project; prints the password that is shown once.</summary>
    public static async Task PrepareAsync(this WebApplication app, TextWriter output, CancellationToken cancel)
    {
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<SingleSignOnContext>().PrepareAsync(cancel);
        await app.Services.GetRequiredService<IRecordStore>().PrepareAsync(app.Services.GetRequiredService<RegisterCatalogue>().All, cancel);
        if (await app.Services.GetRequiredService<Passwords>().CreateFirstAdministratorAsync(cancel) is { } password)
        {
            await output.WriteLineAsync($"First administrator: admin  password: {password}  (must be changed at the first sign-in)");
            if (app.Services.GetRequiredService<IOptions<IdentityOptions>>().Value.FirstPasswordFile is { } file)
                SecretFile.Write(file, password + "\n");
        }

        await app.Services.GetRequiredService<Provisioning>().RunAsync(cancel);
    }

    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        return next(context);
    }
}
