using Cloud.Telemetry.Series;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Storage.DuckDb;

/// <summary>Registers the series store in DuckDB.</summary>
public static class DuckDbServices
{
    /// <summary>Adds the store, bound to section <c>Series</c>; its folder is <c>Storage:Folder</c> unless it says otherwise.</summary>
    public static IServiceCollection AddDuckDbSeries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DuckDbSeriesOptions>()
            .Configure(options => options.Folder = configuration["Storage:Folder"] ?? options.Folder)
            .Bind(configuration.GetSection("Series")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DuckDbSeriesStore>().AddSingleton<ITimeSeriesStore>(s => s.GetRequiredService<DuckDbSeriesStore>());
        return services;
    }
}
