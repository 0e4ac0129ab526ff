using Cloud.Telemetry.Series;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Storage.InfluxDb;

/// <summary>Registers the series store over line protocol.</summary>
public static class InfluxDbServices
{
    /// <summary>Adds the store, bound to section <c>InfluxDb</c>, and the schema of its book in the record database.</summary>
    public static IServiceCollection AddInfluxDbSeries(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InfluxDbOptions>().Bind(configuration.GetSection("InfluxDb")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(SeriesBookSchema.Schema);
        services.AddSingleton<InfluxSeriesStore>().AddSingleton<ITimeSeriesStore>(s => s.GetRequiredService<InfluxSeriesStore>());
        return services;
    }
}
