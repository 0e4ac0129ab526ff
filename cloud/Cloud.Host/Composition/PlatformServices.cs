using System.Text.Json.Serialization;
using Cloud.Host.Api;
using Cloud.Host.Live;
using Cloud.Host.Pages.Public;
using Cloud.Host.Sessions;
using Cloud.Host.SingleSignOn;
using Cloud.Platform.Security;
using Cloud.Platform.Certificates;
using Cloud.Platform.Identity;
using Cloud.Platform.Leadership;
using Cloud.Platform.Notifications;
using Cloud.Platform.Permissions;
using Cloud.Storage.Records;
using Cloud.Telemetry.Cluster;
using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Cloud.Telemetry.Warnings;
using Microsoft.Extensions.Options;
using Telemetry.Model.Profiles;

namespace Cloud.Host.Composition;

/// <summary>What the platform is made of, in the order in which it starts.</summary>
public static class PlatformServices
{
    /// <summary>Adds every part.</summary>
    public static void AddPlatform(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        builder.WebHost.ConfigureKestrel(WebCertificate.Configure);
        services.AddOptions<HostOptions>().Configure(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        AddOptions(services, configuration);
        services.AddStores(configuration);
        builder.AddSilo();
        if (configuration.GetSection("Silo").Get<SiloOptions>() is { IsShared: true })
        {
            services.AddCluster();
            services.AddSingleton(RecordLeadership.Schema).AddSingleton<RecordLeadership>();
            services.AddSingleton<ILeadership>(s => s.GetRequiredService<RecordLeadership>()).AddHostedService(s => s.GetRequiredService<RecordLeadership>());
        }

        services.AddProjects(configuration).AddWarnings(configuration).AddNotifications(configuration).AddIngestion(configuration);
        AddIdentity(services, configuration);
        services.AddSupervision(configuration);
        AddWeb(services);
    }

    private static void AddOptions(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddValidated<StorageOptions>(configuration, "Storage").AddValidated<SiloOptions>(configuration, "Silo").AddValidated<IdentityOptions>(configuration, "Identity")
            .AddValidated<SecurityOptions>(configuration, "Security").AddValidated<SingleSignOnOptions>(configuration, "SingleSignOn")
            .AddValidated<EnrolmentOptions>(configuration, "Enrolment").AddValidated<ProvisioningOptions>(configuration, "Provisioning")
            .AddValidated<ModelOptions>(configuration, "Models").AddValidated<LiveOptions>(configuration, "Live");
        services.AddSingleton(s => ProfileCatalogue.Load(s.GetRequiredService<IOptions<ModelOptions>>().Value.Profiles).OrThrow());
    }

    private static void AddIdentity(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddPeople();
        services.AddSingleSignOn(configuration);
        services.AddSingleton<Registrations>();
        services.AddSingleton(s => CertificateAuthority.Open(Path.Combine(Folder(s), "certificates"), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IGatewayCertificates, GatewayCertificates>();
        services.AddSingleton<Enrolment>().AddSingleton<Provisioning>().AddSingleton<GatewayImport>();
        services.AddSessions();
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            json.SerializerOptions.Converters.Add(new TimeOfDayConverter());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.MaxDepth = 16;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        services.AddOptions<RouteHandlerOptions>().Configure(routes => routes.ThrowOnBadRequest = true);
        services.AddProblems();
        services.AddEnrolmentLimit();
        services.AddRegistrationLimit();
        services.AddPublicPages();
        services.AddSingleton<RecentLooks>();
        services.AddLive();
        services.AddApiDocument();
        services.AddPlatformMetrics();
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready");
    }

    private static IServiceCollection AddValidated<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    private static string Folder(IServiceProvider services) => services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder;
}
