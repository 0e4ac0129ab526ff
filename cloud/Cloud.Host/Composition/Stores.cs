using Cloud.Platform.Backup;
using Cloud.Platform.Identity;
using Cloud.Storage.Backup;
using Cloud.Storage.DuckDb;
using Cloud.Storage.InfluxDb;
using Cloud.Storage.PostgreSql;
using Cloud.Storage.Records;
using Cloud.Storage.Sqlite;
using Cloud.Telemetry.Series;
using Microsoft.Extensions.Options;

namespace Cloud.Host.Composition;

/// <summary>Where everything lies: SQLite and DuckDB in the data folder, or PostgreSQL and a line-protocol server that silos share.</summary>
public static class Stores
{
    /// <summary>Adds the record database and the series store that the configuration names.</summary>
    public static void AddStores(this IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<PostgreSqlOptions>().Bind(configuration.GetSection("PostgreSql")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StorageOptions>().Validate<IOptions<SiloOptions>, IOptions<PostgreSqlOptions>>(
            (storage, silo, records) => !silo.Value.IsShared || (storage.Series is SeriesStoreKind.InfluxDb && records.Value.Connection.Length > 0),
            "Silo:Redis is set, so there may be several silos: they share PostgreSql:Connection and Storage:Series = InfluxDb; files belong to one process.");
        services.AddSingleton(s => RecordDatabase.Open(Dialect(s), [.. s.GetServices<RecordSchema>()]));
        services.AddRecordRegister().AddRecordWarnings().AddVision(configuration);
        services.AddRecordUsers();
        if (configuration.GetValue<SeriesStoreKind>("Storage:Series") is SeriesStoreKind.InfluxDb)
        {
            services.AddInfluxDbSeries(configuration);
            return;
        }

        services.AddOptions<DuckDbSeriesOptions>().Bind(configuration.GetSection("Series"))
            .PostConfigure<IOptions<StorageOptions>>((series, storage) => series.Folder = storage.Value.Folder)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ITimeSeriesStore, DuckDbSeriesStore>();
        services.AddSingleton<IBackupSource>(s => new SeriesBackup((DuckDbSeriesStore)s.GetRequiredService<ITimeSeriesStore>()));
    }

    private static IRecordDialect Dialect(IServiceProvider services) =>
        services.GetRequiredService<IOptions<PostgreSqlOptions>>().Value is { Connection.Length: > 0 } postgres
            ? new PostgreSqlDialect(postgres)
            : new SqliteDialect(Path.Combine(services.GetRequiredService<IOptions<StorageOptions>>().Value.Folder, "records.db"));
}
