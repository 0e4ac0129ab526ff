using Cloud.Telemetry.Gateways;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cloud.Telemetry.Ingestion;

/// <summary>Registers broker, Sparkplug host and pipelines. To be added after the silo, so that it starts after it and stops before it.</summary>
public static class IngestionServices
{
    /// <summary>
    /// Adds ingestion, bound to sections <c>Broker</c> and <c>Ingestion</c>. Needs <see cref="IDirectory"/>,
    /// <see cref="Series.ITimeSeriesStore"/> and, for TLS, <see cref="IGatewayCertificates"/>.
    /// </summary>
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BrokerOptions>().Bind(configuration.GetSection("Broker")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IngestionOptions>().Bind(configuration.GetSection("Ingestion")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<LocalIntake>();
        services.TryAddSingleton<IProjectIntake>(s => s.GetRequiredService<LocalIntake>());
        services.AddSingleton<IngestionMetrics>().AddSingleton<PresenceQueue>().AddSingleton<SparkplugHost>()
            .AddSingleton<AcknowledgementPacer>().AddSingleton<IngestionPipelines>();
        services.AddSingleton(s => new Lazy<SparkplugHost>(s.GetRequiredService<SparkplugHost>));
        services.AddSingleton(s => new Lazy<IngestionPipelines>(s.GetRequiredService<IngestionPipelines>));
        services.AddSingleton(Broker).AddSingleton<ISparkplugChannel>(s => s.GetRequiredService<EmbeddedBroker>());
        services.AddHostedService(s => s.GetRequiredService<PresenceQueue>());
        services.AddHostedService(s => s.GetRequiredService<AcknowledgementPacer>());
        services.AddHostedService(s => s.GetRequiredService<IngestionPipelines>());
        services.AddHostedService<SessionKeeper>();
        services.AddHostedService(s => s.GetRequiredService<EmbeddedBroker>());
        return services;
    }

    private static EmbeddedBroker Broker(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<BrokerOptions>>();
        var certificates = options.Value.TlsPort >= 0 ? services.GetRequiredService<IGatewayCertificates>() : null;
        return new EmbeddedBroker(
            options,
            services.GetRequiredService<IDirectory>(),
            certificates,
            new Lazy<ISparkplugReceiver>(services.GetRequiredService<SparkplugHost>),
            services.GetRequiredService<IngestionMetrics>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<EmbeddedBroker>>());
    }
}
