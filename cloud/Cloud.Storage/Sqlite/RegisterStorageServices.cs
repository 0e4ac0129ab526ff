using Cloud.Telemetry.Projects;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Cloud.Storage.Sqlite;

/// <summary>The register and grain state in the embedded record store.</summary>
public static class RegisterStorageServices
{
    /// <summary>Adds them and their schemas; the composition opens the <see cref="RecordDatabase"/> with all registered schemas.</summary>
    public static IServiceCollection AddSqliteRegister(this IServiceCollection services)
    {
        services.AddSingleton(SqliteDirectory.Schema).AddSingleton(SqliteGrainStorage.Schema);
        services.AddSingleton<IDirectory, SqliteDirectory>();
        // Unkeyed: the default provider is not found under its key alone.
        services.AddSingleton<IGrainStorage, SqliteGrainStorage>();
        return services;
    }
}
