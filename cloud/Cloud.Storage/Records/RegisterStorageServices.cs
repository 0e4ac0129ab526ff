using Cloud.Telemetry.Projects;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Cloud.Storage.Records;

/// <summary>The register and grain state in the record store.</summary>
public static class RegisterStorageServices
{
    /// <summary>Adds them and their schemas; the composition opens the <see cref="RecordDatabase"/> with all registered schemas.</summary>
    public static IServiceCollection AddRecordRegister(this IServiceCollection services)
    {
        services.AddSingleton(RecordDirectory.Schema).AddSingleton(RecordGrainStorage.Schema);
        services.AddSingleton<IDirectory, RecordDirectory>();
        // Unkeyed: the default provider is not found under its key alone.
        services.AddSingleton<IGrainStorage, RecordGrainStorage>();
        return services;
    }
}
