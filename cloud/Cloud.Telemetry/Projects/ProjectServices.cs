using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cloud.Telemetry.Projects;

/// <summary>Registers what project and gateway grains work with. To be added after the silo.</summary>
public static class ProjectServices
{
    /// <summary>
    /// Adds projects. Needs <see cref="IDirectory"/>, <see cref="Series.ITimeSeriesStore"/>, the warnings, a
    /// <see cref="global::Telemetry.Model.Profiles.ProfileCatalogue"/> and a default grain storage.
    /// </summary>
    public static IServiceCollection AddProjects(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ILiveFeed, LiveFeed>();
        services.AddSingleton<ProjectPorts>().AddSingleton<Gateways.ConnectedGateways>();
        services.AddHostedService<ProjectStarter>();
        return services;
    }
}
