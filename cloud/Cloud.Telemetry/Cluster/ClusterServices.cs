using Cloud.Telemetry.Ingestion;
using Cloud.Telemetry.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Telemetry.Cluster;

/// <summary>Registers what several silos need beside each one's own parts.</summary>
public static class ClusterServices
{
    /// <summary>
    /// Adds the projects' common door, the live stream between silos and the watch over the others. To be added after the silo and
    /// before projects and ingestion; the composition adds an <see cref="Platform.Leadership.ILeadership"/>.
    /// </summary>
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddSingleton<IProjectIntake, SharedIntake>();
        services.AddSingleton<LiveFeed>().AddSingleton<LiveRelay>().AddSingleton<ILiveFeed>(s => s.GetRequiredService<LiveRelay>());
        services.AddHostedService(s => s.GetRequiredService<LiveRelay>());
        services.AddHostedService<SiloWatch>();
        return services;
    }
}
